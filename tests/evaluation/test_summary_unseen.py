"""Nobody can find out who said what of a summary, and the commissioner not even that there is one.

Two worlds that differ only in what must stay unseen are looked at through every address of the house, by everyone
whom the address opens for. What they get must be the same to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from tests.cast import MORNING, person
from tests.doors import enter
from tests.evaluation.summary_cast import PARTS, say
from tests.test_who_opens_what import CONTEXTS, rows_of
from tests.who_opens import World, the_world, visitors
from tuokio.evaluation.usecases import summaries as acts
from tuokio.kit.clock import now
from tuokio.supervision.usecases import add_member
from tuokio.terms.summary_words import GroupWord

pytestmark = pytest.mark.django_db
OK, BLOCK, CHANGE = GroupWord.OK, GroupWord.BLOCK, GroupWord.CHANGE
# what differs between two showings of the very same page: tokens of forms, a challenge, a file's own address
ANEW = re.compile(
    r'(name="(?:csrfmiddlewaretoken|once|stamp)" value=")[^"]*'
    r"|(/documents/)[0-9a-f-]{36}"
    r'|("(?:x-csrftoken|challenge)": ")[^"]*'
)
MADE_ANEW = {"/me/second-step/", "/me/recovery-codes/"}  # new secrets each time they are looked at
Seen = dict[tuple[str, str], tuple[int, str, str]]


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """A clock that stands where it is put."""
    standing = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: standing[0])

    def put(at: datetime) -> None:
        standing[0] = at

    return put


class Ground:
    """The world of the table, with a group of three phones and everyone's browser."""

    def __init__(self) -> None:
        self.world: World = the_world()
        self.process = self.world.process
        self.process.members.filter(name="T. K.").update(person=person("henna"))
        add_member(
            process=self.process,
            name="Olli",
            joined_on=now().date() - timedelta(days=9),
            by=None,
            at=now(),
        )
        self.process.members.filter(name="Olli").update(person=person("olli"))
        self.ids = self.world.ids
        for name, context in CONTEXTS.items():
            if name != "evaluation_summary":
                # the world's own process stays the one that is asked about
                self.ids = getattr(context, "ids", lambda world: {})(self.world) | self.ids
        # whoever another room's world brought in without a phone is gone again before this group is asked
        self.process.members.filter(name="U. N.").update(left_on=F("joined_on"))
        self.browsers = visitors(self.world)
        for who in ("henna", "olli"):
            self.browsers[who] = Client()
            enter(self.browsers[who], person(who))

    def send(self) -> None:
        aino = self.world.people["aino"]
        acts.draft_summary(process=self.process, parts=PARTS, by=aino, at=now())
        acts.send_to_group(process=self.process, in_meeting=True, by=aino, at=now())
        self.ids["summary_id"] = str(self.process.summaries.get().pk)

    def asked(self) -> list[tuple[str, str]]:
        """Every address with everyone it opens for; members of the group like Bertta."""
        found = []
        for name in CONTEXTS:
            for address, row in rows_of(name).items():
                who = set(row.who) | {"kaarlo", "aino", "nobody"}
                who |= {"henna", "olli"} if "bertta" in who else set()
                if row.post is None and address not in MADE_ANEW:
                    found += [
                        (one, address.format(**(self.ids | row.ids)) + row.query) for one in sorted(who)
                    ]
        return found

    def look(self, without: frozenset[str] = frozenset()) -> Seen:
        """What each one gets, leaving everything as it was."""
        seen: Seen = {}
        for who, address in self.asked():
            if who in without:
                continue
            browser = self.browsers[who]
            cookies = browser.cookies.output()
            with transaction.atomic():
                answer = browser.get(address)
                transaction.set_rollback(True)
            browser.cookies.load(cookies)
            is_pdf = "pdf" in answer.headers.get("content-type", "")
            body = "" if answer.streaming or is_pdf else answer.content.decode(errors="replace")
            seen[who, address] = (
                answer.status_code,
                ANEW.sub("", answer.headers.get("location", "")),
                ANEW.sub("", body),
            )
        return seen

    def in_a_world(self, *acts_of_it: Callable[[], object], without: frozenset[str] = frozenset()) -> Seen:
        """What is seen after these acts, which are undone again."""
        with transaction.atomic():
            for act in acts_of_it:
                act()
            seen = self.look(without)
            transaction.set_rollback(True)
        return seen

    def says(self, name: str, word: GroupWord) -> Callable[[], None]:
        return lambda: say(self.process, name, word, at=now())


def differences(one: Seen, other: Seen) -> list[tuple[str, str]]:
    return [asked for asked in one if one[asked] != other[asked]]


def test_before_it_is_decided_no_page_of_anyone_else_shows_who_said_what_or_anything(stopped):
    stopped(MORNING + timedelta(hours=2))
    ground = Ground()
    ground.send()
    others = frozenset({"bertta"})

    silent = ground.in_a_world(without=others)
    blocked = ground.in_a_world(ground.says("Bertta S.", BLOCK), without=others)
    agreed = ground.in_a_world(ground.says("Bertta S.", OK), without=others)
    changed = ground.in_a_world(
        ground.says("Bertta S.", CHANGE), ground.says("Bertta S.", BLOCK), without=others
    )

    assert len(silent) > 100
    assert ("aino", f"/processes/{ground.process.pk}/summary/") in silent
    assert differences(silent, blocked) == []
    assert differences(silent, agreed) == []
    assert differences(silent, changed) == []


def test_after_it_is_decided_nobody_sees_who_blocked_not_even_a_number(stopped):
    stopped(MORNING + timedelta(hours=2))
    ground = Ground()
    ground.send()
    names = ("Bertta S.", "T. K.", "Olli")

    worlds = [
        ground.in_a_world(*(ground.says(name, BLOCK if name in blocking else OK) for name in names))
        for blocking in ({"Bertta S."}, {"Olli"}, {"Bertta S.", "T. K.", "Olli"})
    ]
    changing = ground.in_a_world(*(ground.says(name, CHANGE if name == "T. K." else OK) for name in names))

    assert "Kuka tai kuinka moni" in worlds[0]["aino", f"/processes/{ground.process.pk}/summary/"][2]
    assert differences(worlds[0], worlds[1]) == []
    assert differences(worlds[0], worlds[2]) == []
    assert differences(worlds[0], changing) == []


def test_past_the_last_day_a_block_is_an_outcome_without_a_name(stopped):
    stopped(MORNING + timedelta(hours=2))
    ground = Ground()
    ground.send()
    begun = now()

    def last_day_passes() -> None:
        stopped(begun + timedelta(days=9))

    themselves = frozenset({"bertta", "olli"})  # until the night their own file still holds their own word
    one = ground.in_a_world(ground.says("Bertta S.", BLOCK), last_day_passes, without=themselves)
    stopped(begun)
    other = ground.in_a_world(ground.says("Olli", BLOCK), last_day_passes, without=themselves)

    assert "Kuka tai kuinka moni" in one["aino", f"/processes/{ground.process.pk}/summary/"][2]
    assert differences(one, other) == []


def test_the_commissioner_cannot_tell_that_there_is_a_summary_before_it_is_given(stopped):
    stopped(MORNING + timedelta(hours=2))
    ground = Ground()
    ground.ids["summary_id"] = str(uuid4())
    all_but_kaarlo = frozenset(ground.browsers) - {"kaarlo", "kielo"}
    aino = ground.world.people["aino"]
    unwritten = ground.in_a_world(without=all_but_kaarlo)

    def draft() -> None:
        acts.draft_summary(process=ground.process, parts=PARTS, by=aino, at=now())

    def everyone(word: GroupWord) -> list[Callable[[], None]]:
        return [ground.says(name, word) for name in ("Bertta S.", "T. K.", "Olli")]

    def sent() -> None:
        random_id = ground.ids["summary_id"]
        ground.send()
        ground.ids["summary_id"] = random_id

    nothing = lambda: acts.give_nothing(process=ground.process, by=aino, at=now())  # noqa: E731  # one act among others
    worlds = {
        "draft": [draft],
        "in the group": [sent],
        "approved": [sent, *everyone(OK)],
        "returned": [sent, *everyone(BLOCK)],
        "nothing": [nothing],
    }

    assert len(unwritten) > 10
    for name, world in worlds.items():
        seen = ground.in_a_world(*world, without=all_but_kaarlo)
        assert differences(unwritten, seen) == [], name


def test_a_summary_not_given_is_as_unknown_to_the_commissioner_as_none(stopped):
    stopped(MORNING + timedelta(hours=2))
    ground = Ground()
    ground.send()
    real = ground.process.summaries.get().pk
    kaarlo = ground.browsers["kaarlo"]

    for end in ("", "summary.pdf"):
        there = kaarlo.get(f"/commissioner/summaries/{real}/{end}")
        nowhere = kaarlo.get(f"/commissioner/summaries/{uuid4()}/{end}")
        assert there.status_code == nowhere.status_code == 404
        assert ANEW.sub("", there.text) == ANEW.sub("", nowhere.text)
        assert sorted(there.headers.items()) == sorted(nowhere.headers.items())
