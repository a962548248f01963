"""A series through the front door: every date is shown, and what does not fit is repaired there."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import person, process_of, solo_practice, terms_of
from tests.doors import enter
from tuokio.kit.once import new_token
from tuokio.meetings.models import Break, Busy, Occupancy, Room
from tuokio.meetings.usecases.planning import add_meeting
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning in Finland."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def desk() -> Client:
    browser = Client()
    enter(browser, person("aino"))
    return browser


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def rhythm(**fields: Any) -> dict[str, Any]:
    """Four Wednesdays at one o'clock."""
    return {
        "first_on": "2.12.2026",
        "at_time": "13.00",
        "count": "4",
        "every_weeks": "1",
        "minutes": "75",
        "place": "Kanerva",
        **fields,
    }


def as_shown(page: Any, **fields: Any) -> dict[str, Any]:
    """What the browser sends of the page as it stands: its fields, and of each group the ticked button."""
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page.text):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if not name or name[1] == "csrfmiddlewaretoken":
            continue
        if 'type="radio"' in tag and " checked" not in tag:
            continue
        sent[name[1]] = value[1] if value else ""
    return {**sent, **fields}


def taken(process: Process, on: date, at_time: time, minutes: int = 60) -> None:
    """Another meeting of the same supervisor."""
    other = Process.objects.filter(name="Toinen ryhmä").first() or process_of(
        person("aino"), name="Toinen ryhmä"
    )
    add_meeting(process=other, on=on, at_time=at_time, minutes=minutes, by=person("aino"), at=TUESDAY)


def planned(process: Process) -> list[str]:
    return [f"{one.local_start:%d.%m. %H.%M}" for one in process.meetings.order_by("starts_at")]


def spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_misfit_is_told_with_its_three_repairs(desk: Client, process: Process):
    taken(process, date(2026, 12, 9), time(12, 30))

    page = desk.post(f"/processes/{process.pk}/series/", rhythm())

    text = spaced(page.text)
    for words in (
        "1 kerta ei sovi vielä",
        "Työnohjaajalla on silloin muuta.",
        "Siirrä ke 9.12. klo 13.30",
        "Toinen viikonpäivä: to 10.12.",
        "Jätä väli ja lisää loppuun: ke 30.12.",
        "viikko 50",
    ):
        assert words in text
    assert text.count('type="radio"') == 4  # three repairs, and to leave it out; nobody is put in two places
    assert process.meetings.count() == 0


def test_what_is_ticked_is_what_is_saved(desk: Client, process: Process):
    taken(process, date(2026, 12, 9), time(12, 30))
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())

    desk.post(f"/processes/{process.pk}/series/", as_shown(page, save="1"))

    assert planned(process) == ["02.12. 13.00", "09.12. 13.30", "16.12. 13.00", "23.12. 13.00"]
    assert process.series.get().count == 4


def test_skipped_and_added_at_the_end(desk: Client, process: Process):
    taken(process, date(2026, 12, 9), time(12, 30))
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())

    typed = as_shown(page, save="1") | {"dates-1-choice": "end 2026-12-30 13:00"}
    desk.post(f"/processes/{process.pk}/series/", typed)

    assert planned(process) == ["02.12. 13.00", "16.12. 13.00", "23.12. 13.00", "30.12. 13.00"]


def test_checked_once_more_the_list_stands_as_it_would_be_saved(desk: Client, process: Process):
    taken(process, date(2026, 12, 9), time(12, 30))
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())

    page = desk.post(
        f"/processes/{process.pk}/series/",
        as_shown(page, check="1") | {"dates-1-choice": "weekday 2026-12-10 13:00"},
    )

    assert process.meetings.count() == 0
    assert all(line.fits for line in page.context["lines"])
    assert "to 10.12." in spaced(page.text)
    desk.post(f"/processes/{process.pk}/series/", as_shown(page, save="1"))
    assert planned(process)[1] == "10.12. 13.00"


def test_two_that_are_skipped_are_put_at_the_end_one_after_another_and_shown(desk: Client, process: Process):
    for day in (9, 16):
        taken(process, date(2026, 12, day), time(12, 30))
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())
    ends = {f"dates-{number}-choice": "end 2026-12-30 13:00" for number in (1, 2)}

    shown = desk.post(f"/processes/{process.pk}/series/", as_shown(page, save="1") | ends)

    assert process.meetings.count() == 0
    assert "Useampi kerta jätettiin väliin" in shown.text
    assert all(line.fits for line in shown.context["lines"])
    desk.post(f"/processes/{process.pk}/series/", as_shown(shown, save="1"))
    assert planned(process) == ["02.12. 13.00", "23.12. 13.00", "30.12. 13.00", "13.01. 13.00"]


def test_a_date_changed_by_hand_goes_before_what_is_ticked(desk: Client, process: Process):
    taken(process, date(2026, 12, 9), time(12, 30))
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())

    typed = as_shown(page, save="1") | {"dates-1-on": "11.12.2026", "dates-1-at_time": "9.15"}
    desk.post(f"/processes/{process.pk}/series/", typed)

    assert planned(process)[1] == "11.12. 09.15"


def test_a_date_by_hand_that_does_not_fit_is_told_and_nothing_typed_is_lost(desk: Client, process: Process):
    taken(process, date(2026, 12, 9), time(12, 30))
    page = desk.post(f"/processes/{process.pk}/series/", rhythm(count="1"))

    typed = as_shown(page, save="1") | {"dates-0-on": "9.12.2026", "dates-0-at_time": "12.00"}
    shown = desk.post(f"/processes/{process.pk}/series/", typed)

    assert process.meetings.count() == 0
    assert "Yksi päivä ei sovi vielä" in shown.text
    assert "ke 9.12. klo 12.00–13.15" in spaced(shown.text)
    assert 'value="Kanerva"' in shown.text


def test_a_holiday_a_break_and_a_calendar_elsewhere_can_be_kept_all_the_same(desk: Client, process: Process):
    aino = person("aino")
    Break.objects.create(supervisor=aino, from_on=date(2026, 12, 20), until_on=date(2026, 12, 26))
    moment = datetime(2026, 12, 16, 11, tzinfo=UTC)
    Busy.objects.create(
        supervisor=aino, source=aino.pk, starts_at=moment, ends_at=moment + timedelta(hours=1)
    )

    page = desk.post(f"/processes/{process.pk}/series/", rhythm(count="6"))

    unfit = [line for line in page.context["lines"] if not line.fits]
    assert [" ".join(line.causes) for line in unfit] == [
        "Työnohjaajan oma kalenteri on silloin varattu.",
        "Työnohjaajan oman tauon aikana.",
        "Pyhäpäivä: Loppiainen.",
    ]
    typed = as_shown(page, save="1") | {f"dates-{line.number - 1}-choice": "keep" for line in unfit}
    desk.post(f"/processes/{process.pk}/series/", typed)
    assert planned(process)[2:] == ["16.12. 13.00", "23.12. 13.00", "30.12. 13.00", "06.01. 13.00"]


def test_beyond_the_agreement_is_never_agreed_on_unasked(desk: Client, process: Process):
    terms_of(process, ends_on=date(2026, 12, 20), starts_on=date(2026, 11, 1))
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())

    shown = desk.post(f"/processes/{process.pk}/series/", as_shown(page, save="1"))

    assert "Sopimuksen viimeisen päivän jälkeen." in shown.text
    assert process.meetings.count() == 0
    desk.post(f"/processes/{process.pk}/series/", as_shown(shown, save="1") | {"dates-3-choice": "drop"})
    assert planned(process) == ["02.12. 13.00", "09.12. 13.00", "16.12. 13.00"]


def test_a_member_who_is_elsewhere_is_told_without_saying_where(desk: Client, process: Process):
    member = process.members.get(name="Bertta S.")
    member.may_overlap = False
    member.save()
    moment = datetime(2026, 12, 9, 11, tzinfo=UTC)
    Occupancy.objects.create(
        who=member.person_id,
        kind="member",
        starts_at=moment,
        ends_at=moment + timedelta(hours=1),
        hold=process.pk,
        expires_at=TUESDAY + timedelta(days=1),
    )

    page = desk.post(f"/processes/{process.pk}/series/", rhythm())

    (line,) = [line for line in page.context["lines"] if not line.fits]
    assert line.causes == ("Joku ohjattavista on silloin muualla.",)
    member.optional = True
    member.save()
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())
    assert all(line.fits for line in page.context["lines"])


def test_a_room_is_taken_by_one_at_a_time(desk: Client, process: Process):
    room = Room.objects.create(practice=solo_practice(), name="Kanerva")
    page = desk.post(f"/processes/{process.pk}/series/", rhythm(room=room.pk))
    desk.post(f"/processes/{process.pk}/series/", as_shown(page, save="1"))
    assert {one.room for one in process.meetings.all()} == {room}
    assert Occupancy.objects.filter(who=room.pk).count() == 4

    page = desk.post(f"/processes/{process.pk}/series/", rhythm(room=room.pk))

    assert "Tila on silloin varattu." in page.text


def test_what_is_taken_meanwhile_is_told_and_the_list_kept(desk: Client, process: Process):
    page = desk.post(f"/processes/{process.pk}/series/", rhythm())
    taken(process, date(2026, 12, 16), time(13))

    shown = desk.post(f"/processes/{process.pk}/series/", as_shown(page, save="1"))

    assert process.meetings.count() == 0
    assert [line.fits for line in shown.context["lines"]] == [True, True, False, True]
    desk.post(f"/processes/{process.pk}/series/", as_shown(shown, save="1"))
    assert planned(process)[2] == "16.12. 14.00"


def test_two_tabs_and_a_double_click_plan_one_series(desk: Client, process: Process):
    one = desk.post(f"/processes/{process.pk}/series/", rhythm())
    other = desk.post(f"/processes/{process.pk}/series/", rhythm())
    typed = as_shown(one, save="1", once=new_token())
    for _click in range(2):
        desk.post(f"/processes/{process.pk}/series/", typed)

    shown = desk.post(f"/processes/{process.pk}/series/", as_shown(other, save="1"))

    assert process.meetings.count() == 4
    assert not any(line.fits for line in shown.context["lines"])


def test_a_long_list_asks_the_database_as_little_as_a_short_one(
    desk: Client, process: Process, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(40):
        page = desk.post(f"/processes/{process.pk}/series/", rhythm(count="150"))
    assert len(page.context["lines"]) == 150
