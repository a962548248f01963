"""A process with something in every table goes its whole way of keeping, and another one stays untouched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cast import person, shared_practice, solo_practice
from tests.retention.filled import NAMES, everything_said, filled, rows_of, tables
from tuokio.agreement.models import Acceptance
from tuokio.evaluation.models import Summary
from tuokio.mapping.models import MappingConversation, RecordedRecommendation
from tuokio.people.models import Practice
from tuokio.retention import letting_go
from tuokio.retention.letting_go import in_batches
from tuokio.retention.lettings import LETTINGS
from tuokio.retention.models import Receipt
from tuokio.retention.nightly import work_through_the_night
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
CLOSED_AT = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
FAR = datetime(2050, 1, 1, tzinfo=UTC)
WITHOUT_ACCOUNT = NAMES[2:]


def two_nights(year: int, month: int, day: int) -> None:
    """The night before announces, this one erases; each does all its parts."""
    at = datetime(year, month, day, 1, 15, tzinfo=UTC)
    for night in (at - timedelta(days=1), at):
        assert work_through_the_night(at=night).went_well


def close(process: Process) -> None:
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED, state_since=CLOSED_AT)


def let_all_go(practice: Practice) -> None:
    """Each class, as if all times were over."""
    for letting in LETTINGS:
        for _batch in in_batches(letting, practice, FAR, FAR):
            pass


def gone(before: dict[str, int], process: Process) -> set[str]:
    """Which tables have fewer rows of the process than before."""
    now = rows_of(process)
    return {table for table, count in before.items() if now.get(table, 0) < count}


def test_the_filled_process_has_a_row_in_every_table_that_belongs_to_one():
    assert set(rows_of(filled(solo_practice()))) == {
        f"{model._meta.app_label}.{model.__name__}" for model, _way in tables()
    }


def test_each_thing_goes_in_its_own_time_and_at_the_end_only_numbers_are_left():
    process = filled(solo_practice())
    close(process)
    whole = rows_of(process)

    two_nights(2027, 6, 15)  # half a year after agreeing, two weeks after the end
    assert gone(whole, process) == {
        "mapping.SafetyAnswer",
        "mapping.PracticalNeedNamed",
        "mapping.AloneLink",
        "mapping.SafetyLink",
        "agreement.Offer",  # the one that a newer one took the place of
        "agreement.OfferExtra",
        "agreement.OfferChange",
        "agreement.MemberRefusal",
        "evaluation.SummaryVoice",  # the group's last day was past
        "workroom.RoundToken",  # a round that was left open is closed the night after
        "workroom.PulseAnswer",
        "workroom.LevelAnswer",
    }
    assert MappingConversation.objects.get().answers == {}
    recommended = RecordedRecommendation.objects.get()
    assert (recommended.answers, recommended.voice, recommended.voiced_result) == ({}, None, None)
    assert recommended.result["form"] == "group"

    before = rows_of(process)
    two_nights(2027, 8, 30)
    assert gone(before, process) == set()  # not yet three months after the end
    two_nights(2027, 9, 3)
    assert gone(before, process) == {
        "goals.AnswerSheet",
        "goals.PrivateRating",
        "evaluation.AnswerSheet",
        "evaluation.Answer",
        "evaluation.Summary",
        "evaluation.SummaryChange",
        "workroom.OutOfRoom",
        "workroom.OutVoice",
    }
    assert Summary.objects.get().given_at is not None
    assert rows_of(process)["goals.RecordedLevel"] == 1 and rows_of(process)["evaluation.WaveFigure"] == 3

    before = rows_of(process)
    two_nights(2029, 6, 3)
    assert gone(before, process) == {"supervision.Member", "supervision.Ask", "evaluation.Invited"}
    assert not any(name in everything_said() for name in WITHOUT_ACCOUNT)
    by_members = Acceptance.objects.filter(party="member")
    assert set(by_members.values_list("person", "member", "contact", "name")) == {(None, None, None, "")}
    assert by_members.count() == 2  # a yes to the agreement, carried to its change

    two_nights(2033, 1, 3)
    two_nights(2034, 1, 3)
    assert set(rows_of(process)) == {"supervision.StateChange", "supervision.Lead"}
    process.refresh_from_db()
    assert (process.state, process.kept_counts.members) == (ProcessState.ERASED, len(NAMES))
    assert "Salaneuvo" not in everything_said()


def test_what_is_erased_is_told_by_number_for_each_class():
    close(filled(solo_practice()))
    for year, month, day in ((2027, 6, 15), (2027, 9, 3), (2029, 6, 3), (2033, 1, 3), (2034, 1, 3)):
        two_nights(year, month, day)
    told = Receipt.objects.filter(dry_run=False, practice_id=solo_practice().pk).exclude(rule="audit")
    assert {one.rule: one.count for one in told} == {
        "mapping": 1,
        "offer": 1,
        "reason": 1,
        "rating": 1,
        "answers": 1,
        "summary": 1,
        "out": 1,
        "meetings": 1,
        "voucher": 1,
        "agreement": 1,
    }


def test_another_practice_keeps_every_row():
    mine = filled(solo_practice())
    theirs = filled(shared_practice(), names=("Bertta S.", "Ilona", "P. P.", "O. O.", "U. U.", "Y. Y."))
    for process in (mine, theirs):
        close(process)
    whole = rows_of(theirs)
    let_all_go(solo_practice())
    assert set(rows_of(mine)) == {"supervision.StateChange", "supervision.Lead"}
    assert rows_of(theirs) == whole
    assert MappingConversation.objects.get().answers["attending"] == 6


def test_letting_all_go_twice_is_as_once():
    process = filled(solo_practice())
    close(process)
    let_all_go(solo_practice())
    said = everything_said()
    let_all_go(solo_practice())
    assert everything_said() == said


@pytest.mark.parametrize("room", range(len(letting_go.ROOMS)))
def test_cut_off_in_any_room_nothing_of_the_rest_is_gone_and_the_next_night_takes_it(
    room: int, monkeypatch: pytest.MonkeyPatch
):
    process = filled(solo_practice())
    Process.objects.filter(pk=process.pk).update(state=ProcessState.DECLINED, state_since=CLOSED_AT)
    process.charges.all().delete()
    whole = rows_of(process)
    real = letting_go.ROOMS

    def cut_off(processes: Sequence[Process], at: datetime) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(letting_go, "ROOMS", (*real[:room], cut_off, *real[room:]))
    declined = next(one for one in LETTINGS if one.kept == "declined")
    with pytest.raises(KeyboardInterrupt):
        list(in_batches(declined, solo_practice(), FAR, FAR))
    assert rows_of(process) == whole

    monkeypatch.setattr(letting_go, "ROOMS", real)
    list(in_batches(declined, solo_practice(), FAR, FAR))
    assert set(rows_of(process)) == {"supervision.StateChange", "supervision.Lead"}


def test_a_running_process_loses_only_what_its_own_beginning_no_longer_needs():
    process = filled(solo_practice())
    whole = rows_of(process)
    let_all_go(solo_practice())
    assert gone(whole, process) == {
        "mapping.SafetyAnswer",
        "mapping.PracticalNeedNamed",
        "mapping.AloneLink",
        "mapping.SafetyLink",
        "agreement.Offer",
        "agreement.OfferExtra",
        "agreement.OfferChange",
        "agreement.MemberRefusal",
    }
    assert person("bertta").memberships.get().process_id == process.pk
