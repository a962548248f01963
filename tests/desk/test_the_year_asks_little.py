"""A year of a group of eight: how often each is asked for something outside meetings, and how often by mail."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.agreement.agreement_cast import CONTENT, sent
from tests.cast import MORNING, person, process_of
from tests.evaluation.summary_cast import PARTS
from tests.evaluation.waves_cast import CODES
from tuokio.agreement.usecases.recording import ask_in_meeting, remind
from tuokio.evaluation.usecases import summaries
from tuokio.evaluation.usecases.waves import ask_at_home, choose_statements, close_wave, open_wave, plan_waves
from tuokio.kit.models import Letter
from tuokio.people.models import Person
from tuokio.supervision.asking import asks_left, tell_of_asks
from tuokio.supervision.models import Ask, Member, Process
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
    "kit/letters.py": "nobody: it is the door",
    "mapping/answering_alone.py": "one who answers alone, before the process",
    "mapping/enquiring.py": "those who enquire and those who answer",
    "meetings/usecases/absence.py": "dates: somebody else holds the meeting",
    "meetings/usecases/telling.py": "dates",
    "people/doors.py": "commissioners, and a code that was asked for",
    "people/usecases.py": "those who work in the house, and a change of one's own account",
    "retention/usecases.py": "those who run the practice",
    "supervision/asking.py": "supervisees: what waits",
    "supervision/ways_in.py": "supervisees: the way in",
}


def test_no_other_module_writes_to_supervisees():
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if re.search(r"\bsend_letter\(", path.read_text(encoding="utf-8"))
    }

    assert found == set(WRITES)
