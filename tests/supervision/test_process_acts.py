"""What a process is and who belongs to it, through the front door."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import commissioner, person, process_of, solo_practice
from tuokio.kit.once import new_token
from tuokio.people.models import Organisation, Person
from tuokio.supervision.models import AgreementPaper, Process
from tuokio.terms.words import PaperKind, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n%hei\n"


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


@pytest.fixture
def opened() -> Process:
    """After a telephone call: no terms yet."""
    process = process_of(person("aino"), event=ProcessEvent.OPEN_PROCESS)
    process.terms.all().delete()
    return process


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(person("aino"))
    return client


# --- frame ------------------------------------------------------------------------------------------------


def frame(**fields: Any) -> dict[str, Any]:
    return {"name": "Uusi nimi", "form": "group", "payer_kind": "later", "language": "fi", **fields}


def test_name_form_and_customer_can_be_changed(desk: Client, process: Process):
    desk.post(
        f"/processes/{process.pk}/frame/",
        frame(payer_kind="new", payer_name="Seurakunta", payer_type="church", language="sv"),
    )

    process.refresh_from_db()
    assert (process.name, process.language) == ("Uusi nimi", "sv")
    assert process.payer == Organisation.objects.get(name="Seurakunta")
    assert process.members.count() == 3
    assert process.member_count == 3


def test_the_frame_is_shown_as_it_is(desk: Client, process: Process):
    form = desk.get(f"/processes/{process.pk}/frame/").context["form"]

    assert form["name"].value() == process.name
    assert form["payer"].value() == process.payer_id
    assert form["contact_person"].value() == process.contact_person_id


def test_a_contact_person_of_another_customer_is_asked_again(desk: Client, process: Process):
    other = commissioner(process.practice, "Toinen tilaaja")

    response = desk.post(
        f"/processes/{process.pk}/frame/",
        frame(
            payer_kind="known",
            payer=str(process.payer_id),
            contact_person=str(other.contact_persons.get().pk),
        ),
    )

    assert response.context["form"].errors.keys() == {"contact_person"}


def test_a_customer_known_by_name_is_not_made_twice(desk: Client, process: Process):
    assert process.payer is not None
    desk.post(
        f"/processes/{process.pk}/frame/",
        frame(payer_kind="new", payer_name=f" {process.payer.name} "),
    )

    assert Organisation.objects.filter(practice=process.practice).count() == 1


# --- members ----------------------------------------------------------------------------------------------


def test_initials_are_enough_to_join(desk: Client, process: Process):
    once = new_token()
    typed = {"name": "M. L.", "joined_on": "24.11.2026", "once": once}

    desk.post(f"/processes/{process.pk}/members/", typed)
    desk.post(f"/processes/{process.pk}/members/", typed)

    member = process.members.get(name="M. L.")
    assert (member.joined_on, member.person) == (date(2026, 11, 24), None)
    assert Process.objects.get().member_count == 4


def test_who_stops_stays_in_the_history(desk: Client, process: Process):
    henna = process.members.get(name="Henna")

    desk.post(f"/processes/{process.pk}/members/{henna.pk}/leaving/", {"left_on": "2026-11-24"})

    henna.refresh_from_db()
    assert henna.left_on == date(2026, 11, 24)
    shown = desk.get(f"/processes/{process.pk}/members/")
    assert henna in shown.context["former"]


def test_a_name_is_written_otherwise(desk: Client, process: Process):
    henna = process.members.get(name="Henna")

    desk.post(f"/processes/{process.pk}/members/{henna.pk}/", {"name": "H. K."})

    henna.refresh_from_db()
    assert henna.name == "H. K."


def test_a_member_of_another_process_is_not_reached_through_this_one(desk: Client, process: Process):
    strange = process_of(person("orvokki")).members.get(name="Henna")

    for act in ("", "leaving/"):
        address = f"/processes/{process.pk}/members/{strange.pk}/{act}"
        assert desk.post(address, {"name": "X", "left_on": "2026-11-24"}).status_code == 404


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "x" * 20_000])
def test_a_name_that_is_none_is_asked_again(desk: Client, process: Process, name: str):
    response = desk.post(f"/processes/{process.pk}/members/", {"name": name, "joined_on": "2026-11-24"})

    assert response.context["form"].errors.keys() == {"name"}
    assert process.members.count() == 3


@pytest.mark.parametrize(
    "name", ["<b>Henna</b>", "=1+1", "\u202eanneH", "🎻" * 40, "Henna\x00", "a;b,c\td\"e'f", "{{ 7*7 }}"]
)
def test_a_strange_name_stays_a_name(desk: Client, process: Process, name: str):
    desk.post(f"/processes/{process.pk}/members/", {"name": name, "joined_on": "2026-11-24"})

    assert process.members.filter(name=name.replace("\x00", "")).exists()
    shown = desk.get(f"/processes/{process.pk}/").text
    assert "<b>Henna</b>" not in shown


# --- paper ------------------------------------------------------------------------------------------------


def upload(name: str = "sopimus.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_signed_agreement_is_kept_and_comes_back_as_it_was(desk: Client, process: Process):
    desk.post(
        f"/processes/{process.pk}/paper/", {"kind": "uploaded", "file": upload(), "signed_on": "1.8.2026"}
    )

    paper = process.papers.get()
    assert (paper.kind, paper.signed_on, paper.filename) == (
        PaperKind.UPLOADED,
        date(2026, 8, 1),
        "sopimus.pdf",
    )
    response = desk.get(f"/processes/{process.pk}/paper/{paper.pk}/")
    assert response.content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="agreement-2026-08-01.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_on_paper_at_my_place_is_enough(desk: Client, process: Process):
    desk.post(f"/processes/{process.pk}/paper/", {"kind": "at_my_place"})

    assert process.papers.get().content is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sopimus.pdf", b"<html>"),
        ("sopimus.pdf", b""),
        ("kuva.pdf", b"\x89PNG\r\n"),
        ("iso.pdf", PDF + b"x" * 6_000_000),
    ],
)
def test_what_is_no_pdf_or_too_large_is_refused_with_a_sentence(
    desk: Client, process: Process, name: str, content: bytes
):
    response = desk.post(
        f"/processes/{process.pk}/paper/", {"kind": "uploaded", "file": upload(name, content)}
    )

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"file"}
    assert not AgreementPaper.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a\r\nSet-Cookie: x=1.pdf", '"; x="', "🎻.pdf"])
def test_a_hostile_file_name_harms_nobody(desk: Client, process: Process, name: str):
    desk.post(f"/processes/{process.pk}/paper/", {"kind": "uploaded", "file": upload(name)})

    for paper in process.papers.all():
        assert "/" not in paper.filename
        assert desk.get(f"/processes/{process.pk}/paper/{paper.pk}/").status_code == 200


def test_no_one_else_downloads_the_agreement(client: Client, process: Process):
    paper = AgreementPaper.objects.create(
        process=process, kind=PaperKind.UPLOADED, content=PDF, filename="a.pdf", added_at=TUESDAY
    )
    for who in ("orvokki", "bertta", "outi"):
        if who == "orvokki":
            solo_practice(person(who))
        client.force_login(person(who))
        assert client.get(f"/processes/{process.pk}/paper/{paper.pk}/").status_code == 404


# --- before it begins -------------------------------------------------------------------------------------


def on_paper(**fields: Any) -> dict[str, Any]:
    terms = {
        "minutes": "75",
        "planned": "10",
        "interval_weeks": "3",
        "starts_on": "2026-12-01",
        "price_cents": "160",
        "vat_code": "standard",
        "free_until_hours": "48",
        "late_percent": "100",
        "no_show_percent": "100",
        "quorum": "2",
    }
    return {**{f"terms-{name}": value for name, value in terms.items()}, **fields}


def test_an_agreement_on_paper_leaves_out_the_parts_before_it(desk: Client, opened: Process):
    desk.post(
        f"/processes/{opened.pk}/agreement-on-paper/",
        on_paper(**{"paper-kind": "uploaded", "paper-file": upload()}),
    )

    opened.refresh_from_db()
    assert opened.now_in is ProcessState.AGREED
    assert opened.terms.get().price_cents == 16_000
    assert opened.papers.get().content == PDF
    assert f"/processes/{opened.pk}/series/" in desk.get(f"/processes/{opened.pk}/").text


def test_a_wrong_file_leaves_the_process_where_it_was(desk: Client, opened: Process):
    response = desk.post(
        f"/processes/{opened.pk}/agreement-on-paper/",
        on_paper(**{"paper-kind": "uploaded", "paper-file": upload(content=b"x")}),
    )

    assert response.status_code == 200
    opened.refresh_from_db()
    assert opened.now_in is ProcessState.MAPPING
    assert not opened.terms.exists()


def test_the_same_agreement_sent_twice_is_one(desk: Client, opened: Process):
    once = new_token()
    for _time in range(2):
        desk.post(
            f"/processes/{opened.pk}/agreement-on-paper/",
            on_paper(**{"paper-kind": "at_my_place", "once": once}),
        )

    assert opened.terms.count() == 1
    assert opened.papers.count() == 1


def test_a_referral_keeps_only_where_to(desk: Client, opened: Process):
    desk.post(f"/processes/{opened.pk}/referral/", {"reason": "occupational_health"})

    opened.refresh_from_db()
    assert opened.now_in is ProcessState.REFERRED
    assert opened.state_changes.latest("pk").reason == "occupational_health"
    desk.post(f"/processes/{opened.pk}/declining/", {})
    opened.refresh_from_db()
    assert opened.now_in is ProcessState.DECLINED


def test_a_process_that_does_not_start_gives_no_reason(desk: Client, opened: Process):
    desk.post(f"/processes/{opened.pk}/declining/", {})

    opened.refresh_from_db()
    assert opened.now_in is ProcessState.DECLINED
    assert opened.state_changes.latest("pk").reason == ""


def test_a_running_process_is_not_declined(desk: Client, process: Process):
    response = desk.post(f"/processes/{process.pk}/declining/", {})

    assert response.context["form"].non_field_errors()
    process.refresh_from_db()
    assert process.now_in is ProcessState.RUNNING


def test_a_former_supervisor_changes_nothing(client: Client, process: Process):
    yesterday = date(2026, 11, 23)
    process.leads.update(until_on=yesterday)
    client.force_login(person("aino"))

    for act in ("frame", "members", "paper", "agreement-on-paper", "referral", "declining"):
        assert client.get(f"/processes/{process.pk}/{act}/").status_code == 404
    assert yesterday + timedelta(days=1) == TUESDAY.date()


def test_the_pages_need_signing_in(client: Client, process: Process):
    for act in ("frame", "members", "paper", "agreement-on-paper", "referral", "declining"):
        response = client.get(f"/processes/{process.pk}/{act}/")
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/")


def test_who_only_takes_part_does_not_edit(client: Client, process: Process):
    bertta: Person = person("bertta")
    client.force_login(bertta)

    assert client.post(f"/processes/{process.pk}/frame/", frame()).status_code == 404
