"""What one of the supervised gets of a process with something in every table, and what becomes of it with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import MORNING, person, solo_practice
from tests.retention.filled import NAMES, filled, rows_of
from tuokio.agreement.models import Acceptance
from tuokio.evaluation.usecases.answering import sheet_of
from tuokio.people.usecases import close_account, join_persons, own_data
from tuokio.supervision.models import Member, Process

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=30)
HENNA = NAMES[1]


def own_rows(who: str) -> dict[str, list[dict[str, object]]]:
    """What the new rooms tell a person of their own."""
    told = own_data(person(who))
    rooms = ("agreements", "goal_ratings", "evaluation answers", "summaries")
    return {room: told[room] for room in rooms}


def test_each_gets_their_own_answers_words_and_acceptances_and_nothing_of_others():
    filled(solo_practice())
    bertta, henna = own_rows("bertta"), own_rows(HENNA.lower())

    assert [(row["as"], row.get("reason")) for row in bertta["agreements"]] == [("member", "Salaneuvo")]
    assert [(row["version"], row.get("reason")) for row in henna["agreements"]] == [(1, None), (2, None)]
    for own in (bertta, henna):
        assert [(row["goal"], row["level"]) for row in own["goal_ratings"]] == [("Salaneuvo", 1.0)]
        assert [row["answer"] for row in own["evaluation answers"]] == [4, 4, 4]
        assert own["summaries"] == [{"process": "Salaneuvo ryhmä", "word": ""}]
    others = [name for name in NAMES if name not in {HENNA, "Bertta S."}]
    assert not any(name in str(own_data(person("bertta"))) for name in [HENNA, *others])


def test_an_account_that_is_closed_leaves_the_process_whole_and_no_way_back_to_its_answers():
    process = filled(solo_practice())
    whole = rows_of(process)
    henna = person(HENNA.lower())
    close_account(person=henna, at=LATER)
    assert rows_of(process) == whole
    assert own_data(henna)["evaluation answers"] == []
    assert not Acceptance.objects.filter(party="member", person=henna).exists()


def test_two_ways_in_that_are_one_persons_keep_the_answers():
    process = filled(solo_practice())
    whole, before = rows_of(process), own_rows(HENNA.lower())
    kept = person("kept")
    join_persons(kept=kept, gone=person(HENNA.lower()), at=LATER)
    assert own_rows("kept") == before
    assert rows_of(process) == whole
    member = Member.objects.get(process=process, person=kept)
    assert sheet_of(process.waves.exclude(opened_at=None).get(), member.pk) is not None


def test_one_person_who_was_two_members_of_a_process_keeps_their_own_and_leaves_the_other_nameless():
    process = filled(solo_practice())
    join_persons(kept=person("bertta"), gone=person(HENNA.lower()), at=LATER)
    assert list(Process.objects.filter(members__person=person("bertta"))) == [process]
    assert [row["answer"] for row in own_rows("bertta")["evaluation answers"]] == [4, 4, 4]
    assert Member.objects.get(name=HENNA).person is None
