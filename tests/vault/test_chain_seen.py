"""Every browser that opens its notes is a witness of the house's chain of entries: it is shown digests, and no more."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from tests.cast import MORNING, person, solo_practice
from tests.vault.asking import Asker
from tuokio.audit import chain, trail
from tuokio.audit.models import ChainLink

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def aino() -> Asker:
    return Asker(person("aino"))


def test_the_head_is_told_and_the_way_to_it(aino):
    aino.opens_an_account()
    seen = aino.asks("GET", "chain").json()["head"]
    new = aino.way("recovery", proved=False)
    aino.asks("PUT", f"ways/{new['id']}", new)
    aino.asks("PATCH", f"ways/{new['id']}")

    told = aino.asks("GET", f"chain?since={seen['seq']}").json()

    assert [step["seq"] for step in told["steps"]] == [seen["seq"] + 1, seen["seq"] + 2]
    digest = seen["hash"]
    for step in told["steps"]:
        digest = hashlib.sha256(f"{digest}{step['body']}".encode()).hexdigest()
        assert digest == step["hash"]
    assert told["head"] == {"seq": seen["seq"] + 2, "hash": digest}
    assert set(told["steps"][0]) == {"seq", "body", "hash"}


def test_opening_proving_and_taking_a_way_away_are_chained_each_once(aino):
    aino.opens_an_account()
    new = aino.way("recovery", proved=False)
    aino.asks("PUT", f"ways/{new['id']}", new)
    for _time in range(2):
        aino.asks("PATCH", f"ways/{new['id']}")
    aino.asks("DELETE", f"ways/{new['id']}")
    assert [*ChainLink.objects.values_list("act", flat=True)] == [
        "vault opened", "way to notes added", "way to notes proved", "way to notes removed",
    ]  # fmt: skip


def test_reading_and_writing_notes_leaves_the_chain_as_it_was(aino):
    aino.opens_an_account()
    space, document = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
    aino.founds("journal", space_id=space)
    before = chain.head()
    aino.keeps(space, "one", document_id=document)
    aino.asks("GET", f"documents/{document}")
    aino.keeps(space, "two", document_id=document, rev=2)
    aino.asks("DELETE", f"documents/{document}?rev=2")
    aino.asks("GET", f"spaces/{space}")
    assert chain.head() == before


def test_a_long_way_is_told_in_pages(aino, monkeypatch):
    monkeypatch.setattr(chain, "PAGE", 3)
    for hours in range(7):
        trail.record("let go", about=solo_practice(), by=None, at=MORNING + timedelta(hours=hours))
    last = chain.head().seq
    told = aino.asks("GET", f"chain?since={last - 5}").json()
    assert [step["seq"] for step in told["steps"]] == [last - 4, last - 3, last - 2]
    assert told["head"]["seq"] == last


def test_where_the_chain_begins_is_told_once_its_oldest_are_gone(aino):
    trail.record("let go", about=solo_practice(), by=None, at=MORNING)
    gone = chain.head()
    chain.shorten(before=MORNING + timedelta(days=1), at=MORNING + timedelta(days=800))
    assert aino.asks("GET", "chain?since=0").json()["start"] == {"seq": gone.seq, "hash": gone.hash}


@pytest.mark.parametrize("since", ["", "-1", "x", "1" * 20, "1.5"])
def test_what_is_no_number_is_refused(aino, since):
    assert aino.asks("GET", f"chain?since={since}").json() == {"refused": "malformed"}
