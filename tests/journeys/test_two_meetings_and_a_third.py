"""A group of five and their supervisor: two meetings on six screens with every tool, a third with one device, and what
leaves the room. One of them says no to a third thing, and nobody learns who."""

from __future__ import annotations

import re

import pytest

from tests.cast import person
from tests.journeys import steps_workroom as steps
from tests.journeys.conftest import Open
from tests.journeys.steps_workroom import Group
from tests.journeys.workroom_page import begins_meeting, ends_meeting
from tuokio.audit.models import Entry
from tuokio.kit.models import Letter
from tuokio.vault.models import Document
from tuokio.workroom.models import OutOfRoom, OutVoice

pytestmark = [
    pytest.mark.also_postgresql,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]
GIVEN = (*steps.QUALITY, *steps.TASKS)
STAYS = (
    steps.NOTED, steps.TASK, steps.SECOND_TASK, steps.GOAL, steps.PAIRS, steps.SUBSTITUTE, steps.FEEDBACK,
    steps.FRAME, "Aamun sijainen", "Uusi palaverirunko", "Palaveri venyy", "tieto siirroista", "Keskeytykset",
    "Henna", "Bertta", "Tuula", "Oona", "Samuli", *steps.SENTENCES.values(),
)  # fmt: skip


def test_two_meetings_with_every_tool_a_third_on_one_device_and_what_leaves_the_room(window: Open) -> None:
    group = steps.comes_together(window)
    first_meeting(group)
    group.aino.clock.fast_forward("10:00")
    second_meeting(group)
    steps.group_has_decided(group)
    assert nothing_tells_who_blocked(group) == []

    begins_meeting(group.aino, 45)
    steps.one_device_is_enough(group)
    before = steps.sees_as_commissioner(group)
    assert [words for words in (*GIVEN, *STAYS, "Ryhmän antama") if words in before] == []
    steps.what_is_agreed_is_given(group)
    ends_meeting(group.aino)
    group.looks(group.aino, "room-after")

    assert nothing_tells_who_blocked(group) == []
    page, paper = steps.sees_as_commissioner(group), steps.is_given_the_summary(group)
    for words in (page, *paper):
        assert [one for one in GIVEN if one not in words] == []
        assert [one for one in STAYS if one in words] == []
        assert len(re.findall("Ryhmän antama 2", words)) == 3
    assert [words for words in (*STAYS, *GIVEN) if words.encode() in everything_sealed()] == []
    assert group.faults == []


def first_meeting(group: Group) -> None:
    """75 minutes by the clock on the leader's screen."""
    steps.meets(group, 75)
    assert steps.plan_of(group.aino) == [8, 7, 5, 45, 5, 5]
    steps.phase_passes(group, "Saapuminen", "Viime kerrasta")
    steps.phase_passes(group, "Viime kerrasta", "Aiheet")
    steps.topics_are_brought_and_voted_on(group)
    steps.phase_passes(group, "Aiheet", "Työskentely")
    for act in (
        steps.agreement_is_accepted_by_each,
        steps.primary_task_is_worded,
        steps.goals_are_rated_alone,
        steps.matter_is_seen_from_many_sides,
        steps.round_is_led_by_keyboard,
        steps.roles_are_mapped,
        steps.quality_is_required,
        steps.interfaces_are_drawn,
    ):
        act(group)
    steps.phase_passes(group, "Työskentely", "Kooste")
    steps.phase_passes(group, "Kooste", "Lopetus")
    steps.pulse_is_taken(group)
    steps.ends(group)


def second_meeting(group: Group) -> None:
    """120 minutes; at its end the group is asked what may be given."""
    steps.meets(group, 120)
    assert steps.plan_of(group.aino) == [10, 10, 10, 70, 10, 10]
    steps.phase_passes(group, "Saapuminen", "Viime kerrasta")
    steps.last_time_comes_first(group)
    steps.phase_passes(group, "Viime kerrasta", "Aiheet")
    steps.phase_passes(group, "Aiheet", "Työskentely")
    for act in (
        steps.matter_is_sorted_into_rings,
        steps.forces_are_weighed,
        steps.strain_is_named,
        steps.solutions_are_tried,
        steps.map_is_mended,
        steps.group_is_asked,
    ):
        act(group)
    laid = set(OutVoice.objects.values_list("pk", flat=True))
    steps.members_answer_alone(group)
    assert laid.isdisjoint(OutVoice.objects.values_list("pk", flat=True))  # no row stayed where it was
    assert set(OutOfRoom.objects.values_list("state", flat=True)) == {
        "proposed"
    }  # until the guests have gone
    steps.to_room(group.aino)
    steps.phase_passes(group, "Työskentely", "Kooste")
    steps.phase_passes(group, "Kooste", "Lopetus")
    steps.ends(group)


def nothing_tells_who_blocked(group: Group) -> list[str]:
    """What anybody could learn of the one no, from acts, letters and rows; an empty list, when nothing."""
    who = [person(one) for one in steps.MEMBERS]
    ids = {str(one.pk) for one in who} | {str(one.pk) for one in group.process.members.all()}
    acts = Entry.objects.filter(act__startswith="out ")
    found = [f"{one.act} by {one.by_id}" for one in acts if str(one.by_id) in ids]
    found += [
        f"{one.act} {one.detail}" for one in acts if not set(one.detail) <= {"state", "version", "kind"}
    ]
    found += [one.subject for one in Letter.objects.all() if one.subject != "Koodisi Tuokioon"]
    found += [str(one) for one in OutVoice.objects.all()]
    for row in OutOfRoom.objects.values():
        found += [f"{name}: {value}" for name, value in row.items() if str(value) in ids]
        found += [name for name in row if name.endswith("_slips") and row[name] is not None]
    refused = OutOfRoom.objects.get(state="not_given")
    return found + [name for name in ("kind", "mark", "salt", "sheet") if getattr(refused, name)]


def everything_sealed() -> bytes:
    """All that is kept of the room: none of it can be read there."""
    return b"".join(bytes(one) for one in Document.objects.values_list("sealed", flat=True))
