"""What the agreement says the commissioner sees is what the pages show: held against every page they can open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from html import unescape

import pytest
from django.test import Client

from tests.agreement.contents import four_party, internal, self_payer, three_party
from tests.cast import MORNING
from tests.doors import enter_by_door
from tests.who_opens import World, the_world
from tuokio.agreement.domain.content import Silence
from tuokio.agreement.domain.visibility import MATRIX, Reader, Seen, Sees, commissioner_sees
from tuokio.kit.labels import FORMS
from tuokio.mapping.models import Enquiry
from tuokio.meetings.usecases.one_meeting import cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
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
# what other contexts hold is proved beside them; what is said in the room is stored nowhere
PROVED_ELSEWHERE = {Seen.AGREEMENT, Seen.GOALS, Seen.LEVELS, Seen.SUMMARY, Seen.ACCEPTANCES, Seen.ANSWERS}


def test_every_item_of_the_table_is_proved_somewhere() -> None:
    assert {*SHOWN, *PROVED_ELSEWHERE, Seen.TALK} == set(Seen) == set(MATRIX)


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
