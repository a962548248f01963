"""*Laskutettavat*: what was held or charged, per payer and month, and what became of it."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice, terms_of
from tuokio.kit.once import new_token
from tuokio.meetings.models import Charge, Meeting
from tuokio.meetings.usecases.course import close_process
from tuokio.meetings.usecases.one_meeting import cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

pytestmark = pytest.mark.django_db


def held(
    process: Process, by: Person, count: int = 2, first: date = date(2026, 9, 1), hour: int = 13
) -> list[Meeting]:
    term = process.current_term
    assert term is not None
    rhythm = Rhythm(first_on=first, at_time=time(hour), count=count, every_weeks=3, minutes=term.minutes)
    meetings = plan_series(process=process, term=term, rhythm=rhythm, by=by, at=MORNING).meetings
    everyone = [member.pk for member in process.members.all()]
    return [hold_meeting(meeting=one, present=everyone, by=by, at=MORNING) for one in meetings]


def test_a_held_meeting_stands_with_its_payer_month_and_vat(client: Client) -> None:
    aino = person("aino")
    process = process_of(aino, price_cents=27_500, order_number="4711-26")
    held(process, aino, count=1)
    client.force_login(aino)

    page = client.get("/to-invoice/").context["page"]

    (group,) = page.groups
    (row,) = group.rows
    assert (group.payer, group.first_day, group.order_number) == (
        "Itäisen alueen varhaiskasvatus",
        date(2026, 9, 1),
        "4711-26",
    )
    assert tuple(row.sums) == (27_500, 7_013, 34_513)
    assert "25,5" in row.vat


def test_what_is_marked_as_invoiced_leaves_the_list_and_cannot_be_corrected(client: Client) -> None:
    aino = person("aino")
    process = process_of(aino)
    (meeting,) = held(process, aino, count=1)
    client.force_login(aino)
    address = f"/to-invoice/2026-09/{process.payer_id}/"

    answer = client.post(
        address, {"act": "invoiced", "charges": [str(meeting.charge.pk)], "number": "2026-114"}
    )

    assert answer.status_code == 302
    charge = Charge.objects.get()
    assert (charge.payment, charge.invoice_number, charge.settled_by) == ("invoiced", "2026-114", aino)
    assert client.get("/to-invoice/").context["page"].groups == ()
    assert "2026-114" in client.get("/to-invoice/?month=2026-09").text


def test_two_windows_settle_a_meeting_once(client: Client) -> None:
    aino = person("aino")
    process = process_of(aino)
    (meeting,) = held(process, aino, count=1)
    client.force_login(aino)
    address = f"/to-invoice/2026-09/{process.payer_id}/"
    client.post(address, {"act": "invoiced", "charges": [str(meeting.charge.pk)], "number": "1"})

    second = client.post(
        address,
        {"act": "not_invoiced", "charges": [str(meeting.charge.pk)], "reason": "goodwill", "word": "sovittu"},
    )

    assert second.status_code == 422
    assert "sovittu" in second.text
    assert Charge.objects.get().payment == "invoiced"


def test_an_answer_that_was_lost_is_given_again(client: Client) -> None:
    aino = person("aino")
    process = process_of(aino)
    (meeting,) = held(process, aino, count=1)
    client.force_login(aino)
    address = f"/to-invoice/2026-09/{process.payer_id}/"
    form = {"act": "invoiced", "charges": [str(meeting.charge.pk)], "number": "7", "once": new_token()}

    first, again = client.post(address, form), client.post(address, form)

    assert (first.status_code, again.status_code) == (302, 302)
    assert first.headers["Location"] == again.headers["Location"]


@pytest.mark.parametrize(
    "given",
    [{"act": "invoiced", "number": ""}, {"act": "not_invoiced", "reason": ""}, {"act": "", "number": "1"}],
)
def test_marking_without_a_number_or_a_reason_is_refused(client: Client, given: dict[str, str]) -> None:
    aino = person("aino")
    process = process_of(aino)
    (meeting,) = held(process, aino, count=1)
    client.force_login(aino)

    answer = client.post(
        f"/to-invoice/2026-09/{process.payer_id}/", {**given, "charges": [str(meeting.charge.pk)]}
    )

    assert answer.status_code == 422
    assert Charge.objects.get().payment == "open"


def test_not_invoiced_with_a_word_why_and_taken_back(client: Client) -> None:
    aino = person("aino")
    process = process_of(aino)
    (meeting,) = held(process, aino, count=1)
    client.force_login(aino)
    address = f"/to-invoice/2026-09/{process.payer_id}/"
    client.post(
        address,
        {
            "act": "not_invoiced",
            "charges": [str(meeting.charge.pk)],
            "reason": "goodwill",
            "word": "sovittu niin",
        },
    )
    assert "sovittu niin" in client.get(address).text

    client.post(f"/charges/{meeting.charge.pk}/reopening/")

    assert Charge.objects.get().payment == "open"


def test_what_is_open_guards_closing() -> None:
    from tuokio.meetings.usecases.course import StillToInvoice
    from tuokio.terms.words import ProcessEvent

    aino = person("aino")
    process = process_of(aino, planned=1)
    held(process, aino, count=1)
    process.refresh_from_db()
    process.move(ProcessEvent.REVIEW_DONE, by=aino, at=MORNING)

    with pytest.raises(StillToInvoice):
        close_process(process=process, by=aino, at=MORNING)


def test_a_formula_as_a_name_does_not_run_in_the_csv(client: Client) -> None:
    aino = person("aino")
    process = process_of(aino, name="=HYPERLINK(1)")
    held(process, aino, count=1)
    client.force_login(aino)

    answer = client.get("/to-invoice/?as=csv")

    assert answer.headers["Content-Type"].startswith("text/csv")
    text = answer.content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert ";160,00;" in text


def test_internal_supervision_counts_hours_and_has_no_price(client: Client) -> None:
    from tuokio.people.usecases import found_practice
    from tuokio.terms.words import PracticeKind

    aino = person("aino")
    unit = found_practice(
        name="Hyvinvointialueen työnohjaajat", kind=PracticeKind.INTERNAL, owner=aino, at=MORNING
    )
    process = process_of(aino, practice=unit, price_cents=9_900)
    held(process, aino, count=2)
    client.force_login(aino)

    assert client.get("/to-invoice/").context["page"].groups == ()
    (group,) = client.get("/to-invoice/?month=2026-09").context["page"].groups
    assert group.hours_only
    assert group.hours == "2,5"
    assert group.total.net == 0


def test_the_supervisor_of_a_shared_practice_sees_only_the_own_processes(client: Client) -> None:
    practice = shared_practice()
    saara, olavi = person("saara"), person("olavi")
    held(process_of(saara, practice=practice, name="Saaran"), saara, count=1)
    held(process_of(olavi, practice=practice, name="Olavin"), olavi, count=1)

    client.force_login(saara)
    assert {r.process for g in client.get("/to-invoice/").context["page"].groups for r in g.rows} == {
        "Saaran"
    }
    client.force_login(olavi)
    assert {r.process for g in client.get("/to-invoice/").context["page"].groups for r in g.rows} == {
        "Saaran",
        "Olavin",
    }
    client.force_login(person("outi"))
    assert client.get("/to-invoice/").context["page"].groups == ()


def test_a_practice_that_owes_nothing_says_so(client: Client) -> None:
    client.force_login(solo_practice().roles.first().person)

    assert "Ei mitään laskutettavaa" in client.get("/to-invoice/").text


def test_the_list_asks_few_questions_however_long_it_is(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    aino = person("aino")
    for number in range(4):
        held(process_of(aino, name=f"Ryhmä {number}"), aino, count=3, hour=8 + 2 * number)
    client.force_login(aino)

    with django_assert_max_num_queries(10):
        client.get("/to-invoice/?month=2026-09")


def test_a_price_changed_later_leaves_old_charges_alone() -> None:
    aino = person("aino")
    process = process_of(aino)
    (meeting,) = held(process, aino, count=1)
    terms_of(process, price_cents=20_000)

    assert Charge.objects.get(meeting=meeting).net_cents == 16_000


def test_a_meeting_of_spring_2024_bears_the_rate_of_its_day() -> None:
    aino = person("aino")
    process = process_of(aino, lead_from=date(2024, 1, 1))
    held(process, aino, count=1, first=date(2024, 5, 7))

    assert Charge.objects.get().vat_percent == Decimal("24.00")


def test_what_was_cancelled_late_says_so(client: Client) -> None:
    aino = person("aino")
    process = process_of(aino, late_percent=50)
    term = process.current_term
    assert term is not None
    rhythm = Rhythm(first_on=date(2026, 11, 24), at_time=time(13), count=1, every_weeks=1, minutes=75)
    (meeting,) = plan_series(process=process, term=term, rhythm=rhythm, by=aino, at=MORNING).meetings
    cancel_meeting(
        meeting=meeting,
        cancelled_by=CancelledBy.COMMISSIONER,
        reason=CancellationReason.SHIFT_CHANGE,
        by=aino,
        at=MORNING,
    )
    client.force_login(aino)

    (row,) = client.get("/to-invoice/?month=2026-11").context["page"].groups[0].rows

    assert row.sums.net == 8_000
    assert row.what.endswith("peruttu, laskutetaan, 50\N{NO-BREAK SPACE}%")
