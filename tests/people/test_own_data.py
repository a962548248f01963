"""One's own data: to read, correct, take along; one's address and sign-ins; closing the account."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.cast import person, process_of, solo_practice
from tests.doors import code_in_mail, enter, newest_letter, wrong_for
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.people import doors
from tuokio.people.models import Person, Qualification
from tuokio.people.usecases import AddressTaken, change_address, close_account

pytestmark = pytest.mark.django_db

ODD_NAMES = [
    "😀 Äijä",
    "مرحبا \u202eabc",
    "<b>Aino</b>",
    "=cmd|' /C calc'!A0",
    "O'Brien; DROP TABLE",
    "A\x00ino",
    " Å ",
]


def sign_in_by_code(email: str) -> Client:
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    client.post("/sign-in/", {"email": email})
    client.post("/sign-in/code/", {"code": code_in_mail(email)})
    return client


# --- reading and correcting ---------------------------------------------------------------------------------


def test_own_data_is_corrected_on_its_page(client):
    enter(client, person("bertta"))

    client.post("/me/", {"name": "Bertta Salonen", "phone": "040 765 4321", "language": "sv"})

    bertta = person("bertta")
    assert (bertta.name, bertta.phone, bertta.language) == ("Bertta Salonen", "040 765 4321", "sv")
    assert '<html lang="sv"' in client.get("/me/").text


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_may_be_anything_and_is_only_a_name(client, name):
    enter(client, person("bertta"))

    client.post("/me/", {"name": name, "language": "fi"})

    shown = client.get("/me/").text
    assert person("bertta").name == name.replace("\x00", "").strip()
    assert "<b>Aino</b>" not in shown


def test_a_name_of_twenty_thousand_letters_is_kept_in_the_form(client):
    enter(client, person("bertta"))

    answer = client.post("/me/", {"name": "ä" * 20_000, "language": "fi"})

    assert answer.status_code == 200
    assert "ä" * 20_000 in answer.text
    assert person("bertta").name == "Bertta Salo"


def test_own_data_goes_along_as_a_file(client):
    aino = person("aino")
    process_of(aino)
    Qualification.objects.create(person=aino, programme="Koulutus", year=2015, body="Opisto")
    enter(client, aino)

    answer = client.get("/me/file/")

    data = json.loads(answer.content)
    assert answer.headers["content-disposition"] == 'attachment; filename="tuokio.json"'
    assert data["person"]["email"] == "aino@example.org"
    assert [(row["as"], row["process"]) for row in data["processes"]] == [
        ("supervisor", "Päiväkoti Auringon tiimi")
    ]
    assert [row["programme"] for row in data["qualifications"]] == ["Koulutus"]


def test_a_member_takes_along_only_what_is_theirs(client):
    process_of(person("aino"))
    enter(client, person("bertta"))

    text = client.get("/me/file/").content.decode()

    assert "Bertta S." in text
    for word in ("Henna", "T. K.", "Kaarlo", "aino@example.org", "16000"):
        assert word not in text


def test_own_data_tells_where_one_has_signed_in():
    person("bertta")
    client = sign_in_by_code("bertta@example.org")

    listed = json.loads(client.get("/me/file/").content)["sign_ins"]

    assert [("Firefox" in one["browser"], one["from"]) for one in listed] == [(True, "127.0.0.1")]


# --- the address --------------------------------------------------------------------------------------------


def test_the_address_changes_when_its_code_is_typed(client):
    bertta = person("bertta")
    enter(client, bertta)
    assert (
        client.post("/me/address/", {"email": "B.Salo@Example.org"}).headers["location"]
        == "/me/address/code/"
    )

    client.post("/me/address/code/", {"code": code_in_mail("b.salo@example.org")})

    bertta.refresh_from_db()
    assert bertta.email == "b.salo@example.org"
    assert sign_in_by_code("b.salo@example.org").session["_auth_user_id"] == str(bertta.pk)


def test_the_old_address_opens_nothing_afterwards(client):
    enter(client, person("bertta"))
    client.post("/me/address/", {"email": "new@example.org"})
    client.post("/me/address/code/", {"code": code_in_mail("new@example.org")})
    before = Letter.objects.count()

    Client().post("/sign-in/", {"email": "bertta@example.org"})

    assert Letter.objects.count() == before


def test_the_old_address_is_told_that_something_changed(client):
    enter(client, person("bertta", language="en"))
    client.post("/me/address/", {"email": "new@example.org"})
    client.post("/me/address/code/", {"code": code_in_mail("new@example.org")})

    told = newest_letter("bertta@example.org")
    assert (told.kind, "new@example.org" in told.text) == ("account changed", False)


def test_nobody_learns_whether_an_address_is_someone_elses(client):
    person("outi")
    enter(client, person("bertta"))

    answer = client.post("/me/address/", {"email": "outi@example.org"})

    assert answer.headers["location"] == "/me/address/code/"
    assert Letter.objects.filter(to="outi@example.org").count() == 0
    for _ in range(5):
        client.post("/me/address/code/", {"code": "123456"})
    assert person("bertta").email == "bertta@example.org"


def test_wrong_codes_change_no_address(client):
    enter(client, person("bertta"))
    client.post("/me/address/", {"email": "new@example.org"})
    wrong = wrong_for(code_in_mail("new@example.org"))

    told = [client.post("/me/address/code/", {"code": wrong}).status_code for _ in range(5)]

    assert told == [200] * 4 + [302]
    assert Person.objects.filter(email="new@example.org").count() == 0


def test_an_address_taken_meanwhile_is_not_taken_twice():
    bertta = person("bertta")
    code = doors.send_new_address_code(person=bertta, email="new@example.org", at=now())
    person("new")

    with pytest.raises(AddressTaken):
        change_address(code=code, at=now())


def test_the_code_of_one_person_changes_nothing_for_another(client):
    enter(client, person("bertta"))
    client.post("/me/address/", {"email": "new@example.org"})
    kept = client.session["new_address"]
    other = Client()
    enter(other, person("outi"))
    session = other.session
    session["new_address"] = kept
    session.save()

    other.post("/me/address/code/", {"code": code_in_mail("new@example.org")})

    assert (person("outi").email, Person.objects.filter(email="new@example.org").count()) == (
        "outi@example.org",
        0,
    )


# --- where one is signed in ---------------------------------------------------------------------------------


def test_sign_ins_are_listed_and_ended_by_their_owner():
    person("bertta")
    here, there = sign_in_by_code("bertta@example.org"), sign_in_by_code("bertta@example.org")
    listed = here.get("/me/sign-ins/").context["sign_ins"]
    assert [(one.device, one.is_here) for one in listed] == [
        ("Firefox, Windows", True),
        ("Firefox, Windows", False),
    ]

    here.post("/me/sign-ins/ending/", {"which": str(listed[1].pk)})

    assert (here.get("/me/").status_code, there.get("/me/").status_code) == (200, 302)


def test_ending_all_others_keeps_this_one():
    person("bertta")
    here, there, third = (sign_in_by_code("bertta@example.org") for _ in range(3))

    here.post("/me/sign-ins/ending/", {"which": "others"})

    assert [one.get("/me/").status_code for one in (here, there, third)] == [200, 302, 302]


@pytest.mark.parametrize("which", ["", "x", "-1", "9" * 30, "²"])
def test_nobody_ends_the_sign_in_of_another(which):
    person("bertta")
    person("outi")
    bertta, outi = sign_in_by_code("bertta@example.org"), sign_in_by_code("outi@example.org")
    theirs = bertta.get("/me/sign-ins/").context["sign_ins"][0].pk

    outi.post("/me/sign-ins/ending/", {"which": str(theirs)})
    outi.post("/me/sign-ins/ending/", {"which": which})

    assert (bertta.get("/me/").status_code, outi.get("/me/").status_code) == (200, 200)


# --- closing ------------------------------------------------------------------------------------------------


def test_closing_erases_the_person_and_leaves_the_group_its_name(client):
    process = process_of(person("aino"))
    bertta = person("bertta")
    there = sign_in_by_code("bertta@example.org")
    enter(client, bertta)
    doors.remember_device(person=bertta, pin="482915", at=now())

    answer = client.post("/me/closing/")

    assert answer.status_code == 200
    bertta.refresh_from_db()
    assert (bertta.name, bertta.email, bertta.phone, bertta.is_active) == ("", None, "", False)
    member = process.members.get(name="Bertta S.")
    assert (member.person, member.way_in) == (None, "none")
    assert (client.get("/me/").status_code, there.get("/me/").status_code) == (302, 302)
    assert (bertta.pin_devices.count(), Authenticator.objects.filter(user=bertta).count()) == (0, 0)


def test_whoever_leads_open_processes_stays_until_they_end(client):
    aino = person("aino")
    process = process_of(aino)
    enter(client, aino)

    page = client.post("/me/closing/", headers={"accept-language": "en"})

    assert page.status_code == 200
    assert page.context["reasons"] != []
    assert person("aino").is_active
    process.state = "closed"
    process.save()
    client.post("/me/closing/")
    aino.refresh_from_db()
    assert not aino.is_active


def test_the_last_owner_of_a_practice_with_others_stays(client):
    from tests.cast import shared_practice

    shared_practice()
    enter(client, person("olavi"))

    page = client.post("/me/closing/")

    assert len(page.context["reasons"]) == 1
    assert person("olavi").is_active


def test_one_who_works_alone_may_close():
    aino = person("aino")
    solo_practice(aino)

    close_account(person=aino, at=now())

    aino.refresh_from_db()
    assert (aino.is_active, aino.roles.filter(ended_on=None).count()) == (False, 0)


def test_a_closed_accounts_address_may_come_back_as_someone_new(client):
    close_account(person=person("bertta"), at=now())

    assert person("bertta").is_active


# --- training -----------------------------------------------------------------------------------------------


def test_training_stands_with_its_source(client):
    aino = person("aino")
    enter(client, aino)
    line = {
        "programme": "Työnohjaajakoulutus 60 op",
        "year": "2014",
        "body": "Kansanopisto",
        "verified_by": "Olavi Ranta",
        "verified_on": "2026-01-09",
        "once": "q" * 24,
    }

    for _ in range(2):
        client.post("/me/qualifications/", line)

    assert [(one.programme, str(one.verified_on)) for one in aino.qualifications.all()] == [
        ("Työnohjaajakoulutus 60 op", "2026-01-09")
    ]


@pytest.mark.parametrize(
    "wrong", [{"year": "14"}, {"verified_by": "Olavi"}, {"verified_on": "2026-01-09"}, {"year": "x"}]
)
def test_training_that_cannot_be_read_is_asked_again(client, wrong):
    enter(client, person("aino"))

    answer = client.post(
        "/me/qualifications/", {"programme": "Koulutus", "year": "2014", "body": "Opisto", **wrong}
    )

    assert answer.status_code == 200
    assert 'value="Koulutus"' in answer.text
    assert Qualification.objects.count() == 0


def test_the_mail_of_a_new_address_is_in_the_persons_language(client):
    bertta = person("bertta", language="en")
    enter(client, bertta)

    client.post("/me/address/", {"email": "new@example.org"})

    assert newest_letter("new@example.org").subject == "Your code for Tuokio"
