"""Prepared questions answer as plain ones do, whatever they are given."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice
from tuokio.kit.models import OnceToken
from tuokio.kit.prepared import prepared
from tuokio.people.models import Person, Practice, Role
from tuokio.supervision.models import Lead, Process


def test_it_answers_like_the_queryset_for_one_person_after_another(db):
    @prepared
    def led(who: Person, on: date) -> QuerySet[Process]:
        return Process.objects.led_by(who, on=on).select_related("practice").order_by("name")

    for who in ("aino", "saara"):
        process_of(person(who), name=f"Ryhmä {who}")
    outsider = person("outi")

    for who, on, expected in (
        (person("aino"), date(2026, 11, 24), ["Ryhmä aino"]),
        (person("saara"), date(2026, 11, 24), ["Ryhmä saara"]),
        (outsider, date(2026, 11, 24), []),
    ):
        found = led(who, on=on)
        assert [process.name for process in found] == expected
        assert found == list(Process.objects.led_by(who, on=on).order_by("name"))
        assert all(process.practice.roles.exists() for process in found)


def test_dates_and_moments_are_compared_as_they_are_stored(db):
    @prepared
    def used_since(at: datetime) -> QuerySet[OnceToken]:
        return OnceToken.objects.filter(used_at__gte=at)

    @prepared
    def leading_on(day: date) -> QuerySet[Lead]:
        return Lead.objects.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    OnceToken.objects.create(token="x" * 20, used_at=MORNING)
    process_of(person("aino"), lead_from=date(2026, 8, 1))

    assert len(used_since(MORNING)) == 1
    assert len(used_since(MORNING + timedelta(microseconds=1))) == 0
    assert len(used_since(MORNING.astimezone(UTC))) == 1
    assert [len(leading_on(date(2026, 7, 31))), len(leading_on(date(2026, 8, 1)))] == [0, 1]


def test_values_annotations_and_outer_references_keep_their_meaning(db):
    @prepared
    def standings(who: Person, name: str) -> QuerySet[Role, dict[str, Any]]:
        named = Practice.objects.filter(pk=OuterRef("practice_id"), name=name)
        return (
            Role.objects.filter(person=who)
            .annotate(is_named=Exists(named))
            .values(
                "standing", "is_named", practice_name=F("practice__name"), number=Count("practice__roles")
            )
            .order_by("standing")
        )

    shared_practice()
    solo_practice(person("aino"))

    assert standings(person("olavi"), "Vire") == [
        {"standing": "owner", "is_named": True, "practice_name": "Vire", "number": 4},
        {"standing": "supervisor", "is_named": True, "practice_name": "Vire", "number": 4},
    ]
    assert [row["is_named"] for row in standings(person("olavi"), "Muu")] == [False, False]


def test_what_is_typed_is_a_value_and_never_sql(db):
    @prepared
    def named(name: str) -> QuerySet[Process]:
        return Process.objects.filter(name=name)

    odd = "100 % %s '); DROP TABLE x; --"
    process_of(person("aino"), name=odd)

    assert [process.name for process in named(odd)] == [odd]
    assert named("%") == []


def test_nothing_is_kept_from_the_question_before(db):
    @prepared
    def all_of(who: Person) -> QuerySet[Process]:
        return Process.objects.led_by(who, on=date(2026, 11, 24))

    aino = person("aino")
    assert all_of(aino) == []

    process_of(aino)
    with CaptureQueriesContext(connection) as asked:
        assert len(all_of(aino)) == 1
    assert len(asked) == 1


def test_none_is_refused_because_sql_would_find_nothing(db):
    @prepared
    def until(day: date | None) -> QuerySet[Lead]:
        return Lead.objects.filter(until_on=day)

    with pytest.raises(TypeError, match="no None"):
        until(None)


@pytest.mark.django_db(transaction=True)
def test_threads_ask_the_same_question_side_by_side():
    @prepared
    def named(name: str) -> QuerySet[Process]:
        return Process.objects.filter(name=name)

    aino = person("aino")
    for number in range(4):
        process_of(aino, name=f"Ryhmä {number}")

    def ask(number: int) -> list[str]:
        try:
            return [found.name for _ in range(20) for found in named(f"Ryhmä {number}")]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, range(4)))

    assert answers == [[f"Ryhmä {number}"] * 20 for number in range(4)]
