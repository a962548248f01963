"""What the agreement says the commissioner sees is what the pages show: held against every page they can open."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from html import unescape

import pytest
from django.test import Client

from tests.agreement.agreement_cast import CONTENT
from tests.agreement.contents import four_party, internal, self_payer, three_party
from tests.cast import MORNING
from tests.doors import enter_by_door
from tests.evaluation.summary_cast import PARTS
from tests.goals.goal_cast import FIVE, PRIMARY_TASK, goal_of
from tests.who_opens import World, the_world
from tuokio.agreement.domain.content import Silence
from tuokio.agreement.domain.visibility import MATRIX, Reader, Seen, Sees, commissioner_sees
from tuokio.agreement.usecases.accepting import accept_as_member, accept_for_payer, decline_as_member
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.sending import send_version
from tuokio.evaluation.usecases import summaries
from tuokio.goals.usecases.rounds import close_round, open_round, record_levels
from tuokio.kit.clock import now
from tuokio.kit.labels import FORMS
from tuokio.mapping.models import Enquiry
from tuokio.meetings.usecases.one_meeting import cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.domain.deciding import Slips
from tuokio.terms.goal_words import RatingWay, RoundPoint
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

NAMES = ("Bertta S.", "Veera V.", "T. K.")
MESSAGE = "Tiimissä kuohuu, ja pomo vaihtui."


def a_year(world: World, *, by_name: bool) -> None:
    """Everything that could leak is there: names, a cancellation with its reason, the words of an enquiry."""
    term = world.process.current_term
    assert term is not None
    term.attendance_by_name = by_name
    term.save()
    aino = world.people["aino"]
    rhythm = Rhythm(first_on=date(2026, 9, 1), at_time=time(13), count=5, every_weeks=3, minutes=75)
    meetings = list(
        plan_series(process=world.process, term=term, rhythm=rhythm, by=aino, at=MORNING).meetings
    )
    there = [member.pk for member in world.process.members.all() if member.name in NAMES]
    hold_meeting(meeting=meetings[0], present=there, by=aino, at=MORNING)
    cancel_meeting(
        meeting=meetings[4],
        cancelled_by=CancelledBy.SUPERVISEES,
        reason=CancellationReason.BELOW_QUORUM,
        by=aino,
        at=MORNING,
    )
    Enquiry.objects.create(
        practice=world.practice,
        process=world.process,
        name="Kaarlo",
        words=MESSAGE,
        arrived_at=MORNING,
        answer_by=date(2026, 11, 27),
    )


def everything_the_commissioner_opens(world: World) -> str:
    client = Client(headers={"accept-language": "fi"})
    enter_by_door(client, world.contact)
    addresses = (
        "/commissioner/",
        f"/commissioner/processes/{world.process.pk}/",
        "/commissioner/year/2026/?as=csv",
    )
    return unescape(" ".join(client.get(address).content.decode() for address in addresses))


SHOWN: dict[Seen, Callable[[str], Sees]] = {
    Seen.DATES: lambda text: Sees.YES if "1.9." in text else Sees.NEVER,
    Seen.FORM: lambda text: Sees.YES if str(FORMS["group"]) in text else Sees.NEVER,
    Seen.PRICES: lambda text: Sees.YES if "160,00" in text else Sees.NEVER,
    Seen.ATTENDANCE: lambda text: (
        Sees.YES
        if any(name in text for name in NAMES)
        else Sees.COUNT
        if "2/2" in text or "3/3" in text
        else Sees.NEVER
    ),
    Seen.REASONS: lambda text: Sees.YES if "liian vähän" in text else Sees.NEVER,
    Seen.MAPPING: lambda text: Sees.YES if MESSAGE in text else Sees.NEVER,
}
BACKGROUND = "Kaksi yksikköä yhdistyi keväällä."
REASON = "Liian pitkä matka"
# what the other rooms hold: a mark that stands on a page only when the item is seen there
MARKS: dict[Seen, str] = {
    Seen.AGREEMENT: BACKGROUND,
    Seen.GOALS: PRIMARY_TASK.wording,
    Seen.LEVELS: FIVE[4].rstrip("."),
    Seen.SUMMARY: "SHA-256",
    Seen.ACCEPTANCES: "Bertta",
    Seen.ANSWERS: REASON,
}


def test_every_item_of_the_table_is_proved_here_and_talk_is_stored_nowhere() -> None:
    assert {*SHOWN, *MARKS, Seen.TALK} == set(Seen) == set(MATRIX)


def the_other_rooms(world: World) -> None:
    """An agreement with a yes and a no, a goal with its level, ratings given alone, a summary that the group has."""
    aino, process = world.people["aino"], world.process
    content = replace(CONTENT, background_public=BACKGROUND)
    version = draft_version(process=process, content=content, by=aino, at=MORNING)
    seen = version.fingerprint
    version = send_version(version=version, seen=seen, by=aino, at=MORNING)
    accept_for_payer(version=version, seen=seen, contact=world.contact, at=MORNING)
    accept_as_member(version=version, seen=seen, member=world.member, at=MORNING)
    other = process.members.get(name="T. K.")
    decline_as_member(version=version, seen=seen, member=other, reason=REASON, at=MORNING)
    process.refresh_from_db()
    goal_of(process)
    begun = open_round(process=process, point=RoundPoint.MIDDLE, by=aino, at=MORNING)
    spans = {one.pk: (2, 2) for one in begun.goals.all()}
    if begun.way == RatingWay.ALONE:
        close_round(round=begun, by=aino, at=MORNING)
    record_levels(round=begun, spans=spans, by=aino, at=MORNING)
    goals = tuple(str(goal.pk) for goal in process.goals.all())
    summaries.draft_summary(process=process, parts=replace(PARTS, goals=goals), by=aino, at=now())
    summaries.send_to_group(process=process, in_meeting=True, by=aino, at=now())


def given_now(world: World) -> None:
    """The group lets it pass, and it is given."""
    summaries.count_slips(process=world.process, slips=Slips(ok=2), by=world.people["aino"], at=now())
    summaries.give_summary(process=world.process, by=world.people["aino"], at=now())


def all_that_is_linked(world: World) -> str:
    """Every page of the commissioner's that another one leads to."""
    client = Client(headers={"accept-language": "fi"})
    enter_by_door(client, world.contact)
    texts: dict[str, str] = {}
    ahead = ["/commissioner/"]
    while ahead:
        address = ahead.pop()
        if address not in texts and not re.search(r"/pdf/|/file/|year/", address):
            answer = client.get(address)
            is_page = answer.headers["Content-Type"].startswith("text/html")
            texts[address] = unescape(answer.text) if is_page else ""
            ahead += re.findall(r'href="(/commissioner/[^"#?]*)', texts[address])
    return " ".join(texts.values())


@pytest.mark.django_db
def test_what_the_other_rooms_hold_is_seen_as_the_table_says() -> None:
    world = the_world()
    the_other_rooms(world)
    before = all_that_is_linked(world)
    given_now(world)
    after = all_that_is_linked(world)

    found = {
        item: Sees.YES if mark in before else Sees.WHEN_GIVEN if mark in after else Sees.NEVER
        for item, mark in MARKS.items()
    }
    table = dict(commissioner_sees(CONTENT))
    assert found == {item: table[item] for item in MARKS}


@pytest.mark.django_db
@pytest.mark.parametrize("by_name", [False, True], ids=["counted", "by name"])
def test_the_pages_show_what_the_table_says_and_nothing_else(by_name: bool) -> None:
    world = the_world()
    a_year(world, by_name=by_name)
    table = dict(commissioner_sees(three_party(told_by_name=by_name)))

    text = everything_the_commissioner_opens(world)

    assert {item: probe(text) for item, probe in SHOWN.items()} == {item: table[item] for item in SHOWN}


def test_names_are_read_only_where_the_agreement_says_so() -> None:
    assert dict(commissioner_sees(three_party()))[Seen.ATTENDANCE] == Sees.COUNT
    assert dict(commissioner_sees(four_party(told_by_name=True)))[Seen.ATTENDANCE] == Sees.YES


def test_no_agreement_opens_what_is_never_shown() -> None:
    never = {item for item, readers in MATRIX.items() if readers[Reader.COMMISSIONER] == Sees.NEVER}
    widest = replace(
        three_party(told_by_name=True),
        silence=Silence(gives_summary=True, structural=True, public_payer=True),
    )
    assert never == {Seen.ACCEPTANCES, Seen.ANSWERS, Seen.MAPPING, Seen.REASONS, Seen.TALK}
    assert {item for item, sees in commissioner_sees(widest) if sees == Sees.NEVER} == never


def test_without_a_summary_nothing_of_it_is_ever_seen() -> None:
    content = replace(three_party(), silence=Silence(gives_summary=False))
    table = dict(commissioner_sees(content))
    assert (table[Seen.SUMMARY], table[Seen.LEVELS]) == (Sees.NEVER, Sees.NEVER)


def test_inside_a_house_there_is_no_price_to_see_and_a_self_payer_has_no_onlooker() -> None:
    assert Seen.PRICES not in dict(commissioner_sees(internal()))
    assert commissioner_sees(self_payer()) == ()


def test_what_is_said_is_seen_by_nobody_through_the_program() -> None:
    assert set(MATRIX[Seen.TALK].values()) == {Sees.NEVER}
    assert MATRIX[Seen.ANSWERS][Reader.SUPERVISOR] == Sees.NEVER
