"""Open groups with places: asked for, kept, offered in order, and never one too many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import MORNING, person, process_of
from tests.conftest import PROOF
from tuokio.kit.models import Letter
from tuokio.meetings.models import Joiner, OpenGroup
from tuokio.meetings.usecases.places import (
    GroupClosed,
    NoPlaceFree,
    Opening,
    PlaceMovedOn,
    PlacesTaken,
    ask_place,
    close_group,
    confirm,
    give_up,
    offer,
    open_group,
    position,
    remove,
    see_to_places,
    take_offer,
)
from tuokio.supervision.models import Process, ProcessClosed
from tuokio.supervision.usecases import add_member, member_leaves
from tuokio.supervision.ways_in import invite_by_mail
from tuokio.terms.words import ProcessState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 11, 24)


def opened(places: int = 4, *, confirms: bool = True, members: tuple[str, ...] = ("Henna",)) -> OpenGroup:
    process = process_of(person("aino"), member_names=members)
    opening = Opening(title="Avoin esihenkilöryhmä", about="", places=places, confirms=confirms)
    return open_group(process=process, opening=opening, by=person("aino"), at=MORNING)


def asks(group: OpenGroup, name: str, *, at: datetime = MORNING) -> Joiner:
    return ask_place(group=group, name=name, email=f"{name}@example.org", language="fi", at=at)


def fresh(joiner: Joiner) -> Joiner:
    return Joiner.objects.get(pk=joiner.pk)


def standing(group: OpenGroup) -> dict[str, tuple[str, int | None]]:
    return {one.name: (one.state, one.number) for one in group.joiners.living()}


def names(process: Process) -> set[str]:
    return set(process.members.filter(left_on=None).values_list("name", flat=True))


@pytest.mark.django_db
def test_members_have_their_places_and_newcomers_the_free_ones_and_then_the_line():
    group = opened(3, members=("Henna", "T. K."))
    for number, name in enumerate(("ida", "jari", "kati")):
        asks(group, name, at=MORNING + number * HOUR)

    assert standing(group) == {
        "Henna": ("joined", 1),
        "T. K.": ("joined", 2),
        "ida": ("asked", 3),
        "jari": ("waiting", None),
        "kati": ("waiting", None),
    }
    assert [position(one) for one in group.joiners.order_by("asked_at", "pk")][-2:] == [1, 2]
    assert names(group.process) == {"Henna", "T. K."}


@pytest.mark.django_db
def test_who_is_confirmed_is_a_member_from_that_day_on():
    group = opened()
    ida = asks(group, "ida")
    confirm(joiner=ida, by=person("aino"), at=MORNING + DAY)

    member = fresh(ida).member
    assert member is not None
    assert (member.name, member.joined_on) == ("ida", TODAY + DAY)
    assert standing(group)["ida"] == ("joined", 2)
    with pytest.raises(PlaceMovedOn):
        confirm(joiner=ida, by=person("aino"), at=MORNING + DAY)
    assert group.process.members.count() == 2


@pytest.mark.django_db
def test_without_a_yes_of_the_supervisor_who_gets_a_place_is_a_member_at_once():
    group = opened(2, confirms=False)
    asks(group, "ida")
    jari = asks(group, "jari")

    assert names(group.process) == {"Henna", "ida"}
    assert fresh(jari).state == "waiting"


@pytest.mark.django_db
def test_one_address_asks_once_whoever_types_it():
    group = opened()
    first, second = asks(group, "ida"), asks(group, "IDA")

    assert first == second
    assert Letter.objects.filter(to="ida@example.org").count() == 2
    assert len(standing(group)) == 2


@pytest.mark.django_db
def test_a_place_given_up_is_offered_to_the_first_in_line_for_48_hours_and_then_to_the_next():
    group = opened(2, confirms=False)
    ida, jari, kati = (
        asks(group, name, at=MORNING + n * HOUR) for n, name in enumerate(("ida", "jari", "kati"))
    )
    Letter.objects.all().delete()
    give_up(joiner=fresh(ida), at=MORNING + DAY)

    assert names(group.process) == {"Henna"}
    assert group.process.members.get(name="ida").left_on == TODAY + DAY
    assert standing(group)["jari"] == ("offered", 2)
    assert standing(group)["kati"] == ("waiting", None)
    assert [letter.to for letter in Letter.objects.all()] == ["jari@example.org"]
    assert "Something waits" in Letter.objects.get().subject or "odottaa" in Letter.objects.get().subject
    assert "esihenkil" not in Letter.objects.get().text

    see_to_places(MORNING + 3 * DAY - timedelta(seconds=1))
    assert standing(group)["jari"] == ("offered", 2)
    see_to_places(MORNING + 3 * DAY)
    see_to_places(MORNING + 3 * DAY)
    assert fresh(jari).ending == "too_late"
    assert standing(group)["kati"] == ("offered", 2)
    assert Letter.objects.filter(to="kati@example.org").count() == 1
    take_offer(joiner=fresh(kati), at=MORNING + 4 * DAY)
    assert names(group.process) == {"Henna", "kati"}


@pytest.mark.django_db
def test_an_offer_taken_too_late_is_the_next_one_s():
    group = opened(1, confirms=False)
    henna = group.joiners.get()
    ida, jari = asks(group, "ida"), asks(group, "jari", at=MORNING + HOUR)
    remove(joiner=henna, by=person("aino"), at=MORNING + 2 * HOUR)
    late = take_offer(joiner=fresh(ida), at=MORNING + 3 * DAY)

    assert (late.state, late.ending) == ("ended", "too_late")
    assert standing(group) == {"jari": ("offered", 1)}
    assert position(jari) == 0


@pytest.mark.django_db
def test_the_supervisor_may_offer_past_the_line_and_decline():
    group = opened(2)
    ida, _jari, kati = (
        asks(group, name, at=MORNING + n * HOUR) for n, name in enumerate(("ida", "jari", "kati"))
    )
    with pytest.raises(NoPlaceFree):
        offer(joiner=kati, by=person("aino"), at=MORNING + DAY)
    remove(joiner=ida, by=person("aino"), at=MORNING + DAY)
    assert fresh(ida).ending == "declined"
    assert standing(group)["jari"] == ("offered", 2)

    open_group(
        process=group.process,
        opening=Opening(title="Ryhmä", about="", places=3),
        by=person("aino"),
        at=MORNING + DAY,
    )
    assert standing(group)["kati"] == ("offered", 3)
    take_offer(joiner=fresh(kati), at=MORNING + DAY)
    assert standing(group)["kati"] == ("asked", 3)  # the supervisor has said nothing yet
    confirm(joiner=fresh(kati), by=person("aino"), at=MORNING + DAY)
    assert names(group.process) == {"Henna", "kati"}


@pytest.mark.django_db
def test_a_member_who_leaves_by_the_page_of_members_frees_the_place_on_that_day():
    group = opened(1)
    ida = asks(group, "ida")
    henna = group.process.members.get()
    member_leaves(member=henna, left_on=TODAY + 7 * DAY, by=person("aino"), at=MORNING)
    assert fresh(ida).state == "waiting"

    see_to_places(MORNING + 6 * DAY)
    assert fresh(ida).state == "waiting"
    see_to_places(MORNING + 7 * DAY)
    assert standing(group) == {"ida": ("offered", 1)}


@pytest.mark.django_db
def test_who_is_added_by_hand_has_one_place_too_and_a_full_group_grows_by_it():
    group = opened(2)
    add_member(process=group.process, name="Käsin", joined_on=TODAY, by=person("aino"), at=MORNING)
    assert standing(group)["Käsin"] == ("joined", 2)
    add_member(process=group.process, name="Vielä", joined_on=TODAY, by=person("aino"), at=MORNING)

    group.refresh_from_db()
    assert (group.places, standing(group)["Vielä"]) == (3, ("joined", 3))


@pytest.mark.django_db
def test_a_member_whose_address_is_known_has_no_second_place():
    group = opened(3)
    ida = asks(group, "ida")
    henna = group.process.members.get(name="Henna")
    invite_by_mail(member=henna, email="ida@example.org", by=person("aino"), at=MORNING)

    assert fresh(ida).ended_at == MORNING
    assert asks(group, "ida").member == henna
    assert standing(group) == {"Henna": ("joined", 1)}


@pytest.mark.django_db
def test_fewer_places_than_are_taken_are_refused_and_others_move_together():
    group = opened(5)
    ida, jari = asks(group, "ida"), asks(group, "jari")
    give_up(joiner=ida, at=MORNING)
    resized = {"process": group.process, "by": person("aino"), "at": MORNING}
    with pytest.raises(PlacesTaken) as refusal:
        open_group(opening=Opening(title="R", about="", places=1), **resized)
    assert refusal.value.taken == 2

    open_group(opening=Opening(title="R", about="", places=2), **resized)
    assert standing(group) == {"Henna": ("joined", 1), "jari": ("asked", 2)}
    assert jari.number == 3


@pytest.mark.django_db
def test_a_closed_group_takes_nobody_and_says_so_to_who_waited():
    group = opened(1)
    ida = asks(group, "ida")
    close_group(group=group, by=person("aino"), at=MORNING + DAY)

    assert fresh(ida).ending == "closed"
    assert Letter.objects.filter(to="ida@example.org").count() == 2
    with pytest.raises(GroupClosed):
        asks(group, "jari")
    assert names(group.process) == {"Henna"}
    Process.objects.update(state=ProcessState.CLOSED)
    with pytest.raises(ProcessClosed):
        asks(group, "jari")


@pytest.mark.django_db
def test_the_database_itself_gives_no_place_twice():
    group = opened(3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Joiner.objects.create(group=group, number=1, state="asked", name="x", asked_at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Joiner.objects.create(group=group, number=2, state="waiting", name="x", asked_at=MORNING)


def done(act: str, group: OpenGroup, joiner: Joiner, name: str, at: datetime) -> None:
    """One of the acts, by the first letter of what is done."""
    match act:
        case "a":
            asks(group, name, at=at)
        case "c":
            confirm(joiner=joiner, by=person("aino"), at=at)
        case "r":
            remove(joiner=joiner, by=person("aino"), at=at)
        case "t":
            take_offer(joiner=joiner, at=at)
        case "g":
            give_up(joiner=joiner, at=at)
        case _:
            see_to_places(at)


ACTS = st.lists(st.tuples(st.sampled_from("aaactrgn"), st.integers(0, 9), st.integers(0, 50)), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS, st.integers(1, 4), st.booleans())
def test_whatever_is_done_there_is_never_one_member_too_many(
    db: None, acts: list[tuple[str, int, int]], places: int, confirms: bool
):
    group, at = opened(places, confirms=confirms), MORNING
    for act, which, hours in acts:
        at += timedelta(hours=hours)
        everyone = list(group.joiners.all())
        joiner = everyone[which % len(everyone)]
        try:
            done(act, group, joiner, f"n{which}", at)
        except PlaceMovedOn:
            continue
        living = list(group.joiners.living())
        taken = [one.number for one in living if one.number]
        assert len(taken) == len(set(taken)) <= places
        assert max(taken, default=0) <= places
        members = group.process.members.filter(left_on=None)
        assert {one.pk for one in members} == {one.member_id for one in living if one.state == "joined"}
        assert not (len(taken) < places and any(one.state == "waiting" for one in living))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_for_a_few_places_get_exactly_those_and_a_line_without_gaps():
    many, few = (200, 7) if PROOF else (40, 4)
    group = opened(few + 1, confirms=False)

    def one(number: int) -> str:
        try:
            asks(group, f"n{number}")
        except Exception as trouble:
            return type(trouble).__name__
        else:
            return "ok"
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(one, range(many)))

    assert set(answers) == {"ok"}
    assert group.process.members.filter(left_on=None).count() == few + 1
    assert sorted(group.joiners.filter(state="joined").values_list("number", flat=True)) == list(
        range(1, few + 2)
    )
    waiting = group.joiners.in_line()
    assert sorted(position(one) for one in waiting) == list(range(1, many - few + 1))
