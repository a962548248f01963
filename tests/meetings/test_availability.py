"""When a supervisor can be booked: said on one page, and what it gives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import MORNING, person, shared_practice, solo_practice
from tests.reading import words_of
from tuokio.meetings.models import BookingRules, DatedHours, WeeklyHours
from tuokio.meetings.usecases.availability import Hours, HoursOverlap, set_availability
from tuokio.people.usecases import give_role
from tuokio.terms.words import Standing

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
RULES = {
    "buffer_before": "15", "buffer_after": "15", "travel_minutes": "30", "per_day": "", "per_week": "12", "lead_hours": "24",
    "horizon_days": "60", "step_minutes": "30", "holidays_free": "on", "talks_open": "on", "talk_minutes": "45",
}  # fmt: skip


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning."""
    monkeypatch.setattr(timezone, "now", lambda: TEN)


@pytest.fixture
def aino(client: Client) -> Client:
    solo_practice()
    client.force_login(person("aino"))
    return client


def address() -> str:
    return f"/availability/{solo_practice().pk}/"


def typed(*rows: tuple[str, str, str], **changed: str) -> dict[str, Any]:
    form = RULES | changed | {"hours-TOTAL_FORMS": str(len(rows)), "hours-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        form |= {
            f"hours-{number}-{name}": value
            for name, value in zip(("weekday", "from_time", "until_time"), row, strict=True)
        }
    return form


def test_the_hours_of_the_week_are_said_and_what_can_be_booked_is_shown(aino: Client):
    assert aino.get("/availability/").headers["location"] == address()
    assert "Seuraavat vapaat ajat" not in words_of(aino.get(address()))

    done = aino.post(
        address(), typed(("3", "9.00", "11.00"), ("3", "12.00", "13.00"), ("", "", "")), follow=True
    )

    shown = words_of(done)
    assert "Tallennettu. Jo varattu pysyy ennallaan." in done.content.decode()
    assert "ke 2.12. 4 aikaa, 9.00–12.00" in shown  # 45 minutes, every half hour
    assert [(row.weekday, row.from_time) for row in WeeklyHours.objects.all()] == [
        (3, time(9)),
        (3, time(12)),
    ]


def test_said_anew_the_former_hours_are_gone(aino: Client):
    aino.post(address(), typed(("3", "9", "11")))
    aino.post(address(), typed(("4", "9", "11"), talk_minutes="60"))

    assert [row.weekday for row in WeeklyHours.objects.all()] == [4]
    assert BookingRules.objects.get().talk_minutes == 60


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("3", "9", "11"), ("3", "10.30", "12")], "Kaksi saman päivän riviä menee päällekkäin."),
        ([("3", "11", "9")], "Loppuu ennen kuin alkaa."),
        ([("3", "9", "")], "Täytä tämäkin tai tyhjennä koko rivi."),
        ([("9", "9", "11")], "Kirjoittamasi on tallella"),
    ],
)
def test_wrong_hours_are_told_and_what_was_typed_is_kept(aino: Client, rows: Any, told: str):
    answered = aino.post(address(), typed(*rows, horizon_days="77"))

    assert told in words_of(answered)
    assert ('value="77"' in answered.text and 'value="09:00"' in answered.text) or rows[0][1] == "11"
    assert not BookingRules.objects.exists()


def test_more_rows_are_given_and_what_was_typed_is_kept(aino: Client):
    answered = aino.post(address(), typed(("3", "9", "11")) | {"more": "1"})

    assert answered.text.count('-from_time"') >= 4
    assert 'value="09:00"' in answered.text
    assert not BookingRules.objects.exists()


def test_midnight_ends_a_day_and_touching_spans_do_not_overlap():
    aino = person("aino")
    hours = [
        Hours(weekday=1, from_time=time(8), until_time=time(12)),
        Hours(weekday=1, from_time=time(12), until_time=time(0)),
    ]
    practice = solo_practice()
    set_availability(supervisor=aino, practice=practice, rules={}, weekly=hours, by=aino, at=MORNING)
    with pytest.raises(HoursOverlap):
        set_availability(
            supervisor=aino,
            practice=practice,
            rules={},
            weekly=[*hours, Hours(weekday=1, from_time=time(23), until_time=time(23, 30))],
            by=aino,
            at=MORNING,
        )
    assert WeeklyHours.objects.count() == 2


def test_a_day_that_differs_is_said_and_taken_back(aino: Client):
    aino.post(address(), typed(("3", "9", "11")))

    aino.post(f"{address()}days/", {"on": "2026-12-02", "from_time": "", "until_time": ""})
    closed = words_of(aino.get(address()))
    aino.post(f"{address()}days/", {"on": "2026-12-02", "from_time": "14", "until_time": "15"})
    other = words_of(aino.get(address()))
    wrong = words_of(
        aino.post(f"{address()}days/", {"on": "2026-12-02", "from_time": "14.30", "until_time": "16"})
    )

    assert "ke 2.12. ei varauksia" in closed and "ke 2.12. 3 aikaa" not in closed
    assert "ke 2.12. 14.00–15.00" in other and "ke 2.12. 1 aika, 14.00" in other
    assert "menee päällekkäin" in wrong
    assert [day.on for day in DatedHours.objects.all()] == [date(2026, 12, 2)]
    aino.post(f"/availability/days/{DatedHours.objects.get().pk}/removal/")
    assert "ke 2.12. 3 aikaa, 9.00–10.00" in words_of(aino.get(address()))


def test_one_who_supervises_in_two_practices_chooses(aino: Client):
    give_role(
        practice=shared_practice(), person=person("aino"), standing=Standing.SUPERVISOR, by=None, at=MORNING
    )

    assert "Vire" in words_of(aino.get("/availability/"))
    assert aino.get(f"/availability/{shared_practice().pk}/").status_code == 200
