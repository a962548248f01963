"""The head of the chain leaves the house once a month, and says nothing else; after two years entries go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import MORNING, person, shared_practice, solo_practice
from tuokio.audit import chain, trail
from tuokio.audit.models import ChainLink, Entry
from tuokio.kit.models import Letter
from tuokio.retention.witnessing import send_heads, witness

pytestmark = pytest.mark.django_db


def test_whoever_runs_a_practice_gets_the_head_once_a_month():
    solo_practice(), shared_practice()
    trail.record("vault opened", about=person("bertta"), by=person("bertta"), at=MORNING)
    head = chain.head()

    assert send_heads(at=MORNING) == 2
    assert send_heads(at=MORNING + timedelta(days=5)) == 0
    assert send_heads(at=MORNING + timedelta(days=10)) == 2  # December

    letter = Letter.objects.filter(to="aino@example.org", kind="audit head").first()
    assert f"--head {head.seq}:{head.hash}" in letter.text
    assert "vault" not in letter.text and "Bertta" not in letter.text
    assert {one.to for one in Letter.objects.filter(kind="audit head")} == {
        "aino@example.org", "olavi@example.org",
    }  # fmt: skip


def test_before_anything_is_chained_nothing_is_sent():
    practice = solo_practice()
    Entry.objects.filter(seq__isnull=False).delete(), ChainLink.objects.all().delete()
    chain.Chain.objects.all().delete()
    assert practice and send_heads(at=MORNING) == 0


def test_entries_go_after_two_years_and_the_chain_still_holds():
    bertta = person("bertta")
    trail.record("vault opened", about=bertta, by=bertta, at=MORNING)
    trail.record("way to notes added", about=bertta, by=bertta, at=MORNING + timedelta(days=100))
    seen = chain.head()

    witness(at=MORNING + timedelta(days=740))

    assert chain.check([seen]).faults == ()
    acts = [*ChainLink.objects.values_list("act", flat=True)]
    assert acts == ["way to notes added", "audit shortened"]
    assert [*Entry.objects.filter(practice_id=None).values_list("act", flat=True)] == ["way to notes added"]
