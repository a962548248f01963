"""Asking the supervised: how often, how long, and how seldom by mail."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import MORNING, person, process_of
from tuokio.kit.models import Letter
from tuokio.supervision.asking import ask_members, asks_left, settle_asks, tell_of_asks
from tuokio.supervision.domain.budget import most_asks
from tuokio.supervision.models import Ask, Member
from tuokio.terms.asking_words import AskKind
from tuokio.terms.words import WayIn

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def bertta_of_ten_meetings() -> Member:
    member = process_of(person("aino")).members.get(name="Bertta S.")
    member.way_in = WayIn.MAIL
    member.save()
    return member


def ask(member: Member, *, at=MORNING, **more) -> tuple[list[Ask], list[Member]]:
    details = {"kind": AskKind.WAVE, "about": uuid4(), "minutes": 3, **more}
    return ask_members(members=[member], at=at, **details)


@pytest.mark.parametrize(("planned", "asks"), [(3, 3), (5, 3), (8, 4), (10, 6), (15, 9)])
def test_the_budget_follows_the_number_of_meetings(planned, asks):
    assert most_asks(planned) == asks


def test_the_seventh_request_outside_meetings_is_not_made():
    bertta = bertta_of_ten_meetings()
    for week in range(6):
        asked, spared = ask(bertta, at=MORNING + week * WEEK)
        assert (len(asked), spared) == (1, [])

    asked, spared = ask(bertta, at=MORNING + 7 * WEEK)

    assert (asked, spared) == ([], [bertta])
    assert asks_left(bertta) == 0


def test_a_request_in_the_meeting_costs_nothing_and_sends_no_mail():
    bertta = bertta_of_ten_meetings()

    ask(bertta, in_meeting=True)

    assert asks_left(bertta) == 6
    assert Letter.objects.count() == 0


def test_a_request_of_four_minutes_is_refused():
    bertta = bertta_of_ten_meetings()

    with pytest.raises(ValueError, match="3 minutes at most"):
        ask(bertta, minutes=4)


def test_two_requests_in_one_week_are_one_mail_and_the_second_follows_after_the_week():
    bertta = bertta_of_ten_meetings()
    ask(bertta)
    ask(bertta, at=MORNING + timedelta(days=2))
    assert Letter.objects.count() == 1

    assert tell_of_asks(at=MORNING + timedelta(days=6)) == 0
    assert tell_of_asks(at=MORNING + WEEK) == 1
    assert tell_of_asks(at=MORNING + 3 * WEEK) == 0


def test_what_was_answered_in_time_is_not_mailed_any_more():
    bertta = bertta_of_ten_meetings()
    ask(bertta)
    (waiting,), _spared = ask(bertta, at=MORNING + timedelta(days=1))

    settle_asks(about=waiting.about, at=MORNING + timedelta(days=2), member=bertta)

    assert tell_of_asks(at=MORNING + WEEK) == 0


def test_the_mail_says_that_something_waits_never_what():
    bertta = bertta_of_ten_meetings()

    ask(bertta, kind=AskKind.SUMMARY)

    letter = Letter.objects.get()
    told = f"{letter.subject} {letter.text}".lower()
    assert not any(word in told for word in ("yhteenveto", "summary", "auringon", "aino", "työnohjaus"))


def test_someone_without_a_way_in_is_asked_in_the_room_only():
    process = process_of(person("aino"))
    henna = process.members.get(name="Henna")

    asked, spared = ask(henna)

    assert (asked, spared) == ([], [])
