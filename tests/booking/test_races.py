"""Many strangers at one moment: one place is booked once, k places k times, nothing overlaps, nobody gets a 5xx.

On either database. Reduced it takes seconds; PROOF=1 sends 200 and 2,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client

from tests.booking.booking_cast import TYPED, aged, free, hours_of, open_for_talks, value
from tests.cast import person, shared_practice
from tests.mapping.page_cast import PAGE
from tuokio.booking.usecases import talks
from tuokio.booking.views import talks as views
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.models import Enquiry
from tuokio.meetings.domain.slots.words import Start
from tuokio.meetings.models import BookingRules, Occupancy, Talk
from tuokio.people.usecases import give_role
from tuokio.supervision.models import Process
from tuokio.terms.words import Standing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
AT_ONCE = 12  # threads; the others wait in the queue as before a real server
Rounds = Callable[[int, int], int]


@pytest.fixture(autouse=True)
def as_from_everywhere(monkeypatch):
    """All come from one address here, and a page takes thirty a day: neither is what this is about."""
    monkeypatch.setattr(views, "HOLDS_FROM_ONE_PLACE", 10**6)
    monkeypatch.setattr(talks, "FROM_ONE_PLACE", 10**6)
    monkeypatch.setattr(talks, "TO_ONE_PAGE", 10**6)


def stranger(path: str, sent: str, rules: Sequence[BookingRules]) -> int:
    """One who chooses a time and confirms it: 303 when it became theirs, 409 when they were told of others."""
    try:
        client = Client(raise_request_exception=False)
        chosen = client.post(path, {"time": sent})
        if chosen.status_code != 303:
            return int(chosen.status_code)
        form = aged(chosen.headers["location"], rules[0])
        return int(client.post(form, TYPED).status_code)
    finally:
        connection.close()


def all_at_once(path: str, sent: Sequence[str], rules: Sequence[BookingRules]) -> Counter[int]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(lambda one: stranger(path, one, rules), sent))


def nothing_is_half_done(number: int) -> None:
    assert Talk.objects.count() == Process.objects.count() == Enquiry.objects.count() == number
    assert Occupancy.objects.filter(talk__isnull=False).count() == Occupancy.objects.count() == number
    assert (
        Letter.objects.filter(kind="talk booked", to__startswith="maija").count() <= 5
    )  # to one address a day
    for who in set(Occupancy.objects.values_list("who", flat=True)):
        spans = Occupancy.objects.filter(who=who).order_by("starts_at").values_list("starts_at", "ends_at")
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(("few", "full"), [(20, 200), (20, 2000)])
def test_one_place_is_booked_once(rounds: Rounds, few, full):
    rules = open_for_talks()
    number = rounds(few, full)

    got = all_at_once(f"{PAGE}booking/", [value(free(rules))] * number, [rules])

    assert got == {303: 1, 409: number - 1}
    nothing_is_half_done(1)


def test_k_places_are_booked_k_times(rounds: Rounds):
    practice = shared_practice()
    make_demo_page(practice, at=now())
    rules = []
    for who in ("olavi", "saara", "aino", "pekka"):
        give_role(practice=practice, person=person(who), standing=Standing.SUPERVISOR, by=None, at=now())
        rules.append(hours_of(person(who), practice))
    starts: list[Start] = [free(one) for one in rules]
    number = rounds(24, 200)

    got = all_at_once("/p/vire/booking/", [value(starts[one % 4]) for one in range(number)], rules)

    assert got == {303: 4, 409: number - 4}
    nothing_is_half_done(4)


def test_lengths_that_overlap_in_every_way_never_do(rounds: Rounds, chance):
    practice = shared_practice()
    make_demo_page(practice, at=now())
    rules = []
    for who, minutes in (("olavi", 45), ("saara", 60), ("aino", 75), ("pekka", 120)):
        give_role(practice=practice, person=person(who), standing=Standing.SUPERVISOR, by=None, at=now())
        rules.append(hours_of(person(who), practice, talk_minutes=minutes))
    sent = [value(free(one, place, minutes=one.talk_minutes)) for one in rules for place in range(8)]
    number = rounds(24, 200)

    got = all_at_once("/p/vire/booking/", [chance.choice(sent) for _one in range(number)], rules)

    assert set(got) <= {303, 409}
    nothing_is_half_done(got[303])
