"""The coordinator's overview: what it counts, whom it opens for, and whom it never names."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import commissioner, person, process_of, shared_practice, solo_practice
from tests.reading import words_of
from tuokio.desk.pages.coordination import MOST_UNITS
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Organisation, Practice, Unit
from tuokio.people.usecases import found_practice, give_role
from tuokio.supervision.models import Lead, Process
from tuokio.terms.words import FormOfWork, OrganisationKind, PracticeKind, ProcessState, Standing

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ADDRESS = "/coordination/"


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning in Finland."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def dora(client: Client) -> Client:
    shared_practice()
    client.force_login(person("dora"))
    return client


def course(name: str = "Päivätiimi", *, unit: str = "", who: str = "saara", **fields: Any) -> Process:
    """A process of Saara's in the shared practice, in a unit if one is named."""
    process = process_of(person(who), practice=shared_practice(), name=name, **fields)
    if unit:
        assert process.payer is not None
        process.unit, _new = Unit.objects.get_or_create(
            practice=process.practice, organisation=process.payer, name=unit
        )
        process.save()
    return process


def planned(
    process: Process, count: int, *, first_on: date = date(2026, 12, 1), weeks: int = 1, hour: int = 13
) -> list[Meeting]:
    rhythm = Rhythm(first_on=first_on, at_time=time(hour), count=count, every_weeks=weeks, minutes=75)
    term = process.terms.latest("number")
    return list(plan_series(process=process, term=term, rhythm=rhythm, by=None, at=TUESDAY).meetings)


def marked(meetings: list[Meeting], state: str = "held") -> None:
    Meeting.objects.filter(pk__in=[one.pk for one in meetings]).update(state=state)


def page(client: Client, query: str = "") -> Any:
    return client.get(f"{ADDRESS}{query}").context["page"]


def sums(rows: Any) -> list[tuple[str, int, int, int, int]]:
    return [(str(one.label), one.processes, one.held, one.planned, one.ending) for one in rows]


def names(client: Client, query: str = "") -> list[str]:
    return [row.name for row in page(client, query).rows]


def file_of(client: Client, query: str = "?as=csv") -> list[list[str]]:
    answer = client.get(f"{ADDRESS}{query}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="tyonohjaukset.csv"'
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


# --- what it counts ---------------------------------------------------------------------------------------


def test_each_process_stands_with_unit_supervisor_state_held_and_planned(dora: Client) -> None:
    process = course(unit="Vuodeosasto 4", planned=6)
    meetings = planned(process, 5, first_on=date(2026, 10, 6))
    marked(meetings[:2])
    marked(meetings[2:3], "no_show")
    marked(meetings[3:4], "cancelled_free")

    (row,) = page(dora).rows

    assert (row.name, str(row.form), row.unit, row.supervisor, str(row.state), row.held, row.planned) == (
        "Päivätiimi",
        "Ryhmätyönohjaus",
        "Itäisen alueen varhaiskasvatus · Vuodeosasto 4",
        "Saara Niemi",
        "käynnissä",
        2,
        6,
    )


def test_what_was_held_before_moving_in_counts_and_only_the_newest_terms_do(dora: Client) -> None:
    from tests.cast import terms_of

    process = course(planned=8)
    marked(planned(process, 3, first_on=date(2026, 9, 1)))
    terms_of(process, planned=5, held_before=2)
    marked(planned(process, 1, first_on=date(2026, 11, 3)))

    (row,) = page(dora).rows

    assert (row.held, row.planned) == (3, 5)


def test_a_process_without_terms_or_customer_is_there_with_what_is_known(dora: Client) -> None:
    process = course(event="open_process")
    process.terms.all().delete()
    Process.objects.update(payer=None)
    Lead.objects.all().delete()

    (row,) = page(dora).rows

    assert (row.unit, row.supervisor, row.held, row.planned, row.ends_on, row.ends_soon) == (
        "ei vielä tiedossa",
        "ei vielä työnohjaajaa",
        0,
        0,
        None,
        False,
    )


def test_units_and_all_together_are_summed(dora: Client) -> None:
    one, two = course("Yötiimi", unit="Osasto 1", planned=4), course("Päivätiimi", unit="Osasto 1", planned=6)
    course("Neuvola", unit="Neuvola", planned=10, who="olavi")
    course("Hallinto", planned=3)
    marked(planned(one, 3))
    planned(two, 6, hour=9)

    shown = page(dora)

    assert sums(shown.units) == [
        ("Itäisen alueen varhaiskasvatus", 1, 0, 3, 0),
        ("Itäisen alueen varhaiskasvatus · Neuvola", 1, 0, 10, 0),
        ("Itäisen alueen varhaiskasvatus · Osasto 1", 2, 3, 10, 1),
    ]
    assert sums(shown.supervisors) == [("Olavi Ranta", 1, 0, 10, 0), ("Saara Niemi", 3, 3, 13, 1)]
    assert sums(shown.states) == [("käynnissä", 4, 3, 23, 1)]
    assert sums([shown.total]) == [("Kaikki", 4, 3, 23, 1)]


def test_states_stand_in_the_order_of_the_way(dora: Client) -> None:
    for name, state in (("A", "closed"), ("B", "mapping"), ("C", "running"), ("D", "paused")):
        Process.objects.filter(pk=course(name).pk).update(state=state)

    assert [str(row.label) for row in page(dora, "?state=all").states] == [
        *("kartoitus", "käynnissä", "tauolla", "päättynyt"),
    ]


@pytest.mark.parametrize(
    ("ends_on", "soon"),
    [
        (date(2026, 11, 1), True),  # past its end and still under way
        (date(2027, 2, 22), True),
        (date(2027, 2, 23), False),
        (None, False),
    ],
)
def test_an_agreed_last_day_within_ninety_days_is_near(
    dora: Client, ends_on: date | None, soon: bool
) -> None:
    course(ends_on=ends_on)

    (row,) = page(dora).rows

    assert (row.ends_on, row.ends_soon) == (ends_on, soon)
    assert row.has_passed is (ends_on == date(2026, 11, 1))
    assert ("loppu on jo ohi" in words_of(dora.get(ADDRESS))) is row.has_passed
    assert names(dora, "?ending=1") == (["Päivätiimi"] if soon else [])


def test_without_an_agreed_day_the_last_meeting_is_the_end_once_all_have_dates(dora: Client) -> None:
    near, far, open_ended = (
        course("Lähellä", planned=3),
        course("Kaukana", planned=3),
        course("Auki", planned=4),
    )
    planned(near, 3)
    planned(far, 3, weeks=8, hour=9)
    planned(open_ended, 3, hour=16)

    assert {row.name: (row.ends_on, row.ends_soon) for row in page(dora).rows} == {
        "Lähellä": (date(2026, 12, 15), True),
        "Kaukana": (date(2027, 3, 23), False),
        "Auki": (None, False),
    }


def test_the_ninetieth_day_ends_at_midnight_in_finland(dora: Client) -> None:
    process = course(planned=1)
    meeting = planned(process, 1)[0]
    for starts_at, soon in (
        (datetime(2027, 2, 22, 21, 59, tzinfo=UTC), True),
        (datetime(2027, 2, 22, 22, 0, tzinfo=UTC), False),
    ):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts_at)
        assert page(dora).rows[0].ends_soon is soon


def test_what_is_not_under_way_is_not_ending(dora: Client) -> None:
    process = course(ends_on=date(2026, 12, 1))
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED)

    assert names(dora, "?state=all&ending=1") == []


# --- filters ----------------------------------------------------------------------------------------------


def test_ended_ones_are_left_out_until_they_are_asked_for(dora: Client) -> None:
    course("Käynnissä")
    for name, state in (("Päättynyt", ProcessState.CLOSED), ("Poistettu", ProcessState.ERASED)):
        Process.objects.filter(pk=course(name).pk).update(state=state)

    assert names(dora) == ["Käynnissä"]
    assert sorted(names(dora, "?state=all")) == ["Käynnissä", "Päättynyt"]
    assert names(dora, "?state=closed") == ["Päättynyt"]
    assert names(dora, "?state=erased") == ["Käynnissä"]


def test_filters_are_kept_together_in_pages_and_file(dora: Client) -> None:
    own = course("Yötiimi", unit="Osasto 1", ends_on=date(2026, 12, 24))
    course("Päivätiimi", unit="Osasto 1", ends_on=date(2026, 12, 24), who="olavi")
    course("Neuvola", unit="Neuvola", ends_on=date(2026, 12, 24))
    query = f"?unit={own.unit_id}&supervisor={person('saara').pk}&state=running&ending=1"

    shown = page(dora, query)

    assert [row.name for row in shown.rows] == ["Yötiimi"]
    assert shown.query == f"&unit={own.unit_id}&supervisor={person('saara').pk}&state=running&ending=1"
    assert [row[1] for row in file_of(dora, f"?as=csv{shown.query}")[1:]] == ["Yötiimi"]
    text = dora.get(ADDRESS + query).text
    assert f'href="?as=csv&amp;unit={own.unit_id}&amp;supervisor=' in text
    assert f'<option value="{own.unit_id}" selected>' in text
    assert f'<option value="{person("saara").pk}" selected>Saara Niemi' in text


def test_a_customer_is_found_with_all_its_units(dora: Client) -> None:
    process = course("Yötiimi", unit="Osasto 1")
    course("Hallinto")

    assert sorted(names(dora, f"?unit={process.payer_id}")) == ["Hallinto", "Yötiimi"]
    assert names(dora, f"?unit={process.unit_id}") == ["Yötiimi"]


def test_what_nobody_leads_is_found(dora: Client) -> None:
    course("Johdettu")
    Lead.objects.filter(process=course("Vapaa")).update(until_on=date(2026, 11, 23))

    shown = page(dora)

    assert ("none", "ei vielä työnohjaajaa") in [
        (one.value, str(one.label)) for one in shown.supervisor_choices
    ]
    assert names(dora, "?supervisor=none") == ["Vapaa"]
    assert names(dora, f"?supervisor={person('saara').pk}") == ["Johdettu"]


@pytest.mark.parametrize(
    "query",
    ["?unit=x", "?supervisor=1", "?state=nothing", "?page=zebra", "?page=99", "?ending=maybe", "?unit=%00"],
)
def test_what_cannot_be_understood_in_an_address_is_left_out(dora: Client, query: str) -> None:
    course()

    assert names(dora, query) == ["Päivätiimi"]


def test_a_filter_that_leaves_nothing_says_so_and_leads_back(dora: Client) -> None:
    course()

    shown = words_of(dora.get(f"{ADDRESS}?state=paused"))

    assert "Mitään ei löytynyt." in shown
    assert "CSV" not in shown


def test_an_empty_practice_has_a_calm_page(dora: Client) -> None:
    shown = words_of(dora.get(ADDRESS))

    assert (
        "Prosesseja ei vielä ole. Kun joku työnohjaajista avaa ensimmäisen, sen luvut tulevat tähän." in shown
    )
    assert "Rajaa" not in shown


# --- whom it opens for ------------------------------------------------------------------------------------


def test_only_those_who_look_after_several_supervisors_open_it(client: Client) -> None:
    course()
    solo_practice(person("aino"))
    for who, status in (
        ("dora", 200),
        ("olavi", 200),
        ("saara", 404),
        ("aino", 404),
        ("bertta", 404),
        ("outi", 404),
    ):
        client.force_login(person(who))
        assert client.get(ADDRESS).status_code == status, who


def test_a_role_that_ended_opens_nothing(dora: Client) -> None:
    course()
    shared_practice().roles.filter(person=person("dora")).update(ended_on=date(2026, 11, 1))

    assert dora.get(ADDRESS).status_code == 404


def test_an_internal_unit_has_it_and_sees_no_other_practice(client: Client) -> None:
    course("Vireen tiimi")
    raija = person("raija")
    internal = found_practice(name="Sisäiset", kind=PracticeKind.INTERNAL, owner=raija, at=TUESDAY)
    give_role(practice=internal, person=raija, standing=Standing.COORDINATOR, by=raija, at=TUESDAY)
    process_of(raija, practice=internal, name="Oma tiimi", price_cents=None)
    client.force_login(raija)

    assert names(client) == ["Oma tiimi"]
    assert page(client).total.processes == 1  # owner and coordinator: counted once


def test_one_s_own_solo_practice_is_not_mixed_in(client: Client) -> None:
    course("Vireen tiimi")
    olavi = person("olavi")
    process_of(olavi, practice=solo_practice(olavi), name="Oma asiakas")
    client.force_login(olavi)

    assert names(client, "?state=all") == ["Vireen tiimi"]
    assert [row[1] for row in file_of(client)[1:]] == ["Vireen tiimi"]


def test_another_practice_s_unit_in_the_address_finds_nothing(dora: Client) -> None:
    course()
    other = process_of(person("aino"), name="Ainon ryhmä")

    assert names(dora, f"?unit={other.payer_id}") == []
    assert names(dora, f"?supervisor={person('aino').pk}") == []


# --- whom it never names ----------------------------------------------------------------------------------


def test_no_supervised_person_is_named_on_the_page_or_in_the_file(dora: Client) -> None:
    course("Päivätiimi", member_names=("Bertta S.", "Henna Kivi"))
    for name, form in (("Hanna Kallas", FormOfWork.INDIVIDUAL), ("Joel ja Riikka", FormOfWork.PAIR)):
        process = course(name, form=form, member_names=(name,))
        process.payer = Organisation.objects.create(
            practice=process.practice, name=f"{name}, itse", kind=OrganisationKind.SELF_PAYER
        )
        process.save()

    assert sorted(names(dora)) == ["Päivätiimi", "Työparin ohjaus", "Yksilöohjaus"]
    for told in (dora.get(ADDRESS).text, dora.get(f"{ADDRESS}?as=csv").content.decode("utf-8-sig")):
        for hidden in ("Bertta", "Henna", "Hanna", "Kallas", "Joel", "Riikka", ", itse"):
            assert hidden not in told
    assert sorted({row.unit for row in page(dora).rows}) == ["Itäisen alueen varhaiskasvatus", "maksaa itse"]
    assert sorted(names(dora, "?unit=self")) == ["Työparin ohjaus", "Yksilöohjaus"]
    assert [row.processes for row in page(dora, "?unit=self").units] == [2]


def test_a_self_payer_cannot_be_asked_for_by_key(dora: Client) -> None:
    process = course("Hanna Kallas", form=FormOfWork.INDIVIDUAL)
    Organisation.objects.filter(pk=process.payer_id).update(kind=OrganisationKind.SELF_PAYER)

    assert names(dora, f"?unit={process.payer_id}") == []
    assert str(process.payer_id) not in dora.get(ADDRESS).text


# --- the file ---------------------------------------------------------------------------------------------


def test_the_file_has_every_row_and_opens_as_a_table(dora: Client) -> None:
    marked(planned(course("Päivätiimi", unit="Osasto 1", planned=2, ends_on=date(2027, 1, 31)), 1))

    assert file_of(dora) == [
        ["Yksikkö", "Prosessi", "Muoto", "Työnohjaaja", "Tila", "Pidetty", "Sovittu", "Päättyy"],
        [
            *("Itäisen alueen varhaiskasvatus · Osasto 1", "Päivätiimi", "Ryhmätyönohjaus", "Saara Niemi"),
            *("käynnissä", "1", "2", "31.1.2027"),
        ],
    ]


def test_the_file_runs_no_formula(dora: Client) -> None:
    course('=HYPERLINK("x")', unit="+cmd|' /C calc'!A0")

    (_header, row) = file_of(dora)

    assert row[1] == '\'=HYPERLINK("x")'
    assert row[0].startswith("Itäisen alueen varhaiskasvatus · +cmd")


# --- many -------------------------------------------------------------------------------------------------


def many(practice: Practice, number: int) -> None:
    """Bare processes in so many units of one customer."""
    payer = commissioner(practice)
    units = Unit.objects.bulk_create(
        Unit(practice=practice, organisation=payer, name=f"Yksikkö {place:04}") for place in range(number)
    )
    Process.objects.bulk_create(
        Process(
            practice=practice,
            name=f"Ryhmä {place:04}",
            form=FormOfWork.GROUP,
            state=ProcessState.RUNNING,
            state_since=TUESDAY,
            opened_at=TUESDAY,
            payer=payer,
            unit=unit,
        )
        for place, unit in enumerate(units)
    )


def test_a_long_list_comes_in_pages_and_the_file_whole(dora: Client) -> None:
    many(shared_practice(), MOST_UNITS + 20)

    assert names(dora) == [f"Ryhmä {place:04}" for place in range(50)]
    assert names(dora, "?page=3") == [f"Ryhmä {place:04}" for place in range(100, 120)]
    assert len(file_of(dora)) == MOST_UNITS + 21
    assert (len(page(dora).units), page(dora).more_units) == (MOST_UNITS, 20)
    assert page(dora).total.processes == MOST_UNITS + 20
    assert "Vielä 20 yksikköä löytyy tiedostosta ja rajaamalla." in words_of(dora.get(ADDRESS))


def test_the_questions_stay_few_however_much_there_is(
    dora: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    planned(course(unit="Osasto 1"), 3)
    with django_assert_max_num_queries(12) as few:
        dora.get(ADDRESS)
    many(shared_practice(), 60)
    for place in range(5):
        planned(
            course(f"Tiimi {place}", unit=f"Osasto {place}"),
            3,
            weeks=2,
            hour=15 + 2 * place if place < 4 else 8,
        )

    with django_assert_num_queries(len(few)):
        dora.get(ADDRESS)
    with django_assert_max_num_queries(5):
        dora.get(f"{ADDRESS}?as=csv")


# --- the way here -----------------------------------------------------------------------------------------


def test_the_practice_s_day_leads_here(client: Client) -> None:
    course()
    solo_practice(person("aino"))
    for who, query, leads in (("dora", "", True), ("olavi", "?practice=1", True), ("aino", "", False)):
        client.force_login(person(who))
        assert (f'href="{ADDRESS}"' in client.get(f"/today/{query}").text) is leads


def test_it_is_read_in_swedish_and_english(dora: Client) -> None:
    course()
    for language, heading in (("sv", "Översikt av handledningen"), ("en", "Overview of supervision")):
        dorothy = person("dora")
        dorothy.language = language
        dorothy.save()
        assert heading in dora.get(ADDRESS).text
