"""The pulse through its addresses: off until switched on, answered by single words, told once it is closed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import person
from tests.vault.asking import Asker
from tests.workroom.room_cast import aino, group, marks, pulse_begun, pulse_closed, pulse_on, says, words
from tuokio.audit.models import Entry
from tuokio.kit.clock import now, today
from tuokio.retention.nightly import work_through_the_night
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState
from tuokio.workroom.models import AloneRound, PulseAnswer, PulseBand, RoundToken
from tuokio.workroom.usecases.nightly import close_left_open

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HIGH, LOW = {"a": 90, "b": 80, "c": 70}, {"a": 10, "b": 20, "c": 90}


@pytest.fixture
def process() -> Process:
    return group()


def opening(number: int = 5) -> dict[str, object]:
    return {"id": str(uuid4()), "tokens": marks(words(number))}


def test_it_is_off_until_the_supervisor_switches_it_on(process):
    address = f"processes/{process.pk}/pulse"
    assert aino().asks("GET", address).json() == {
        "on": False,
        "leads": True,
        "people": 5,
        "rounds": [],
    }
    assert aino().asks("POST", address, opening()).json() == {"refused": "switched-off"}
    assert Asker(person("bertta")).asks("GET", address).json()["leads"] is False
    assert Asker(person("bertta")).asks("PUT", address, {"on": True}).status_code == 404
    assert pulse_on(process).json()["on"] is True
    assert aino().asks("POST", address, opening()).status_code == 200
    assert aino().asks("PUT", address, {"on": False}).json()["on"] is False


def test_five_answer_and_what_may_be_told_is_told_after_closing(process):
    round_id, tokens = pulse_begun(process)
    for token, said in zip(tokens, [HIGH, HIGH, HIGH, LOW, LOW], strict=True):
        assert says("pulse", token=token, **said).status_code == 200
    open_one = aino().asks("GET", f"processes/{process.pk}/pulse").json()["rounds"]
    assert open_one == [
        {"id": round_id, "on": today().isoformat(), "closed": False, "meeting": None, "told": None}
    ]
    told = pulse_closed(round_id).json()["rounds"][0]["told"]
    assert told == [[[0, 66, 2], [67, 100, 3]], [[0, 66, 2], [67, 100, 3]], [[0, 100, 5]]]
    assert (
        Asker(person("bertta")).asks("GET", f"processes/{process.pk}/pulse").json()["rounds"][0]["told"]
        == told
    )


def test_below_four_answers_nothing_is_told_not_even_how_many(process):
    round_id, tokens = pulse_begun(process)
    for token in tokens[:3]:
        says("pulse", token=token, **HIGH)
    assert pulse_closed(round_id).json()["rounds"][0]["told"] is None
    assert PulseBand.objects.count() == 0


def test_a_word_lets_one_answer_in(process):
    round_id, tokens = pulse_begun(process)
    assert says("pulse", token=tokens[0], **HIGH).status_code == 200
    again = says("pulse", token=tokens[0], **LOW)
    assert (again.status_code, again.json()) == (409, {"refused": "token-spent"})
    assert says("pulse", token="made up", **HIGH).json() == {"refused": "token-spent"}
    pulse_closed(round_id)
    assert says("pulse", token=tokens[1], **HIGH).json() == {"refused": "token-spent"}


@pytest.mark.parametrize("wrong", [{"a": 101}, {"b": -1}, {"c": 3.5}, {"a": None}, {"a": True}, {"b": "7"}])
def test_an_answer_beside_the_scale_is_not_taken_and_costs_nothing(process, wrong):
    _round, tokens = pulse_begun(process)
    assert says("pulse", token=tokens[0], **HIGH | wrong).json() == {"refused": "malformed"}
    assert says("pulse", token=tokens[0], **HIGH).status_code == 200


@pytest.mark.parametrize("number", [3, 6])
def test_there_are_as_many_words_as_people_at_most_and_four_at_least(process, number):
    pulse_on(process)
    answer = aino().asks("POST", f"processes/{process.pk}/pulse", opening(number))
    assert answer.json() == {"refused": "malformed"}
    assert AloneRound.objects.count() == 0


def test_a_group_of_three_is_not_asked_at_all():
    process = group("Bertta S.", "Henna", "T. K.")
    pulse_on(process)
    answer = aino().asks("POST", f"processes/{process.pk}/pulse", opening(3))
    assert answer.json() == {"refused": "too-few-people"}


def test_it_is_asked_once_a_day_so_that_no_two_can_be_compared(process):
    address = f"processes/{process.pk}/pulse"
    round_id, tokens = pulse_begun(process)
    assert aino().asks("POST", address, opening()).json() == {"refused": "round-stands"}
    says("pulse", token=tokens[0], **HIGH)
    pulse_closed(round_id)
    assert aino().asks("POST", address, opening()).json() == {"refused": "round-stands"}


def test_a_round_that_nobody_answered_leaves_nothing_and_may_be_begun_anew(process):
    round_id, _tokens = pulse_begun(process)
    assert pulse_closed(round_id).json()["rounds"] == []
    pulse_begun(process)
    assert AloneRound.objects.count() == 1


def test_closing_twice_is_closing_once(process):
    round_id, tokens = pulse_begun(process)
    for token in tokens:
        says("pulse", token=token, **HIGH)
    assert pulse_closed(round_id).json() == pulse_closed(round_id).json()
    assert pulse_closed(str(uuid4())).status_code == 404


def test_once_it_is_closed_the_answers_and_the_words_are_gone(process):
    round_id, tokens = pulse_begun(process)
    for token in tokens[:4]:
        says("pulse", token=token, **HIGH)
    assert (PulseAnswer.objects.count(), RoundToken.objects.count()) == (4, 1)
    pulse_closed(round_id)
    assert (PulseAnswer.objects.count(), RoundToken.objects.count()) == (0, 0)
    assert PulseBand.objects.count() == 3


def test_what_was_left_open_is_closed_by_the_night(process):
    _round, tokens = pulse_begun(process)
    for token in tokens:
        says("pulse", token=token, **HIGH)
    assert close_left_open(now()) == 0  # still today
    assert work_through_the_night(at=now() + timedelta(days=1)).went_well
    assert PulseAnswer.objects.count() == 0
    assert (
        aino().asks("GET", f"processes/{process.pk}/pulse").json()["rounds"][0]["told"] == [[[0, 100, 5]]] * 3
    )


def test_a_meeting_belongs_to_its_own_process(process):
    pulse_on(process)
    said = opening() | {"meeting": str(uuid4())}
    assert aino().asks("POST", f"processes/{process.pk}/pulse", said).status_code == 404


def test_an_ended_process_begins_no_round_but_closes_the_one_that_is_open(process):
    round_id, tokens = pulse_begun(process)
    says("pulse", token=tokens[0], **HIGH)
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED)
    refused = aino().asks("PUT", f"processes/{process.pk}/pulse", {"on": False})
    assert refused.json() == {"refused": "process-ended"}
    assert pulse_closed(round_id).status_code == 200


def test_the_log_of_acts_tells_of_the_leader_alone(process):
    round_id, tokens = pulse_begun(process)
    before = Entry.objects.count()
    for token in tokens:
        says("pulse", token=token, **HIGH)
    assert Entry.objects.count() == before
    pulse_closed(round_id)
    acts = ("pulse switched", "asked alone", "asked alone, closed")
    found = Entry.objects.filter(act__in=acts).order_by("at", "pk")
    assert {one.by_id for one in found} == {person("aino").pk}
    assert {key for one in found for key in one.detail} == {"on", "kind", "people"}
