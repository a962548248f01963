"""The demo shows every state of a process and every step of the full path, each where its story says it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tuokio.agreement.models import AgreementVersion, MemberRefusal, Offer
from tuokio.audit.models import Entry
from tuokio.desk.demo import make_demo
from tuokio.desk.demo.full_path import WALKS
from tuokio.desk.demo.stories import INTERNAL, SHARED, SOLO
from tuokio.evaluation.models import Summary, Wave
from tuokio.goals.models import Goal, RatingRound
from tuokio.mapping.models import MappingConversation
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.evaluation_words import WaveState
from tuokio.terms.offer_words import OfferState
from tuokio.terms.summary_words import SummaryState
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db
STORIES = (*SOLO, *SHARED, *INTERNAL)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Made once for all of these tests, which only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_demo(None, 1, lambda _line: None)
        yield
        transaction.set_rollback(True)


def process(name: str) -> Process:
    return Process.objects.get(name=name)


def test_every_state_that_is_kept_is_there():
    assert {one.now_in for one in Process.objects.all()} == set(ProcessState) - {ProcessState.ERASED}
    assert {one.now_in for one in Offer.objects.all()} == set(OfferState)
    assert {one.now_in for one in AgreementVersion.objects.all()} == set(VersionState)
    assert {one.now_in for one in Wave.objects.all()} == set(WaveState)
    assert {one.now_in for one in Summary.objects.all()} == set(SummaryState)


def test_each_story_has_come_to_where_it_says():
    assert {story.name: process(story.name).state for story in STORIES} == {
        story.name: story.state for story in STORIES
    }
    assert {story.name for story in STORIES if story.full_path} == set(WALKS)


def test_what_happened_to_a_process_follows_from_its_state_before():
    for one in Process.objects.all():
        steps = [(step.from_state, step.to_state) for step in one.state_changes.order_by("at", "pk")]
        assert [came for came, _went in steps[1:]] == [went for _came, went in steps[:-1]], one.name


def test_a_state_has_what_it_stands_for():
    for one in Process.objects.filter(state=ProcessState.OFFERED):
        assert one.offers.exclude(sent_at=None).exists(), one.name
    for one in Process.objects.filter(state=ProcessState.AGREEING):
        assert one.agreements.waiting().exists(), one.name
    for one in Process.objects.filter(state=ProcessState.RENEGOTIATING):
        assert one.agreements.in_force().exists()
        assert one.agreements.waiting().get().is_amendment
    for one in Process.objects.filter(state=ProcessState.FINAL_REVIEW):
        assert one.goals.exists()
        assert one.summaries.exists()


def test_an_enquiry_was_answered_alone_and_another_one_waits():
    assert MappingConversation.objects.exclude(answered_alone_at=None).get().process.state == "mapping"
    assert process("Aluejohtajat").offers.get().renewal_asked_at is not None
    assert Process.objects.get(state=ProcessState.ENQUIRED).enquiries.get().answered_at is None


def test_one_member_has_refused_and_nobody_else_can_see_it():
    refusal = MemberRefusal.objects.get()
    version = refusal.version
    assert version.now_in == VersionState.IN_FORCE
    assert version.acceptances.filter(party="member").count() == 1
    assert version.process.members.count() == 4


def test_goals_have_been_rated_and_are_being_rated():
    assert Goal.objects.filter(wordings__scale="five_levels").distinct().count() > 10
    open_ones = RatingRound.objects.filter(closed_at=None)
    assert [one.process.name for one in open_ones] == ["Diakoniatyön ryhmä"]
    recorded = RatingRound.objects.filter(goals__recorded__isnull=False).distinct()
    assert Counter(one.point for one in recorded) == {"middle": 4, "end": 2}


def test_figures_are_of_five_answers_at_least():
    reported = [one for one in Wave.objects.all() if one.now_in == WaveState.REPORTED]
    assert min(one.sheets.count() for one in reported) >= 5


def test_those_who_come_by_phone_have_something_waiting():
    for who in ("hanna", "henna", "elli", "hilla", "roosa"):
        assert Person.objects.get(email=f"{who}@example.org").memberships.exists(), who
    waiting = Person.objects.filter(memberships__asks__settled_at=None, memberships__asks__isnull=False)
    assert {one.name for one in waiting} == {"Hanna K.", "Henna", "Aleksi", "Bea", "Roosa"}


def test_made_again_nothing_changes():
    before = (Process.objects.count(), Offer.objects.count(), Summary.objects.count(), Entry.objects.count())
    make_demo(None, 1, lambda _line: None)
    after = (Process.objects.count(), Offer.objects.count(), Summary.objects.count(), Entry.objects.count())
    assert after == before
