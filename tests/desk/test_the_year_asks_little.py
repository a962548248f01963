"""A year of a group of eight: how often each is asked for something outside meetings, and how often by mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.agreement.agreement_cast import CONTENT, member_says_yes, other_goal, payer_accepts, sent
from tests.cast import MORNING, person, process_of
from tests.evaluation.summary_cast import PARTS
from tests.evaluation.waves_cast import CODES, says
from tests.goals.goal_cast import goal_of
from tuokio.agreement.models import AgreementVersion
from tuokio.agreement.usecases.recording import ask_in_meeting, remind
from tuokio.evaluation.usecases import summaries
from tuokio.evaluation.usecases.answering import answer_as_member
from tuokio.evaluation.usecases.waves import ask_at_home, choose_statements, close_wave, open_wave, plan_waves
from tuokio.goals.usecases.rounds import ask_at_home as ask_to_rate
from tuokio.goals.usecases.rounds import close_round, open_round, rate_privately
from tuokio.kit.models import Letter
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person
from tuokio.supervision.asking import asks_left, tell_of_asks
from tuokio.supervision.models import Ask, Member, Process
from tuokio.terms.goal_words import RoundPoint
from tuokio.terms.summary_words import GroupWord
from tuokio.terms.words import WayIn

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(days=7)
BY_MAIL = tuple(f"Jäsen {number}" for number in range(6))
NAMES = (*BY_MAIL, "Lapulla", "Paperilla")
ROOT = Path(__file__).resolve().parents[2] / "tuokio"


def group() -> Process:
    """Six with mail, one with a slip, one on paper only."""
    process = process_of(person("aino"), member_names=NAMES)
    for number, member in enumerate(process.members.order_by("name")):
        if member.name in BY_MAIL:
            address = f"jasen{number}@example.org"
            member.person = Person.objects.create(name=member.name, email=address)
            member.way_in = WayIn.MAIL
        elif member.name == "Lapulla":
            member.person = Person.objects.create(name=member.name)
            member.way_in = WayIn.SLIP
        member.save()
    return process


class Year:
    """The year of one process, a night after each day."""

    def __init__(self) -> None:
        self.process, self.aino, self.at = group(), person("aino"), MORNING

    def days(self, number: int) -> datetime:
        for _day in range(number):
            self.at += DAY
            tell_of_asks(at=self.at)
        return self.at

    def wave(self, number: int) -> None:
        one = list(self.process.waves.order_by("meeting_number"))[number]
        open_wave(wave=one, by=self.aino, at=self.at)
        ask_at_home(wave=one, by=self.aino, at=self.at)
        ask_at_home(wave=one, by=self.aino, at=self.days(3))
        close_wave(wave=one, by=self.aino, at=self.days(2))

    def summary(self) -> None:
        summaries.draft_summary(process=self.process, parts=PARTS, by=self.aino, at=self.at)
        summaries.send_to_group(process=self.process, in_meeting=False, by=self.aino, at=self.at)


def members(process: Process) -> list[Member]:
    return list(process.members.order_by("name"))


def outside(member: Member) -> int:
    return member.asks.filter(in_meeting=False).count()


def test_in_a_year_of_ten_meetings_nobody_is_asked_more_often_than_was_promised():
    year = Year()
    process = year.process
    first = sent(process, CONTENT)
    ask_in_meeting(version=first, by=year.aino, at=year.at)
    remind(version=first, by=year.aino, at=year.days(10))
    choose_statements(process=process, codes=CODES, by=year.aino, at=year.at)
    plan_waves(process=process, by=year.aino, at=year.at)
    for number in range(3):
        year.days(60)
        year.wave(number)
    year.days(20)
    year.summary()
    summaries.take_back(process=process, by=year.aino, at=year.days(4))
    year.summary()
    year.days(30)

    assert {member.name: outside(member) for member in members(process)} == {
        **dict.fromkeys(BY_MAIL, 6),
        "Lapulla": 6,
        "Paperilla": 0,
    }
    assert max(Ask.objects.values_list("minutes", flat=True)) <= 3
    addresses = {member.person.email: member for member in members(process) if member.person_id}
    for address in filter(None, addresses):
        letters = Letter.objects.filter(to=address).order_by("written_at")
        assert set(letters.values_list("kind", flat=True)) == {"something waits"}
        moments = list(letters.values_list("written_at", flat=True))
        assert all(later - earlier >= WEEK for earlier, later in pairwise(moments))


def test_what_was_asked_in_the_room_is_free():
    year = Year()
    ask_in_meeting(version=sent(year.process, CONTENT), by=year.aino, at=year.at)

    assert {asks_left(member) for member in members(year.process)} == {6}


def test_a_longer_process_has_room_for_more_and_a_new_term_adds_its_own():
    process = group()
    term = process.terms.get()
    process.terms.create(
        number=2, minutes=term.minutes, planned=10, interval_weeks=term.interval_weeks,
        starts_on=term.starts_on + timedelta(days=300), agreed_at=MORNING,
    )  # fmt: skip

    assert {asks_left(member) for member in members(process)} == {12}


# who writes to whom; a supervisee is written to by asking, of dates, or to let them in
WRITES = {
    "agreement/usecases/ordering_side.py": "those who order",
    "calendars/usecases/invitations.py": "one who wished it: a date for the calendar, once for each change",
    "booking/usecases/telling.py": "those who booked a mapping conversation, and whose time it takes",
    "booking/usecases/telling_meetings.py": "those who booked a meeting, changed or cancelled it",
    "kit/letters.py": "nobody: it is the door",
    "mapping/answering_alone.py": "one who answers alone, before the process",
    "mapping/enquiring.py": "those who enquire and those who answer",
    "meetings/usecases/absence.py": "dates: somebody else holds the meeting",
    "meetings/usecases/reminding.py": "dates: the day before, unless they wish none",
    "meetings/usecases/telling.py": "dates",
    "meetings/usecases/telling_places.py": "one who asked for a place in an open group, of their own page",
    "people/doors.py": "commissioners, and a code that was asked for",
    "people/usecases.py": "those who work in the house, and a change of one's own account",
    "retention/usecases.py": "those who run the practice",
    "retention/witnessing.py": "those who run the practice",
    "vault/usecases/access.py": "whoever holds the notes that somebody asks to see",
    "vault/usecases/anew.py": "one who has made new keys, so that another would be found out",
    "vault/usecases/closing.py": "one whose account is closed, of what waits to be fetched",
    "vault/usecases/keeping.py": "whoever holds notes that go in thirty days",
    "vault/usecases/reminding.py": "one who wished it, the day after a meeting, that something waits",
    "vault/usecases/succession.py": "a supervisor, a successor and who must agree",
    "workroom/usecases/reminding.py": "one who wished it on a day, that something waits; at the pace of asking",
    "supervision/asking.py": "supervisees: what waits",
    "supervision/ways_in.py": "supervisees: the way in",
}


def test_no_other_module_writes_to_supervisees():
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if re.search(r"\b(send_letter|write_to)\(", path.read_text(encoding="utf-8"))
    }

    assert found == set(WRITES)


# --- a year in which they answer ----------------------------------------------------------------------------

DATES, ASKED = "dates changed", "something waits"


class Answering(Year):
    """The same year, and everybody in it answers as they are: at once, a day late, or never."""

    def __init__(self) -> None:
        super().__init__()
        self.prompt, self.late = BY_MAIL[:2], (*BY_MAIL[2:4], "Lapulla")

    def member(self, name: str) -> Member:
        return self.process.members.get(name=name)

    def all_answer(self, answer: Callable[[str], object]) -> None:
        """Some at once, some four days later; two by mail and the one on paper not at all."""
        for name in self.prompt:
            answer(name)
        self.days(4)
        for name in self.late:
            answer(name)

    def agreement(self) -> AgreementVersion:
        version = payer_accepts(sent(self.process, CONTENT, at=self.at), at=self.at)
        remind(version=version, by=self.aino, at=self.at)
        self.all_answer(lambda name: member_says_yes(version, name, at=self.at))
        remind(version=version, by=self.aino, at=self.days(10))
        return version

    def amendment(self) -> None:
        """Another goal concerns everyone: each is asked again."""
        version = payer_accepts(sent(self.process, other_goal(), at=self.at), at=self.at)
        remind(version=version, by=self.aino, at=self.at)
        self.all_answer(lambda name: member_says_yes(version, name, at=self.at))

    def wave(self, number: int) -> None:
        one = list(self.process.waves.order_by("meeting_number"))[number]
        open_wave(wave=one, by=self.aino, at=self.at)
        given = says(4, 2 if one.asks_then else 0)
        for name in self.prompt:
            answer_as_member(wave=one, member=self.member(name), answers=given, at=self.at)
        ask_at_home(wave=one, by=self.aino, at=self.at)
        self.days(2)
        for name in self.late:
            answer_as_member(wave=one, member=self.member(name), answers=given, at=self.at)
        close_wave(wave=one, by=self.aino, at=self.days(3))

    def goals_rated_at_home(self) -> None:
        begun = open_round(process=self.process, point=RoundPoint.MIDDLE, by=self.aino, at=self.at)
        ask_to_rate(round=begun, by=self.aino, at=self.at)
        levels = {one.pk: 0 for one in begun.goals.all()}
        self.all_answer(
            lambda name: rate_privately(
                round=begun, member=self.member(name), levels=levels, turns_up=True, at=self.at
            )
        )
        close_round(round=begun, by=self.aino, at=self.days(3))

    def summary(self) -> None:
        super().summary()
        found = self.process.summaries.latest("number")
        self.all_answer(
            lambda name: summaries.say_word(
                summary=found, member=self.member(name), word=GroupWord.OK, seen=found.fingerprint, at=self.at
            )
        )
        self.days(10)

    def date_moves(self) -> None:
        tell_of_dates(process=self.process, at=self.at)


def test_a_year_in_which_they_answer_asks_no_more_and_of_everyone_alike(capsys):
    year = Answering()
    goal_of(year.process)
    year.agreement()
    choose_statements(process=year.process, codes=CODES, by=year.aino, at=year.at)
    year.days(30)
    year.wave(0)
    year.date_moves()
    year.days(20)
    year.date_moves()  # and again, within the week of nothing else
    year.days(1)
    year.amendment()
    year.days(40)
    year.wave(1)
    year.goals_rated_at_home()
    year.days(60)
    year.summary()

    letters = {name: written_to(year.member(name)) for name in BY_MAIL}
    rows = [
        (member.name, outside(member), longest(member), len(letters.get(member.name, ())))
        for member in members(year.process)
    ]
    with capsys.disabled():
        print("\nname, requests outside meetings, minutes at most, mails besides dates")
        print("\n".join("  ".join(map(str, row)) for row in rows))
    by_name = {name: (asks, minutes) for name, asks, minutes, _mails in rows}
    assert by_name.pop("Paperilla") == (0, 0)
    assert set(by_name.values()) == {(6, 3)}  # who answered is asked neither less nor more
    for moments in letters.values():
        assert 0 < len(moments) <= 6
        assert all(later - earlier >= WEEK for earlier, later in pairwise(moments))
    assert Letter.objects.filter(kind=DATES, to="jasen0@example.org").count() == 2
    assert set(Letter.objects.filter(to__startswith="jasen").values_list("kind", flat=True)) == {DATES, ASKED}


def test_a_generous_supervisor_is_told_whom_she_can_no_longer_ask():
    year = Year()
    version = sent(year.process, CONTENT)
    kaarlo = 1  # who orders is reminded besides, and has no budget
    told = [remind(version=version, by=year.aino, at=year.days(8)) for _time in range(8)]

    assert told == [(7 + kaarlo, 0)] * 6 + [(kaarlo, 7)] * 2
    assert {asks_left(member) for member in members(year.process) if member.person_id} == {0}


def test_one_who_is_in_two_groups_gets_one_mail_a_week_for_both():
    year = Year()
    other = process_of(person("aino"), member_names=("Jäsen 0", "Toinen", "Kolmas"), name="Toinen ryhmä")
    other.members.filter(name="Jäsen 0").update(person=members(year.process)[0].person, way_in=WayIn.MAIL)
    first, second = sent(year.process, CONTENT), sent(other, CONTENT)
    for _week in range(4):
        remind(version=first, by=year.aino, at=year.at)
        remind(version=second, by=year.aino, at=year.at)
        year.days(5)

    moments = written_to(members(year.process)[0])
    assert len(moments) == 3
    assert all(later - earlier >= WEEK for earlier, later in pairwise(moments))


def written_to(member: Member) -> list[datetime]:
    """When the member was written to for something else than dates."""
    letters = Letter.objects.filter(to=member.person.email).exclude(kind=DATES)
    return list(letters.order_by("written_at").values_list("written_at", flat=True))


def longest(member: Member) -> int:
    return max(member.asks.filter(in_meeting=False).values_list("minutes", flat=True), default=0)
