"""The commissioner's door: the link of a mail, and a code to the same address."""

import re
from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client

from tests.cast import commissioner, person, solo_practice
from tests.doors import code_in_mail, enter, newest_letter, wrong_for
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.people import doors
from tuokio.people.access import commissioner_signed_in
from tuokio.people.models import ContactPerson, Door, MailCode
from tuokio.people.usecases import end_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def kaarlo() -> ContactPerson:
    return commissioner(solo_practice()).contact_persons.get()


def link_for(contact: ContactPerson) -> str:
    doors.open_door(contact=contact, by=person("aino"), at=now())
    found = re.search(r"/door/[\w-]+/", newest_letter(contact.email).text)
    assert found
    return found.group()


def inside(client: Client) -> ContactPerson | None:
    request = HttpRequest()
    request.session = client.session
    return commissioner_signed_in(request)


def come_in(client: Client, contact: ContactPerson) -> str:
    link = link_for(contact)
    assert client.post(link).headers["location"] == "/door/code/"
    answer = client.post("/door/code/", {"code": code_in_mail(contact.email)})
    assert answer.headers["location"] == "/commissioner/"
    return link


def test_link_and_code_open_the_commissioners_page(client, kaarlo):
    come_in(client, kaarlo)

    assert inside(client) == kaarlo
    assert "_auth_user_id" not in client.session


def test_the_mail_says_that_something_waits_and_not_what(kaarlo):
    link_for(kaarlo)

    letter = newest_letter(kaarlo.email)
    for word in ("Auringon", "Bertta", "1 600", "kerta"):
        assert word not in letter.subject + letter.text


def test_the_door_opens_for_one_contact_person_only(client, kaarlo):
    other = ContactPerson.objects.create(
        practice=kaarlo.practice, organisation=kaarlo.organisation, name="Kielo", email="kielo@example.org"
    )
    come_in(client, kaarlo)

    assert inside(client) != other


def test_a_forwarded_link_opens_nothing_without_the_code(client, kaarlo):
    link = link_for(kaarlo)
    stranger = Client()

    page = stranger.get(link)

    assert "kaarlo@example.org" not in page.text
    assert "Kaarlo" not in page.text
    stranger.post(link)
    assert "kaarlo@example.org" not in stranger.get("/door/code/").text
    assert inside(stranger) is None


def test_looking_at_the_link_sends_nothing(client, kaarlo):
    link = link_for(kaarlo)
    before = Letter.objects.count()

    client.get(link)
    client.head(link)

    assert Letter.objects.count() == before


def test_the_code_of_one_browser_opens_nothing_in_another(client, kaarlo):
    link = link_for(kaarlo)
    client.post(link)
    code = code_in_mail(kaarlo.email)
    thief = Client()
    thief.post(link)  # asks for a code of its own, which goes to Kaarlo too

    thief.post("/door/code/", {"code": code})

    assert inside(thief) is None


def test_five_wrong_codes_end_it_and_a_new_one_is_asked_at_the_link(client, kaarlo):
    link = link_for(kaarlo)
    client.post(link)
    code = code_in_mail(kaarlo.email)
    for _ in range(4):
        assert client.post("/door/code/", {"code": wrong_for(code)}).status_code == 200

    assert client.post("/door/code/", {"code": wrong_for(code)}).headers["location"] == link
    assert client.post("/door/code/", {"code": code}).headers["location"] == "/door/"
    assert inside(client) is None


def test_a_code_is_good_for_a_quarter_of_an_hour(client, kaarlo):
    client.post(link_for(kaarlo))
    MailCode.objects.update(expires_at=now() - timedelta(seconds=1))

    client.post("/door/code/", {"code": code_in_mail(kaarlo.email)})

    assert inside(client) is None


def test_an_old_link_offers_a_new_one_to_the_same_address(client, kaarlo):
    link = link_for(kaarlo)
    Door.objects.update(expires_at=now() - timedelta(days=1))

    page = client.get(link, headers={"accept-language": "en"})
    assert (page.status_code, "too old" in page.text, "kaarlo" in page.text.lower()) == (410, True, False)
    assert client.post(link).status_code == 410
    sent = client.post(f"{link}renewal/")

    assert sent.headers["location"] == "/door/sent/"
    assert Door.objects.filter(contact=kaarlo, expires_at__gt=now()).count() == 1
    assert newest_letter(kaarlo.email).kind == "commissioner's door"


def test_a_door_stays_open_for_twelve_hours(client, kaarlo):
    come_in(client, kaarlo)
    session = client.session
    kept = session["commissioner"]
    session["commissioner"] = {**kept, "until": (now() - timedelta(seconds=1)).isoformat()}
    session.save()

    assert inside(client) is None
    until = now().fromisoformat(kept["until"])
    assert timedelta(hours=11, minutes=59) < until - now() <= timedelta(hours=12)


def test_closing_the_doors_ends_those_who_are_inside(client, kaarlo):
    link = come_in(client, kaarlo)

    doors.close_doors(contact=kaarlo, by=person("aino"), at=now())

    assert inside(client) is None
    assert client.get(link).headers["location"] == "/door/"


def test_a_contact_person_who_has_left_comes_in_no_more(client, kaarlo):
    link = come_in(client, kaarlo)

    end_contact(contact=kaarlo, by=person("aino"), at=now())

    assert inside(client) is None
    assert client.get(link).headers["location"] == "/door/"


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "'--", "😀"])
def test_a_guessed_link_leads_to_the_page_that_tells_how(client, kaarlo, token):
    assert client.get(f"/door/{token}/").headers["location"] == "/door/"
    assert client.post(f"/door/{token}/renewal/").headers["location"] == "/door/"


def test_asking_for_codes_again_and_again_must_wait(client, kaarlo):
    link = link_for(kaarlo)

    told = [client.post(link).status_code for _ in range(7)]

    assert told == [302] * 6 + [429]


def test_without_an_address_there_is_no_door(kaarlo):
    kaarlo.email = ""

    with pytest.raises(doors.NoMailAddress):
        doors.open_door(contact=kaarlo, by=person("aino"), at=now())


def test_a_person_signed_in_stays_so_beside_the_door(client, kaarlo):
    aino = person("aino")
    enter(client, aino)
    come_in(client, kaarlo)
    assert (inside(client), client.session["_auth_user_id"]) == (kaarlo, str(aino.pk))

    client.post("/door/leaving/")

    assert (inside(client), client.session["_auth_user_id"]) == (None, str(aino.pk))


def test_the_mail_speaks_the_contact_persons_language(kaarlo):
    kaarlo.language = "en"
    kaarlo.save()

    link_for(kaarlo)

    letter = newest_letter(kaarlo.email)
    assert letter.subject == "A page in Tuokio waits for you"
    assert "/?lang=en" in letter.text
