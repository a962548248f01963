"""`kill -9` of the whole house again and again while someone works: what was answered stands, nothing is done twice."""

from __future__ import annotations

import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bad_days.full_path import FullPath
from tests.bad_days.path_told import halves_in
from tests.bad_days.running import PATIENCE, Browser, House, Postbox, own_database

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="counts a family of processes by /proc"),
]
A_DAY = 19  # meetings of 75 minutes, one after another


@dataclass
class Journey:
    """What one supervisor does over and over, and what the house has answered so far."""

    browser: Browser
    ground: dict[str, Any]
    today: date = field(default_factory=date.today)
    processes: dict[str, str] = field(default_factory=dict)  # name -> id
    events: dict[str, list[str]] = field(default_factory=dict)  # meeting -> what was done to it
    answered: dict[str, int] = field(default_factory=dict)  # meeting -> answers of members
    invoiced: dict[str, str] = field(default_factory=dict)  # charge -> number
    enquiries: list[str] = field(default_factory=list)
    acts: int = 0

    def round(self, number: int) -> None:
        """A process with one meeting that is over, one with a meeting to come, and a stranger's enquiry."""
        self.past_meeting(number)
        self.meeting_to_come(number)
        self.invoice(number)
        self.enquire(number)

    def done(self, path: str, **fields: Any) -> str:
        """Send a form; the house says that it is done, by leading on."""
        answer = self.browser.send(path, **fields)
        assert answer.status in {302, 303}, f"{answer.status} at {path}: {answer.text[:3000]}"
        self.acts += 1
        return answer.location

    def begin(self, name: str, first_on: date, at_time: str = "09:00") -> str:
        """By the short path, with one meeting; returns the meeting."""
        address = self.done(
            "/processes/new/",
            name=name,
            form="group",
            payer_kind="known",
            payer=self.ground["payer"],
            member_names="Bertta S.\nHenna",
            price_cents="160,00",
            planned=1,
            interval_weeks=1,
            first_on=first_on.isoformat(),
            at_time=at_time,
        )
        self.processes[name] = address.split("/")[2]
        (meeting,) = set(re.findall(r"/meetings/([0-9a-f-]{36})/", self.browser.look(address)))
        self.events[meeting] = []
        return str(meeting)

    def act(self, meeting: str, event: str, part: str, **fields: Any) -> None:
        self.done(f"/meetings/{meeting}/{part}/", **fields)
        self.events[meeting].append(event)

    def past_meeting(self, number: int) -> None:
        meeting = self.begin(f"Pidetty {number}", *past_time(self.today, number))
        if number % 3 == 2:
            self.act(meeting, "mark_no_show", "no-show")
            self.act(meeting, "correct", "correction")
        self.act(meeting, "hold", "holding", everyone="1")

    def meeting_to_come(self, number: int) -> None:
        meeting = self.begin(f"Tuleva {number}", weekday_near(self.today + timedelta(days=20)))
        form = self.browser.look(f"/meetings/{meeting}/answers/")
        members = set(re.findall(r'name="(of_[0-9a-f]{32})"', form))
        self.done(f"/meetings/{meeting}/answers/", **dict.fromkeys(members, "coming"))
        self.answered[meeting] = len(members)
        if number % 2:
            later = weekday_near(self.today + timedelta(days=27))
            self.act(meeting, "move", "date", on=later.isoformat(), at_time="10:15", minutes=75)
            self.answered[meeting] = 0  # asked anew
        self.act(meeting, "cancel", "cancellation", cancelled_by="supervisor", reason="other_agreed")

    def invoice(self, number: int) -> None:
        """Mark as invoiced what is open; told so, or told that it has been done (by the try that got no answer)."""
        month = weekday_near(self.today - timedelta(days=9)).strftime("%Y-%m")
        path = f"/to-invoice/{month}/{self.ground['payer']}/"
        page = self.browser.look(path)
        charges = sorted(set(re.findall(r'name="charges"[^>]*value="([0-9a-f-]{36})"', page)))
        assert charges, page
        repeats = self.browser.repeats
        answer = self.browser.send(path, act="invoiced", number=f"L{number}", charges=charges)
        again = self.browser.repeats > repeats
        assert answer.status == 302 or (answer.status == 422 and again), answer.text
        self.acts += 1
        self.invoiced.update(dict.fromkeys(charges, f"L{number}"))

    def enquire(self, number: int) -> None:
        if number >= len(self.ground["stamps"]):
            return  # a page takes thirty a day
        mail = f"kysyja{number}@example.org"
        self.browser.send(
            self.ground["enquiry"],
            {"X-Forwarded-For": f"10.0.{number}.1"},
            name="Maija Luoto",
            reply_to=mail,
            wish="group",
            words="Meitä on kuusi.",
            website="",
            stamp=self.ground["stamps"][number],
        )
        self.enquiries.append(mail)
        self.acts += 1


def past_time(today: date, number: int) -> tuple[date, str]:
    """A time of its own for each past meeting, in the month that is invoiced: two at once are refused."""
    newest = weekday_near(today - timedelta(days=9))
    day, slot = divmod(number, A_DAY)
    minute = slot * (24 * 60 // A_DAY)
    on = newest - timedelta(days=day)
    assert on.month == newest.month, "more rounds than the month has room for"
    return on, f"{minute // 60:02}:{minute % 60:02}"


def weekday_near(day: date) -> date:
    """A day that is surely no holiday left out of a series: a Tuesday, away from Christmas and Midsummer."""
    while day.weekday() != 1 or (day.month, day.day) in FREE:
        day -= timedelta(days=1)
    return day


FREE = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}


@dataclass
class Killer:
    """Kills the house again and again at a random moment, and looks at what lies there before it is started."""

    house: House
    answers: Callable[[], int]
    times: int
    chance: random.Random
    over: threading.Event = field(default_factory=threading.Event)
    halves: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Mostly soon after an answer or two, sometimes when the worker sends mail."""
        try:
            for _one in range(self.times):
                answered, wanted = self.answers(), self.chance.choice((0, 1, 1, 2, 4))
                until = time.monotonic() + PATIENCE
                while self.answers() < answered + wanted and time.monotonic() < until:
                    if self.over.wait(0.005):
                        return
                late = self.chance.random() > 0.7
                time.sleep(self.chance.uniform(1, 5) if late else self.chance.uniform(0, 0.4))
                self.house.kill()
                self.halves += halves_in(self.house.inside("paths"))
                self.house.start()
        finally:
            self.over.set()


def test_what_was_answered_stands_whenever_the_house_dies(
    tmp_path: Path, chance: random.Random, rounds: Callable[[int, int], int]
) -> None:
    post = Postbox()
    post.server.start()
    with own_database(tmp_path) as database:
        house = House(tmp_path / "data", mail_port=post.port, database=database, TUOKIO_BEHIND_PROXY="1")
        try:
            house.migrate()
            ground = house.inside("prepare")
            house.start()
            journey, path = Journey(Browser(house, ground["session"]), ground), FullPath.of(house, ground)
            path.walk()  # undisturbed, so that it is known what stands afterwards
            answers = lambda: journey.browser.answers + path.answers  # noqa: E731  # both are worked at in turns
            killer = Killer(house, answers, rounds(6, 50), chance)
            killing = threading.Thread(target=killer.run)
            killing.start()
            number = 0
            try:
                while not killer.over.is_set():
                    journey.round(number)
                    path.walk()
                    number += 1
            finally:
                killer.over.set()
                killing.join()
            journey.round(number)
        finally:
            house.stop()
        stands, paths = house.inside("tell"), house.inside("paths")
    post.server.stop()
    repeats = journey.browser.repeats + path.repeats
    print(f"{killer.times} kills, {journey.acts + path.acts} acts, {repeats} asked again, {number} rounds")
    assert repeats, "no kill fell into a request"
    assert killer.halves + halves_in(paths) == []
    all_stands_once(journey, stands)
    each_path_as_undisturbed(path, paths)
    no_letter_twice(stands["letters"], post.arrived)


def each_path_as_undisturbed(path: FullPath, told: dict[str, Any]) -> None:
    """A path walked while the house died stands as the one that nothing disturbed; what was not walked is as it was."""
    by_id = {one.pop("id"): one for one in told["paths"]}
    first, *others = path.walked
    assert [by_id[one] for one in others if by_id[one] != by_id[first]] == []
    assert (by_id[first]["state"], by_id[first]["summaries"][0]["state"]) == ("agreed", "given")
    untouched = [by_id[one] for one in path.processes if one not in path.walked]
    assert {one["state"] for one in untouched} <= {"mapping"}


def all_stands_once(journey: Journey, stands: dict[str, Any]) -> None:
    """Everything answered is there, nothing more is, and nothing is half done."""
    processes = {one["name"]: one for one in stands["processes"]}
    assert len(processes) == len(stands["processes"])
    assert {name: one["id"] for name, one in processes.items()} == journey.processes
    assert {(one["terms"], one["members"], len(one["meetings"])) for one in processes.values()} == {(1, 2, 1)}
    assert [one["name"] for one in processes.values() if one["state"] != one["states"][-1]] == []
    meetings = {one["id"]: one for process in processes.values() for one in process["meetings"]}
    assert {pk: one["events"] for pk, one in meetings.items()} == journey.events
    assert {one["id"] for one in meetings.values() if one["state"] != one["last"]} == set()
    assert {one["id"] for one in meetings.values() if one["sequence"] != len(one["events"])} == set()
    for one in meetings.values():
        held = one["state"] == "held"
        assert (one["marked"], bool(one["charge"])) == ((2, True) if held else (0, False)), one
        assert one["answers"] == journey.answered.get(one["id"], 0), one
    charges = {one["charge"]["id"]: one["charge"]["number"] for one in meetings.values() if one["charge"]}
    assert charges == journey.invoiced
    assert stands["meeting_changes_in_audit"] == sum(len(events) for events in journey.events.values())
    assert sorted(stands["enquiries"]) == sorted(journey.enquiries)
    assert stands["opened_by_enquiry"] == len(journey.enquiries)


def no_letter_twice(letters: list[dict[str, str]], arrived: list[str]) -> None:
    """Each letter reached the mail server once; one that a dying worker was just handing over, at most once."""
    by_state = {
        state: {f"<{one['id']}@tuokio>" for one in letters if one["state"] == state} for state in STATES
    }
    assert {one["state"] for one in letters} <= set(STATES)
    assert [one for one, times in Counter(arrived).items() if times > 1] == []
    assert by_state["sent"] <= set(arrived)
    assert set(arrived) <= by_state["sent"] | by_state["uncertain"]
    print(f"{len(by_state['sent'])} letters sent, {len(by_state['uncertain'])} uncertain")


STATES = ("sent", "uncertain")
