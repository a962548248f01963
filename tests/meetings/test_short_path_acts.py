"""The short path through the front door: one form, and the process runs."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import commissioner, person, shared_practice, solo_practice
from tuokio.kit.once import new_token
from tuokio.meetings.models import Break, Meeting
from tuokio.people.models import Organisation
from tuokio.people.usecases import found_practice, give_role
from tuokio.supervision.models import Process
from tuokio.terms.words import FormOfWork, OrganisationKind, PracticeKind, ProcessState, Standing

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning in Finland."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


def typed(**fields: Any) -> dict[str, Any]:
    """What a supervisor types for a group of three."""
    return {
        "name": "Päiväkoti Auringon tiimi",
        "form": "group",
        "composition": "same_team_different_work",
        "member_names": "Bertta S.\nHenna\nT. K.",
        "payer_kind": "new",
        "payer_name": "Itäisen alueen varhaiskasvatus",
        "payer_type": "municipality",
        "length": "75",
        "price_cents": "160,50",
        "planned": "4",
        "interval_weeks": "3",
        "first_on": "24.11.2026",
        "at_time": "13.00",
        "place": "kokoushuone Kanerva",
        **fields,
    }


@pytest.fixture
def aino(client: Client) -> Any:
    aino = person("aino")
    solo_practice(aino)
    client.force_login(aino)
    return aino


def test_one_form_and_the_process_runs(client: Client, aino: Any):
    response = client.post("/processes/new/", typed())

    process = Process.objects.get()
    assert response["Location"] == f"/processes/{process.pk}/"
    assert process.now_in is ProcessState.RUNNING
    assert process.supervisor_on(date(2026, 11, 24)) == aino
    assert [member.name for member in process.members.all()] == ["Bertta S.", "Henna", "T. K."]
    assert process.payer == Organisation.objects.get(name="Itäisen alueen varhaiskasvatus")
    term = process.terms.get()
    assert (term.minutes, term.planned, term.interval_weeks, term.price_cents) == (75, 4, 3, 16_050)
    assert term.vat_code == "standard"
    assert [m.local_start.strftime("%d.%m. %H.%M") for m in process.meetings.all()] == [
        "24.11. 13.00",
        "15.12. 13.00",
        "05.01. 13.00",
        "26.01. 13.00",
    ]


def test_holidays_and_own_breaks_are_left_out_and_told(client: Client, aino: Any):
    Break.objects.create(supervisor=aino, from_on=date(2026, 12, 10), until_on=date(2026, 12, 12))

    response = client.post(
        "/processes/new/", typed(first_on="2026-12-06", interval_weeks="1", planned="2"), follow=True
    )

    assert "la" not in [m.local_start.strftime("%a") for m in Meeting.objects.all()]
    assert [m.local_start.date() for m in Meeting.objects.all()] == [date(2026, 12, 13), date(2026, 12, 20)]
    assert "itsenäisyyspäivä" in response.text.lower()


def test_the_same_form_sent_twice_makes_one_process(client: Client, aino: Any):
    once = new_token()

    first = client.post("/processes/new/", typed(once=once))
    second = client.post("/processes/new/", typed(once=once))

    assert Process.objects.count() == 1
    assert second["Location"] == first["Location"]


def test_wrong_input_keeps_everything_typed(client: Client, aino: Any):
    response = client.post(
        "/processes/new/", typed(price_cents="1.780", first_on="24.11.", member_names="Henna\nT. K.")
    )

    assert response.status_code == 200
    assert Process.objects.count() == 0
    assert Organisation.objects.count() == 0
    for kept in ("1.780", "24.11.", "Henna\nT. K.", "Päiväkoti Auringon tiimi", "Itäisen alueen"):
        assert kept in response.text


@pytest.mark.parametrize(
    ("form", "minutes"), [("individual", 60), ("pair", 75), ("group", 75), ("work_community", 120)]
)
def test_the_length_follows_the_form_unless_it_is_chosen(client: Client, aino: Any, form: str, minutes: int):
    client.post("/processes/new/", typed(form=form, length="", member_names=""))

    assert Process.objects.get().terms.get().minutes == minutes


def test_another_length_goes_before_the_choices(client: Client, aino: Any):
    client.post("/processes/new/", typed(length="75", other_length="100"))

    assert Process.objects.get().terms.get().minutes == 100


def test_a_number_is_enough_when_nobody_is_named(client: Client, aino: Any):
    client.post("/processes/new/", typed(member_names="Henna", member_count="4"))

    process = Process.objects.get()
    assert process.members.count() == 4
    assert process.member_count == 4
    assert sorted(m.name for m in process.members.all())[0] == "Henna"


def test_one_who_pays_for_themselves_is_their_own_customer(client: Client, aino: Any):
    client.post(
        "/processes/new/",
        typed(name="E. T.", form="individual", composition="", member_names="", payer_kind="self"),
    )

    process = Process.objects.get()
    assert process.payer is not None
    assert (process.payer.name, process.payer.kind) == ("E. T.", OrganisationKind.SELF_PAYER)
    assert [member.name for member in process.members.all()] == ["E. T."]


def test_a_known_customer_is_chosen_with_its_only_contact_person(client: Client, aino: Any):
    payer = commissioner(solo_practice(aino))

    client.post("/processes/new/", typed(payer_kind="known", payer=str(payer.pk)))

    process = Process.objects.get()
    assert process.payer == payer
    assert process.contact_person == payer.contact_persons.get()


def test_a_customer_of_someone_else_is_not_there_to_choose(client: Client, aino: Any):
    strange = commissioner(solo_practice(person("orvokki")), "Vieras tilaaja")

    response = client.post("/processes/new/", typed(payer_kind="known", payer=str(strange.pk)))

    assert response.status_code == 200
    assert "Vieras tilaaja" not in response.text
    assert Process.objects.count() == 0


def test_without_dates_the_process_runs_and_waits_for_them(client: Client, aino: Any):
    client.post("/processes/new/", typed(first_on="", at_time=""))

    process = Process.objects.get()
    assert process.now_in is ProcessState.RUNNING
    assert process.meetings.count() == 0


def test_a_date_without_its_time_is_asked_for(client: Client, aino: Any):
    response = client.post("/processes/new/", typed(at_time=""))

    assert response.context["form"].errors.keys() == {"at_time"}


def test_internal_supervision_has_no_price(client: Client):
    saara = person("saara")
    found_practice(name="Alueen työnohjaus", kind=PracticeKind.INTERNAL, owner=saara, at=TUESDAY)
    client.force_login(saara)

    shown = client.get("/processes/new/")
    client.post("/processes/new/", typed(price_cents=""))

    assert "price_cents" not in shown.text
    term = Process.objects.get().terms.get()
    assert (term.price_cents, term.vat_code) == (None, "")


def test_who_works_in_two_practices_chooses_one(client: Client, aino: Any):
    vire = shared_practice()
    give_role(practice=vire, person=aino, standing=Standing.SUPERVISOR, by=None, at=TUESDAY)

    shown = client.get("/processes/new/")
    client.post("/processes/new/", typed(practice_id=str(vire.pk)))

    assert "Vire" in shown.text
    assert Process.objects.get().practice == vire


def test_who_supervises_nowhere_finds_no_such_page(client: Client):
    client.force_login(person("outi"))

    assert client.get("/processes/new/").status_code == 404
    assert client.post("/processes/new/", typed()).status_code == 404
    assert Process.objects.count() == 0


NASTY = [
    "x" * 20_000,
    "🎻" * 60,
    "\u202eadiuN\u202c työnohjaus",
    "Nimi\x00lla",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "' OR 1=1 --",
    "   ",
]


@pytest.mark.parametrize("name", NASTY)
def test_whatever_is_typed_as_a_name_stays_a_name_or_is_refused_with_a_sentence(
    client: Client, aino: Any, name: str
):
    response = client.post("/processes/new/", typed(name=name, member_names=name, place=name), follow=True)

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    for process in Process.objects.all():
        assert client.get(f"/processes/{process.pk}/").status_code == 200
        assert client.get("/processes/").status_code == 200
        assert client.get(f"/meetings/{process.meetings.first().pk}/sheet/").status_code == 200  # type: ignore[union-attr]  # each has a meeting


@pytest.mark.parametrize("field", ["planned", "interval_weeks", "other_length", "member_count"])
@pytest.mark.parametrize("value", ["-1", "0", "99999999999", "abc", "1,5", "٣٣٣٣٣"])
def test_numbers_beyond_reason_are_refused_with_a_sentence(client: Client, aino: Any, field: str, value: str):
    response = client.post("/processes/new/", typed(**{field: value}))

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert Process.objects.count() == 0


@pytest.mark.parametrize("first_on", ["2099-12-30", "1969-01-01", "0001-01-01", "9999-12-31"])
def test_dates_beyond_the_calendar_are_refused_with_a_sentence(client: Client, aino: Any, first_on: str):
    response = client.post("/processes/new/", typed(first_on=first_on))

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Process.objects.count() == 0


# --- a telephone call -------------------------------------------------------------------------------------


def test_after_a_call_a_name_and_a_form_are_enough(client: Client, aino: Any):
    response = client.post("/processes/open/", {"name": "Kuntoutustiimi Kataja", "form": "group"})

    process = Process.objects.get()
    assert response["Location"] == f"/processes/{process.pk}/"
    assert process.now_in is ProcessState.MAPPING
    assert f"/processes/{process.pk}/start/" in client.get(response["Location"]).text


def test_an_opened_process_starts_by_the_same_form(client: Client, aino: Any):
    client.post("/processes/open/", {"name": "Kuntoutustiimi Kataja", "form": "group"})
    process = Process.objects.get()

    shown = client.get(f"/processes/{process.pk}/start/")
    client.post(f"/processes/{process.pk}/start/", typed(name="Kuntoutustiimi Kataja"))

    assert "Kuntoutustiimi Kataja" in shown.text
    process.refresh_from_db()
    assert process.now_in is ProcessState.RUNNING
    assert process.form == FormOfWork.GROUP
    assert process.meetings.count() == 4
    assert process.members.count() == 3
    assert [change.event for change in process.state_changes.all()] == ["open_process", "start_short"]


def test_starting_in_a_second_tab_tells_that_it_was_done(client: Client, aino: Any):
    client.post("/processes/open/", {"name": "Kataja", "form": "group"})
    process = Process.objects.get()
    client.post(f"/processes/{process.pk}/start/", typed())

    again = client.post(f"/processes/{process.pk}/start/", typed())

    assert again.status_code == 200
    assert again.context["form"].non_field_errors()
    assert process.meetings.count() == 4
    assert process.members.count() == 3


def test_a_stranger_cannot_start_it(client: Client, aino: Any):
    client.post("/processes/open/", {"name": "Kataja", "form": "group"})
    process = Process.objects.get()
    orvokki = person("orvokki")
    solo_practice(orvokki)
    client.force_login(orvokki)

    assert client.post(f"/processes/{process.pk}/start/", typed()).status_code == 404
    process.refresh_from_db()
    assert process.now_in is ProcessState.MAPPING
