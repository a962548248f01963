"""A printed slip, handed over in the room; then a passkey, six digits, or nothing at all."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import person, process_of, solo_practice
from tests.doors import enter, newest_letter
from tuokio.kit.clock import now
from tuokio.kit.models import Letter, Limit
from tuokio.people import doors
from tuokio.people.models import Person, PinDevice, Slip
from tuokio.people.usecases import join_persons
from tuokio.supervision.models import Member, Process
from tuokio.supervision.views.members import _qr
from tuokio.supervision.ways_in import HasOwnWayIn, close_way_in, hand_slip, invite_by_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


@pytest.fixture
def henna(process: Process) -> Member:
    return process.members.get(name="Henna")


def slip_for(member: Member) -> str:
    return hand_slip(member=member, by=person("aino"), at=now())


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_a_slip_lets_its_member_in_once(client, henna):
    code = slip_for(henna)

    answer = client.post("/in/", {"code": code})

    assert answer.headers["location"] == "/in/next/"
    henna.refresh_from_db()
    assert client.session["_auth_user_id"] == str(henna.person_id)
    assert (henna.way_in, henna.person.name, henna.person.email) == ("slip", "Henna", None)
    other = Client()
    assert (
        "No slip that still works"
        in other.post("/in/", {"code": code}, headers={"accept-language": "en"}).text
    )
    assert not is_in(other)


def test_the_code_is_read_as_people_type_it(client, henna):
    code = slip_for(henna)

    client.post("/in/", {"code": f" {code[:4].lower()} – {code[4:].lower()} "})

    assert is_in(client)


def test_the_code_stands_in_no_table(henna):
    code = slip_for(henna)

    assert code not in "".join(str(row) for row in Slip.objects.values())


def test_a_new_slip_ends_the_earlier_one(client, henna):
    first = slip_for(henna)
    slip_for(henna)

    client.post("/in/", {"code": first})

    assert not is_in(client)


def test_a_slip_works_for_thirty_days(client, henna):
    code = slip_for(henna)
    Slip.objects.update(expires_at=now() - timedelta(seconds=1))

    client.post("/in/", {"code": code})

    assert not is_in(client)


def test_closing_the_way_in_ends_the_slip_and_what_came_by_it(client, henna):
    code = slip_for(henna)
    inside = Client()
    inside.post("/in/", {"code": code})
    again = slip_for(henna)

    close_way_in(member=henna, by=person("aino"), at=now())

    client.post("/in/", {"code": again})
    assert (is_in(client), is_in(inside)) == (False, False)
    henna.refresh_from_db()
    assert (henna.person, henna.way_in, henna.name) == (None, "none", "Henna")


def test_five_wrong_codes_make_this_browser_wait_a_quarter_of_an_hour(client, henna):
    code = slip_for(henna)
    told = [client.post("/in/", {"code": "AAAA-AAAA"}).status_code for _ in range(5)]
    assert told == [200, 200, 200, 200, 429]

    assert client.post("/in/", {"code": code}).status_code == 429
    assert not is_in(client)
    Limit.objects.update(expires=now() - timedelta(seconds=1))
    client.post("/in/", {"code": code})
    assert is_in(client)


def test_throwing_cookies_away_does_not_give_endless_tries(henna):
    told = [Client().post("/in/", {"code": "AAAA-AAAA"}).status_code for _ in range(32)]

    assert told == [200] * 30 + [429] * 2


def test_others_in_the_room_are_not_stopped_by_one_who_mistypes(client, henna):
    code = slip_for(henna)
    clumsy = Client()
    for _ in range(5):
        clumsy.post("/in/", {"code": "AAAA-AAAA"})

    client.post("/in/", {"code": code})

    assert is_in(client)


@pytest.mark.parametrize(
    "junk", ["", " ", "-" * 30, "\x00", "😀" * 20, "א" * 300, "A" * 20_000, "<b>x</b>", "' OR 1=1--"]
)
def test_whatever_is_typed_as_a_code_gets_a_sentence(client, henna, junk):
    assert client.post("/in/", {"code": junk}).status_code == 200
    assert not is_in(client)


def test_no_slip_is_made_for_someone_who_is_more_than_this_member(process):
    bertta = process.members.get(name="Bertta S.")

    with pytest.raises(HasOwnWayIn):
        slip_for(bertta)


def test_a_supervisor_of_one_group_makes_no_slip_to_another_group(process, henna):
    slip_for(henna)
    other = process_of(person("saara"), practice=solo_practice(person("saara")), member_names=("H.",))
    theirs = other.members.get()
    Member.objects.filter(pk=theirs.pk).update(person=henna.person)
    theirs.refresh_from_db()

    with pytest.raises(HasOwnWayIn):
        hand_slip(member=theirs, by=person("saara"), at=now())


def test_the_slip_is_printed_once_by_the_one_who_leads(client, process, henna):
    enter(client, person("aino"))
    shown = client.post(f"/processes/{process.pk}/members/{henna.pk}/slip/", {"once": "t" * 24})

    found = re.search(r'(?<=<p class="code">)[A-Z0-9]{4}-[A-Z0-9]{4}(?=</p>)', shown.text)
    assert found and "no-store" in shown.headers["cache-control"]
    phone = Client()
    phone.post("/in/", {"code": found.group()})
    assert is_in(phone)
    assert "<svg" in shown.text

    twice = client.post(f"/processes/{process.pk}/members/{henna.pk}/slip/", {"once": "t" * 24})
    assert (twice.status_code, Slip.objects.count()) == (302, 1)


def test_the_slip_speaks_the_language_of_the_group(client, process, henna):
    Process.objects.filter(pk=process.pk).update(language="en")
    enter(client, person("aino"))

    shown = client.post(f"/processes/{process.pk}/members/{henna.pk}/slip/").text

    assert '<html lang="fi"' in shown
    assert '<section class="slip" lang="en" aria-label="The slip">' in shown


def test_another_supervisor_makes_no_slip(client, process, henna):
    enter(client, person("outi"))

    assert client.post(f"/processes/{process.pk}/members/{henna.pk}/slip/").status_code == 404
    assert client.post(f"/processes/{uuid4()}/members/{henna.pk}/slip/").status_code == 404
    assert Slip.objects.count() == 0


def test_a_member_of_another_process_is_not_reached_through_ones_own(client, henna):
    outi = person("outi")
    own = process_of(outi, practice=solo_practice(outi), member_names=("X",))
    enter(client, outi)

    assert client.post(f"/processes/{own.pk}/members/{henna.pk}/slip/").status_code == 404


def test_an_ended_process_gives_no_slips(client, process, henna):
    Process.objects.filter(pk=process.pk).update(state="closed")
    Person.objects.update(language="en")
    enter(client, person("aino"))

    answer = client.post(
        f"/processes/{process.pk}/members/{henna.pk}/slip/",
        follow=True,
    )

    assert "has ended" in answer.text
    assert Slip.objects.count() == 0


def test_a_name_is_only_ever_a_name(client, process, henna):
    Member.objects.filter(pk=henna.pk).update(name="<script>alert(1)</script>😀\u202e")
    enter(client, person("aino"))

    shown = client.post(f"/processes/{process.pk}/members/{henna.pk}/slip/")

    assert "<script>alert" not in shown.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;😀" in shown.text


# --- six digits of one's own --------------------------------------------------------------------------------


def with_digits(henna: Member, pin: str = "482915") -> Client:
    phone = Client()
    phone.post("/in/", {"code": slip_for(henna)})
    answer = phone.post("/in/digits/", {"pin": pin, "again": pin})
    assert answer.cookies["tuokio_device"]["httponly"] is True
    phone.post("/sign-out/")
    return phone


def test_six_digits_open_on_the_phone_they_were_chosen_on(henna):
    phone = with_digits(henna)
    assert "/sign-in/digits/" in phone.get("/sign-in/").text

    phone.post("/sign-in/digits/", {"pin": "482 915"})

    assert phone.session["_auth_user_id"] == str(Member.objects.get(pk=henna.pk).person_id)


def test_the_digits_open_nothing_on_another_phone(client, henna):
    with_digits(henna)

    assert client.post("/sign-in/digits/", {"pin": "482915"}).headers["location"] == "/sign-in/"
    client.cookies["tuokio_device"] = "guessed"
    assert client.post("/sign-in/digits/", {"pin": "482915"}).headers["location"] == "/sign-in/"


def test_five_wrong_tries_and_the_phone_is_forgotten(henna):
    phone = with_digits(henna)
    for _ in range(4):
        assert phone.post("/sign-in/digits/", {"pin": "111222"}).status_code == 200

    last = phone.post("/sign-in/digits/", {"pin": "111222"}, headers={"accept-language": "en"})

    assert last.headers["location"] == "/sign-in/"
    assert "this device was forgotten" in phone.get("/sign-in/", headers={"accept-language": "en"}).text
    assert PinDevice.objects.count() == 0
    phone.post("/sign-in/digits/", {"pin": "482915"})
    assert not is_in(phone)


def test_a_right_try_begins_the_counting_anew(henna):
    phone = with_digits(henna)
    for _ in range(4):
        phone.post("/sign-in/digits/", {"pin": "111222"})
    phone.post("/sign-in/digits/", {"pin": "482915"})

    assert PinDevice.objects.get().tries == 0


@pytest.mark.parametrize("easy", ["123456", "000000", "111111", "121212", "654321"])
def test_digits_that_anyone_would_try_are_not_taken(client, henna, easy):
    client.post("/in/", {"code": slip_for(henna)})

    answer = client.post("/in/digits/?lang=en", {"pin": easy, "again": easy})

    assert "easy to guess" in answer.text
    assert PinDevice.objects.count() == 0


def test_the_digits_are_kept_as_a_hash_only(henna):
    with_digits(henna)

    row = str(PinDevice.objects.values().get())
    assert "482915" not in row


def test_forgetting_the_devices_closes_them(henna):
    phone = with_digits(henna)
    phone.post("/sign-in/digits/", {"pin": "482915"})

    phone.post("/me/devices/removal/")
    phone.post("/sign-out/")

    assert phone.post("/sign-in/digits/", {"pin": "482915"}).headers["location"] == "/sign-in/"


# --- private mail -------------------------------------------------------------------------------------------


def test_a_member_is_told_by_mail_that_something_waits_and_not_what(client, process, henna):
    enter(client, person("aino"))

    client.post(f"/processes/{process.pk}/members/{henna.pk}/way-in/", {"email": "Henna@Example.org"})

    henna.refresh_from_db()
    letter = newest_letter("henna@example.org")
    assert (henna.way_in, henna.person.email) == ("mail", "henna@example.org")
    said = (letter.subject + letter.text).lower()
    for word in (process.name, "henna", "työnohjau", process.practice.name, "aino"):
        assert word.lower() not in said.replace("henna@example.org", "")


def test_someone_known_already_keeps_their_name_and_language(process, henna):
    saara = person("saara", language="sv")

    invite_by_mail(member=henna, email="saara@example.org", by=person("aino"), at=now())

    henna.refresh_from_db()
    assert (henna.person, henna.name) == (saara, "Henna")
    assert newest_letter("saara@example.org").language == "sv"


def test_a_mistyped_address_is_let_go_of(process, henna):
    invite_by_mail(member=henna, email="hena@example.org", by=person("aino"), at=now())
    invite_by_mail(member=henna, email="henna@example.org", by=person("aino"), at=now())

    assert not Person.objects.filter(email="hena@example.org").exists()


def test_a_slip_turned_into_mail_keeps_the_same_person(client, henna):
    client.post("/in/", {"code": slip_for(henna)})
    henna.refresh_from_db()
    before = henna.person_id

    invite_by_mail(member=henna, email="henna@example.org", by=person("aino"), at=now())

    henna.refresh_from_db()
    assert henna.person_id == before


def test_mail_waits_in_the_same_transaction_as_the_act(process, henna):
    Process.objects.filter(pk=process.pk).update(state="closed")
    henna.process.refresh_from_db()
    from tuokio.supervision.models import ProcessClosed

    with pytest.raises(ProcessClosed):
        invite_by_mail(member=henna, email="henna@example.org", by=person("aino"), at=now())
    assert Letter.objects.count() == 0


# --- someone who is in already ------------------------------------------------------------------------------


def test_a_slip_used_while_signed_in_asks_whose_it_is(client, henna):
    outi = person("outi")
    enter(client, outi)
    code = slip_for(henna)

    asked = client.post("/in/", {"code": code})
    assert asked.status_code == 200
    assert Slip.objects.get().used_at is None
    client.post("/in/", {"code": code, "as": "me"})

    henna.refresh_from_db()
    assert (henna.person, henna.name) == (outi, "Henna")
    assert client.session["_auth_user_id"] == str(outi.pk)


def test_a_slip_of_someone_else_changes_who_is_signed_in(client, henna):
    enter(client, person("outi"))
    code = slip_for(henna)

    client.post("/in/", {"code": code, "as": "other"})

    henna.refresh_from_db()
    assert client.session["_auth_user_id"] == str(henna.person_id)


def test_joining_leaves_nothing_of_the_second_way_in(henna):
    code = slip_for(henna)
    second = doors.use_slip(typed=code, at=now())

    join_persons(kept=person("outi"), gone=second, at=now())

    second.refresh_from_db()
    assert (second.is_active, second.name) == (False, "")


def test_the_picture_on_a_slip_shrinks_whole_instead_of_being_cut_off():
    picture = _qr("https://tuokio.a-long-name-of-a-practice.example.fi/slip/?lang=fi")
    opening = picture[: picture.index(">")]

    assert "viewBox=" in opening
    assert " width=" not in opening
    assert " height=" not in opening
