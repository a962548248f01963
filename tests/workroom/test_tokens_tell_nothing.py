"""Who holds the tables tries to tell whose an answer is, for 200 groups, and does no better than guessing (T16)."""

from __future__ import annotations

import random
from math import sqrt

import pytest
from django.core import serializers
from django.db import connection, models, transaction

from tests.cast import person
from tests.vault.asking import Asker
from tests.workroom.room_cast import group, pulse_begun, pulse_closed, says, words
from tuokio.kit.clock import today
from tuokio.people.usecases import own_data
from tuokio.supervision.models import Process
from tuokio.terms.alone_words import AloneKind
from tuokio.workroom.models import (
    AloneRound,
    LevelAnswer,
    OwnGoal,
    PulseAnswer,
    PulseBand,
    RoundToken,
)
from tuokio.workroom.usecases.pulse import answer_pulse
from tuokio.workroom.usecases.rounds import fingerprint_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
GROUPS = 200
Said = dict[str, int]


def as_they_lie() -> list[int]:
    """The answers in the order in which the database keeps them: the strongest order there is to see."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT a FROM workroom_pulseanswer ORDER BY {place}")  # one of two fixed words
        return [row[0] for row in cursor.fetchall()]


def asked(process: Process, people: int) -> tuple[AloneRound, list[str]]:
    round = AloneRound.objects.create(kind=AloneKind.PULSE, process=process, opened_on=today())
    tokens = words(people)
    RoundToken.objects.bulk_create(RoundToken(round=round, fingerprint=fingerprint_of(one)) for one in tokens)
    return round, tokens


def hits(kept: str) -> tuple[int, float, float]:
    """How often one is told who answered what by the order, how often by chance, and three deviations of that."""
    chance, spread, found = 0.0, 0.0, 0
    process, luck = group(), random.Random(20261127)
    for _number in range(GROUPS):
        people = luck.randint(5, 8)
        given = luck.sample(range(101), people)  # all different, so that a hit is a hit
        round, tokens = asked(process, people)
        phones = luck.sample(tokens, people)  # each takes one of those that are left
        for token, answer in zip(phones, given, strict=True):
            if kept == "as it comes":
                PulseAnswer.objects.create(round=round, a=answer, b=answer, c=answer)
            else:
                answer_pulse(token=token, answers=(answer, answer, answer))
        # the attacker was there, and knows in which order they answered
        guessed = as_they_lie()
        found += sum(one == other for one, other in zip(guessed, given, strict=True))
        chance += 1  # of n people one is hit by chance, whatever n is
        spread += 1  # and the variance of the number of fixed points is one as well
        round.delete()
    return found, chance, 3 * sqrt(spread)


def test_the_order_of_answering_tells_no_more_than_chance():
    found, chance, deviation = hits("anew")
    assert found <= chance + deviation, (found, chance)


def test_the_same_attack_succeeds_where_answers_are_kept_as_they_come():
    found, chance, deviation = hits("as it comes")
    assert found > 5 * (chance + deviation) / 2


def test_no_mark_of_a_row_tells_which_came_last():
    """Each answer lays all rows anew: the ids of before are gone, so nothing says which one is new."""
    _round, tokens = pulse_begun(group())
    for token in tokens[:3]:
        says("pulse", token=token, a=50, b=50, c=50)
    before = set(PulseAnswer.objects.values_list("pk", flat=True))
    says("pulse", token=tokens[3], a=50, b=50, c=50)
    after = set(PulseAnswer.objects.values_list("pk", flat=True))
    assert len(after) == 4
    assert not before & after


def test_no_table_holds_a_person_a_time_or_a_token_beside_an_answer():
    kept = {
        model: {field.name for field in model._meta.fields}
        for model in (AloneRound, RoundToken, PulseAnswer, PulseBand, LevelAnswer, OwnGoal)
    }
    assert kept == {
        AloneRound: {"id", "kind", "process", "meeting", "opened_on", "closed_on"},
        RoundToken: {"id", "round", "fingerprint"},
        PulseAnswer: {"id", "round", "a", "b", "c"},
        PulseBand: {"id", "round", "statement", "lowest", "highest", "answers"},
        LevelAnswer: {"id", "round", "goal", "halves", "turns_up"},
        OwnGoal: {"id", "process", "start", "light", "counts"},
    }
    times = [
        f"{model.__name__}.{field.name}"
        for model in kept
        for field in model._meta.fields
        if isinstance(field, models.DateTimeField)
    ]
    assert times == []


def test_a_used_word_leaves_no_row_that_could_be_held_against_a_phone():
    round_id, tokens = pulse_begun(group())
    for token in tokens:
        says("pulse", token=token, a=10, b=20, c=30)
    marks = {fingerprint_of(token) for token in tokens}
    assert RoundToken.objects.filter(fingerprint__in=marks).count() == 0
    pulse_closed(round_id)
    told = serializers.serialize("json", [*AloneRound.objects.all(), *PulseBand.objects.all()])
    assert not any(mark in told for mark in marks)


def read_in_a_world(process: Process, first: Said, second: Said) -> str:
    """Bertta and Henna answer so, the others in the middle: what Aino and Bertta may read, before and after."""
    with transaction.atomic():
        round_id, tokens = pulse_begun(process)
        middle = {"a": 50, "b": 50, "c": 50}
        for token, said in zip(tokens, (first, second, middle, middle, middle), strict=True):
            says("pulse", token=token, **said)
        read = told_to("aino", process) + told_to("bertta", process)
        pulse_closed(round_id)
        read += told_to("aino", process) + told_to("bertta", process)
        transaction.set_rollback(True)
    return read.replace(round_id, "round")


def told_to(who: str, process: Process) -> str:
    return str(Asker(person(who)).asks("GET", f"processes/{process.pk}/pulse").json())


def test_whichever_of_two_answered_what_the_same_is_read():
    high, low, process = {"a": 90, "b": 90, "c": 90}, {"a": 5, "b": 5, "c": 5}, group()
    there = read_in_a_world(process, high, low)
    assert there == read_in_a_world(process, low, high)
    assert "100, 5]" in there  # something was told


def test_ones_own_data_is_the_same_whether_one_answered_or_not():
    process = group()
    _round, tokens = pulse_begun(process)
    before = own_data(person("bertta"))
    says("pulse", token=tokens[0], a=11, b=22, c=33)
    assert own_data(person("bertta")) == before
