"""The calendar through the front door: weeks with a change of the clocks, months, lists, and whose meetings."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import person, process_of, shared_practice, solo_practice
from tests.reading import words_of
from tuokio.meetings.models import Break, Meeting, Talk
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import FormOfWork

pytestmark = pytest.mark.django_db

TEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning."""
    monkeypatch.setattr(timezone, "now", lambda: TEN)


def meeting_of(process: Process, on: date, at: time = time(13), **fields: Any) -> Meeting:
    rhythm = {"count": 1, "every_weeks": 1, "minutes": 75, **fields}
    term = process.terms.get()
    planned = plan_series(
        process=process, term=term, rhythm=Rhythm(first_on=on, at_time=at, **rhythm), by=None, at=TEN
    )
    return planned.meetings[0]


def calendar(client: Client, who: Person, query: str = "") -> str:
    client.force_login(who)
    response = client.get(f"/calendar/{query}")
    assert response.status_code == 200
    return words_of(response)


def table(client: Client, who: Person, query: str = "") -> str:
    """The table alone, without the list that stands beside it for phones."""
    client.force_login(who)
    page = client.get(f"/calendar/{query}").content.decode()
    return page[page.index("<table") : page.index("</table>")]


def test_this_week_is_shown_with_ways_to_the_week_before_and_after(client):
    aino = person("aino")
    meeting_of(process_of(aino), date(2026, 11, 26))

    shown = calendar(client, aino)

    assert shown.startswith("Viikko 48 23.–29.11. · 1 tapaaminen Vain sinä näet tämän sivun")
    assert "Päiväkoti Auringon tiimi 13.00–14.15 1. kerta, yhteensä 10 Torstai 26. marraskuuta" in shown
    page = client.get("/calendar/").content.decode()
    assert 'href="/calendar/?week=2026-W47"' in page
    assert 'href="/calendar/?week=2026-W49"' in page


@pytest.mark.parametrize(
    ("week", "before", "after"),
    [
        ("2026-W53", "2026-W52", "2027-W01"),
        ("2027-W01", "2026-W53", "2027-W02"),
        ("2025-W01", "2024-W52", "2025-W02"),
    ],
)
def test_weeks_are_counted_as_iso_8601_counts_them(client, week, before, after):
    aino = person("aino")
    solo_practice(aino)
    client.force_login(aino)

    page = client.get(f"/calendar/?week={week}").content.decode()

    assert f"<h1>Viikko {int(week[-2:])}</h1>" in page
    assert f'rel="prev" href="/calendar/?week={before}"' in page
    assert f'rel="next" href="/calendar/?week={after}"' in page


@pytest.mark.parametrize(
    ("sunday", "week"), [(date(2026, 3, 29), "2026-W13"), (date(2026, 10, 25), "2026-W43")]
)
def test_a_week_in_which_clocks_change_keeps_its_wall_clock_and_its_rows(client, sunday, week):
    aino = person("aino")
    process = process_of(aino)
    meeting_of(process, sunday, time(13))
    meeting_of(process, sunday, time(2, 30), minutes=120)

    shown = table(client, aino, f"?week={week}")

    assert "13.00–14.15" in shown
    assert shown.count("<tr>") == 1 + 4 * (17 - 2)
    spring = sunday.month == 3
    assert ("2.30–5.30" if spring else "2.30–3.30") in shown


def test_the_columns_of_the_weekend_appear_when_something_is_on_them(client):
    aino = person("aino")
    process = process_of(aino)
    meeting_of(process, date(2026, 11, 24))

    assert "la" not in [cell.split("<")[0] for cell in table(client, aino).split("<span>")]

    meeting_of(process, date(2026, 11, 28))

    assert "<span>la</span><b>28.11.</b>" in table(client, aino)


def test_overlapping_meetings_share_a_cell_with_both_times(client):
    aino = person("aino")
    meeting_of(process_of(aino, name="Ensimmäinen"), date(2026, 11, 24), time(13))
    other = meeting_of(process_of(aino, name="Toinen"), date(2026, 11, 24), time(16))
    # planned before overlaps were refused
    Meeting.objects.filter(pk=other.pk).update(starts_at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC))

    shown = table(client, aino)

    shared = shown[shown.index('class="hour shared"') :].split("</td>")[0]
    assert "13.00–14.15" in shared and "14.00–15.15" in shared


def test_holidays_are_named_in_the_readers_language_and_breaks_are_shown(client):
    aino, saara = person("aino"), person("saara", language="sv")
    solo_practice(aino)
    shared_practice()
    Break.objects.create(supervisor=aino, from_on=date(2026, 12, 21), until_on=date(2026, 12, 23))

    shown = calendar(client, aino, "?week=2026-W52")

    assert "ke 23.12. oma vapaa to 24.12. Jouluaatto pe 25.12. Joulupäivä" in shown
    assert "tors 24.12 Julafton" in calendar(client, saara, "?week=2026-W52")


def test_a_month_is_shown_in_whole_weeks_with_their_numbers(client):
    aino = person("aino")
    meeting_of(process_of(aino), date(2026, 12, 15), time(9))

    shown = calendar(client, aino, "?month=2026-12")

    assert shown.startswith("Joulukuu 2026 1 tapaaminen")
    cells = table(client, aino, "?month=2026-12")
    assert [number for number in range(48, 54) if f"</span>{number}</a></th>" in cells] == [
        49,
        50,
        51,
        52,
        53,
    ]
    assert 'class="othermonth"' in cells
    assert "9.00" in cells and "Päiväkoti Auringon tiimi" in cells
    assert "Itsenäisyyspäivä" in cells


def test_a_full_day_of_the_month_says_how_many_more_there_are(client):
    aino = person("aino")
    process = process_of(aino)
    for hour in range(8, 14):
        meeting_of(process, date(2026, 12, 15), time(hour), minutes=45)

    cells = table(client, aino, "?month=2026-12")

    assert cells.count("klo") == 0
    assert cells.count('class="monthev') == 4
    assert "3 muuta" in cells


def test_the_list_shows_days_with_something_and_its_empty_state(client):
    aino = person("aino")
    solo_practice(aino)

    assert "Tällä välillä ei ole tapaamisia." in calendar(client, aino, "?week=2026-W48&as=list")

    meeting_of(process_of(aino), date(2026, 11, 26))
    shown = calendar(client, aino, "?week=2026-W48&as=list")

    assert "Torstai 26. marraskuuta 13.00–14.15 Päiväkoti Auringon tiimi 1. kerta, yhteensä 10 Avaa" in shown
    assert "<table" not in client.get("/calendar/?week=2026-W48&as=list").content.decode()


def test_a_meeting_of_which_only_the_day_is_known_stands_above_the_hours(client):
    aino = person("aino")
    meeting = meeting_of(process_of(aino), date(2026, 11, 26))
    Meeting.objects.filter(pk=meeting.pk).update(time_known=False)

    cells = table(client, aino)

    assert "Päiväkoti Auringon tiimi" in cells.split("</thead>")[0]
    assert "Päiväkoti Auringon tiimi" not in cells.split("</thead>")[1]


def test_what_is_past_and_not_marked_says_so(client):
    aino = person("aino")
    meeting = meeting_of(process_of(aino), date(2026, 11, 23))

    assert "merkitsemättä" in calendar(client, aino)

    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)

    assert "pidetty" in calendar(client, aino)


@pytest.mark.parametrize(
    "query", ["?week=2026-W54", "?week=9999-W01", "?week=x", "?month=2026-13", "?month=0001-01", "?month="]
)
def test_a_broken_address_shows_the_present_week(client, query):
    aino = person("aino")
    solo_practice(aino)

    assert calendar(client, aino, query).startswith("Viikko 48")


def test_a_coordinator_sees_the_practices_meetings_without_names_of_single_persons(client):
    practice = shared_practice()
    saara = person("saara")
    meeting_of(process_of(saara, practice=practice), date(2026, 11, 26))
    alone = process_of(saara, practice=practice, name="Hanna Kallas", form=FormOfWork.INDIVIDUAL)
    meeting_of(alone, date(2026, 11, 25))
    meeting_of(process_of(person("aino"), name="Muualla"), date(2026, 11, 25))

    shown = calendar(client, person("dora"))

    assert "13.00–14.15 Yksilöohjaus Saara Niemi" in shown
    assert "13.00–14.15 Päiväkoti Auringon tiimi Saara Niemi" in shown
    assert "Hanna" not in shown and "Muualla" not in shown
    assert "/meetings/" not in client.get("/calendar/").content.decode()


def test_a_mapping_conversation_stands_among_the_meetings_until_it_is_cancelled(client):
    aino = person("aino")
    talk = Talk.objects.create(
        practice=solo_practice(aino),
        supervisor=aino,
        starts_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
        minutes=45,
        remote=True,
        made_at=TEN,
        changed_at=TEN,
    )

    assert "10.00–10.45 Kartoittava keskustelu etänä" in calendar(client, aino, "?as=list")
    assert "Kartoittava keskustelu" in table(client, aino)
    Talk.objects.filter(pk=talk.pk).update(state=Talk.State.CANCELLED)
    assert "Kartoittava keskustelu" not in calendar(client, aino, "?as=list")


def test_the_queries_of_a_full_month_stay_few(client):
    aino = person("aino")
    process = process_of(aino)
    for day in range(1, 29):
        meeting_of(process, date(2027, 2, day), time(9))
    client.force_login(aino)

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/calendar/?month=2027-02").status_code == 200

    assert len(asked) <= 10
