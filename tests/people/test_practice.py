"""What an owner sees to: name, terms, VAT, people; and the customers of a practice."""

from datetime import date

import pytest
from django.test import Client

from tests.cast import MORNING, commissioner, person, process_of, shared_practice, solo_practice
from tests.doors import code_in_mail, enter, newest_letter
from tuokio.kit.models import Letter
from tuokio.people.models import ContactPerson, Invitation, Organisation, Person, Practice, Unit
from tuokio.people.usecases import give_role
from tuokio.terms.words import Standing

pytestmark = pytest.mark.django_db

DETAILS = {"name": "Työnohjaus Hurme", "kind": "solo", "language": "fi"}
CUSTOMER = {"name": "Rannikon seurakunta", "kind": "church", "language": "sv"}


@pytest.fixture
def practice() -> Practice:
    return solo_practice()


@pytest.fixture
def aino(client: Client, practice: Practice) -> Person:
    owner = person("aino")
    enter(client, owner)
    return owner


def test_one_practice_opens_at_once(client, practice, aino):
    assert client.get("/practice/").headers["location"] == f"/practice/{practice.pk}/"


@pytest.mark.parametrize(
    ("typed", "kept"), [("1234567-1", "1234567-1"), (" fi12345671 ", "1234567-1"), ("", "")]
)
def test_a_business_id_is_kept_as_it_is_written(client, practice, aino, typed, kept):
    client.post(f"/practice/{practice.pk}/", {**DETAILS, "business_id": typed})

    practice.refresh_from_db()
    assert practice.business_id == kept


@pytest.mark.parametrize("typed", ["123", "1234567-8", "abc", "😀", "1" * 12])
def test_a_business_id_that_does_not_add_up_is_asked_again(client, practice, aino, typed):
    answer = client.post(f"/practice/{practice.pk}/?lang=en", {**DETAILS, "business_id": typed})

    assert "does not add up" in answer.text or "at most 12" in answer.text
    assert f'value="{typed}"' in answer.text
    practice.refresh_from_db()
    assert practice.business_id == ""


def test_a_practice_with_processes_stays_one_that_invoices(client, practice, aino):
    process_of(aino)

    answer = client.post(f"/practice/{practice.pk}/", {**DETAILS, "kind": "internal"})

    practice.refresh_from_db()
    assert (answer.status_code, practice.kind) == (200, "solo")


def test_one_who_worked_alone_takes_others_in(client, practice, aino):
    process_of(aino)

    client.post(f"/practice/{practice.pk}/", {**DETAILS, "kind": "practice"})

    practice.refresh_from_db()
    assert practice.kind == "practice"


def test_terms_within_reason(client, practice, aino):
    address = f"/practice/{practice.pk}/terms/"
    said = {
        "free_until_hours": "72",
        "late_percent": "50",
        "no_show_percent": "100",
        "count_business_days": "on",
    }
    client.post(address, said)
    refused = client.post(address, {**said, "late_percent": "101"})

    practice.refresh_from_db()
    assert (practice.free_until_hours, practice.late_percent, practice.count_business_days) == (72, 50, True)
    assert refused.status_code == 200


def test_a_vat_treatment_changes_from_a_day_on(client, practice, aino):
    address = f"/practice/{practice.pk}/vat/"
    row = {
        "changes": "standard",
        "percent": "26",
        "valid_from": "2027-01-01",
        "reason_fi": "",
        "once": "v" * 24,
    }
    for _ in range(2):
        client.post(address, row)

    newest, before = practice.vat_codes.filter(code="standard").order_by("-valid_from")[:2]
    assert (str(newest.percent), newest.valid_from, newest.valid_until) == ("26.00", date(2027, 1, 1), None)
    assert before.valid_until == date(2026, 12, 31)


@pytest.mark.parametrize("percent", ["13,5", "13.50"])
def test_a_vat_treatment_of_ones_own_stands_beside_the_others(client, practice, aino, percent):
    client.post(
        f"/practice/{practice.pk}/vat/",
        {"changes": "", "percent": percent, "valid_from": "2026-01-01", "reason_fi": "Oma peruste"},
    )
    client.post(f"/practice/{practice.pk}/vat/choice/", {"vat_code": "own_1"})

    practice.refresh_from_db()
    assert practice.vat_code == "own_1"
    shown = client.get(f"/practice/{practice.pk}/vat/").text
    assert "13,5 % · Oma peruste" in shown
    assert "exempt_care</" not in shown.replace('value="exempt_care"', "")


def test_the_past_of_a_vat_treatment_is_not_rewritten(client, practice, aino):
    before = list(practice.vat_codes.values())

    answer = client.post(
        f"/practice/{practice.pk}/vat/", {"changes": "standard", "percent": "10", "valid_from": "2001-01-01"}
    )

    assert answer.status_code == 200
    assert list(practice.vat_codes.values()) == before


@pytest.mark.parametrize("percent", ["-1", "101", "x", "1e9", ""])
def test_a_vat_per_cent_is_one(client, practice, aino, percent):
    before = practice.vat_codes.count()

    client.post(
        f"/practice/{practice.pk}/vat/", {"changes": "", "percent": percent, "valid_from": "2027-01-01"}
    )

    assert practice.vat_codes.count() == before


def test_an_internal_unit_has_no_vat(client, practice, aino):
    Practice.objects.filter(pk=practice.pk).update(kind="internal")

    assert client.get(f"/practice/{practice.pk}/vat/").status_code == 404


# --- people -------------------------------------------------------------------------------------------------


def test_someone_is_invited_by_mail_and_says_yes(client):
    practice = shared_practice()
    enter(client, person("olavi"))
    client.post(f"/practice/{practice.pk}/people/", {"email": "Uusi@example.org", "standing": "supervisor"})
    assert "Vire" in newest_letter("uusi@example.org").text
    invited = Client()
    invited.post("/sign-in/", {"email": "uusi@example.org", "next": "/me/invitations/"})
    invited.post("/sign-in/code/", {"code": code_in_mail("uusi@example.org")})
    asked = Invitation.objects.get()
    assert list(practice.roles.filter(person=asked.person)) == []

    invited.post(f"/me/invitations/{asked.pk}/answer/", {"answer": "yes"})

    assert [role.standing for role in practice.roles.filter(person=asked.person)] == ["supervisor"]


def test_inviting_twice_sends_one_mail(client):
    practice = shared_practice()
    enter(client, person("olavi"))

    for _ in range(2):
        client.post(
            f"/practice/{practice.pk}/people/", {"email": "uusi@example.org", "standing": "supervisor"}
        )

    assert (Letter.objects.count(), Invitation.objects.count()) == (1, 1)


def test_an_invitation_does_not_tell_whose_the_address_is(client):
    practice = shared_practice()
    outi = person("outi")
    enter(client, person("olavi"))

    client.post(f"/practice/{practice.pk}/people/", {"email": "outi@example.org", "standing": "supervisor"})

    assert outi.name not in client.get(f"/practice/{practice.pk}/people/").text


def test_a_declined_invitation_gives_nothing(client):
    practice = shared_practice()
    enter(client, person("olavi"))
    client.post(f"/practice/{practice.pk}/people/", {"email": "outi@example.org", "standing": "owner"})
    asked = Invitation.objects.get()
    enter(client, person("outi"))
    client.post(f"/me/invitations/{asked.pk}/answer/", {"answer": "no"})

    client.post(f"/me/invitations/{asked.pk}/answer/", {"answer": "yes"})

    assert practice.roles.filter(person=asked.person).count() == 0


def test_a_withdrawn_invitation_gives_nothing(client):
    practice = shared_practice()
    enter(client, person("olavi"))
    client.post(f"/practice/{practice.pk}/people/", {"email": "outi@example.org", "standing": "owner"})
    asked = Invitation.objects.get()
    client.post(f"/practice/{practice.pk}/invitations/{asked.pk}/withdrawal/")
    enter(client, person("outi"))

    client.post(f"/me/invitations/{asked.pk}/answer/", {"answer": "yes"})

    assert practice.roles.filter(person=asked.person).count() == 0


def test_a_role_ends_today(client):
    practice = shared_practice()
    enter(client, person("olavi"))
    role = practice.roles.get(person=person("saara"))

    client.post(f"/practice/{practice.pk}/people/{role.pk}/ending/")

    role.refresh_from_db()
    assert role.ended_on is not None


def test_a_practice_is_never_left_without_an_owner(client):
    practice = shared_practice()
    enter(client, person("olavi"))
    role = practice.roles.get(person=person("olavi"), standing="owner")

    client.post(f"/practice/{practice.pk}/people/{role.pk}/ending/")

    role.refresh_from_db()
    assert role.ended_on is None


def test_the_role_of_another_practice_is_not_ended_through_ones_own(client, practice, aino):
    role = shared_practice().roles.get(person=person("saara"))

    assert client.post(f"/practice/{practice.pk}/people/{role.pk}/ending/").status_code == 404


# --- customers ----------------------------------------------------------------------------------------------


def test_a_customer_is_added_once_however_often_the_form_is_sent(client, practice, aino):
    answers = [
        client.post(
            f"/practice/{practice.pk}/customers/new/",
            {**CUSTOMER, "business_id": "1234567-1", "once": "c" * 24},
        )
        for _ in range(2)
    ]

    made = Organisation.objects.get(name="Rannikon seurakunta")
    assert [answer.headers["location"] for answer in answers] == [f"/customers/{made.pk}/"] * 2
    assert made.business_id == "1234567-1"


def test_a_customer_keeps_its_order_number_cost_centre_and_framework(client, practice, aino):
    payer = commissioner(practice)

    client.post(
        f"/customers/{payer.pk}/",
        {
            "name": payer.name,
            "kind": payer.kind,
            "language": "fi",
            "order_number": "4500012345",
            "cost_centre": "1203",
            "framework_contract": "PS-7",
            "needs_order_number": "on",
        },
    )

    payer.refresh_from_db()
    assert (payer.order_number, payer.cost_centre, payer.framework_contract, payer.needs_order_number) == (
        "4500012345",
        "1203",
        "PS-7",
        True,
    )


def test_units_and_contact_persons_belong_to_their_customer(client, practice, aino):
    payer = commissioner(practice)
    client.post(f"/customers/{payer.pk}/units/", {"name": "Pohjoinen", "cost_centre": "77", "once": "u" * 24})
    unit = Unit.objects.get()
    client.post(
        f"/customers/{payer.pk}/contacts/",
        {
            "name": "Kielo Aho",
            "email": "kielo@example.org",
            "unit": str(unit.pk),
            "language": "sv",
            "once": "k" * 24,
        },
    )

    kielo = ContactPerson.objects.get(name="Kielo Aho")
    assert (kielo.unit, kielo.organisation, kielo.practice, kielo.language) == (unit, payer, practice, "sv")


def test_the_unit_of_another_customer_is_not_to_be_chosen(client, practice, aino):
    payer, other = commissioner(practice), commissioner(practice, "Toinen")
    Unit.objects.create(practice=practice, organisation=payer, name="Oma")
    theirs = Unit.objects.create(practice=practice, organisation=other, name="Toisen")

    answer = client.post(
        f"/customers/{payer.pk}/contacts/", {"name": "K", "unit": str(theirs.pk), "language": "fi"}
    )

    assert answer.status_code == 200
    assert not ContactPerson.objects.filter(name="K").exists()


def test_the_contact_of_another_customer_is_not_reached_through_this_one(client, practice, aino):
    payer = commissioner(practice)
    outi = person("outi")
    theirs = commissioner(solo_practice(outi), "Outin tilaaja").contact_persons.get()

    assert client.get(f"/customers/{payer.pk}/contacts/{theirs.pk}/").status_code == 404
    assert client.post(f"/customers/{payer.pk}/contacts/{theirs.pk}/door/").status_code == 404


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "😀" * 30, "\u202eolleh", "=1+1", "A\x00B"])
def test_a_customers_name_is_only_a_name(client, practice, aino, name):
    client.post(f"/practice/{practice.pk}/customers/new/", {**CUSTOMER, "name": name})

    assert Organisation.objects.get(practice=practice).name == name.replace("\x00", "")
    assert "<img src=x" not in client.get("/customers/").text


def test_a_name_too_long_is_kept_in_the_form(client, practice, aino):
    answer = client.post(f"/practice/{practice.pk}/customers/new/", {**CUSTOMER, "name": "å" * 20_000})

    assert (answer.status_code, "å" * 20_000 in answer.text) == (200, True)
    assert Organisation.objects.count() == 0


def test_the_list_of_customers_asks_the_database_little(
    client, practice, aino, django_assert_max_num_queries
):
    for number in range(40):
        commissioner(practice, f"Tilaaja {number}")

    with django_assert_max_num_queries(7):
        page = client.get("/customers/")

    assert len(page.context["customers"]) == 40


def test_customers_are_found_by_their_words(client, practice, aino):
    commissioner(practice, "Eteläinen koulu")
    commissioner(practice, "Rannikon seurakunta")

    found = client.get("/customers/", {"q": "koulu"}).context["customers"]

    assert [one.name for one in found] == ["Eteläinen koulu"]


def test_customers_of_one_practice_among_several(client, practice, aino):
    commissioner(practice, "Oma tilaaja")
    other = shared_practice()
    give_role(practice=other, person=aino, standing=Standing.SUPERVISOR, by=None, at=MORNING)
    commissioner(other, "Vireen tilaaja")

    both = client.get("/customers/").context["customers"]
    one = client.get("/customers/", {"practice": str(other.pk)}).context["customers"]

    assert [[row.name for row in rows] for rows in (both, one)] == [
        ["Oma tilaaja", "Vireen tilaaja"],
        ["Vireen tilaaja"],
    ]


def test_the_link_to_the_commissioners_page_is_sent_and_closed(client, practice, aino):
    payer = commissioner(practice)
    kaarlo = payer.contact_persons.get()
    address = f"/customers/{payer.pk}/contacts/{kaarlo.pk}/door/"

    client.post(address)
    assert newest_letter(kaarlo.email).kind == "commissioner's door"
    client.post(address, {"act": "close"})

    assert kaarlo.doors.filter(revoked_at=None).count() == 0
