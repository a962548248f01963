"""Mail that may not have left: the owner decides, once."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.cast import MORNING, person, shared_practice, solo_practice
from tests.reading import words_of
from tuokio.audit.models import Entry
from tuokio.desk.views.letters import masked
from tuokio.kit.models import Letter
from tuokio.people.models import Practice

pytestmark = pytest.mark.django_db


def stuck(practice: Practice, state: str = Letter.State.UNCERTAIN) -> Letter:
    return Letter.objects.create(
        practice_id=practice.pk,
        kind="dates changed",
        to="bertta@example.org",
        subject="Tapaamisesi aika on muuttunut",
        text="Hei",
        state=state,
        tries=12,
        written_at=MORNING,
        due_at=MORNING,
        claimed_at=MORNING,
        settled_at=datetime(2026, 11, 24, 8, tzinfo=UTC),
    )


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(person(who))
    return client


def test_what_happened_to_each_letter_is_said():
    practice = solo_practice(person("aino"))
    stuck(practice)
    stuck(practice, Letter.State.GIVEN_UP)

    shown = words_of(signed_in("aino").get("/letters/"))

    assert "Tapaamisesi aika on muuttunut bertta@example.org Lähetys katkesi kesken" in shown
    assert "Mikään postipalvelin ei ole ottanut viestiä vastaan" in shown


def test_a_letter_is_sent_again_only_once_however_often_it_is_asked():
    letter = stuck(solo_practice(person("aino")))
    aino = signed_in("aino")

    first = aino.post(f"/letters/{letter.pk}/sending/", follow=True)
    second = aino.post(f"/letters/{letter.pk}/sending/", follow=True)

    assert "Viesti lähtee uudelleen." in words_of(first)
    assert "Tästä oli jo päätetty." in words_of(second)
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (Letter.State.WAITING, 0)
    assert Entry.objects.filter(act="letter sent again").count() == 1


def test_a_letter_put_aside_loses_its_text_and_is_never_sent():
    letter = stuck(solo_practice(person("aino")))
    aino = signed_in("aino")

    aino.post(f"/letters/{letter.pk}/putting-aside/")
    after = aino.post(f"/letters/{letter.pk}/sending/", follow=True)

    letter.refresh_from_db()
    assert (letter.state, letter.subject, letter.text) == (Letter.State.UNCERTAIN, "", "")
    assert "Tästä oli jo päätetty. " in words_of(after)
    assert "Mikään viesti ei odota päätöstäsi." in words_of(after)


def test_an_owner_of_several_supervisors_sees_whose_mail_only_in_part():
    stuck(shared_practice())

    shown = words_of(signed_in("olavi").get("/letters/"))

    assert "b…@example.org" in shown
    assert "bertta" not in shown


def test_only_the_owner_decides():
    letter = stuck(shared_practice())
    solo_practice(person("orvokki"))

    for who in ("saara", "dora", "orvokki", "outi"):
        assert signed_in(who).post(f"/letters/{letter.pk}/sending/").status_code == 404
        assert signed_in(who).post(f"/letters/{letter.pk}/putting-aside/").status_code == 404
    letter.refresh_from_db()
    assert letter.state == Letter.State.UNCERTAIN


def test_a_masked_address_keeps_its_first_letter_and_its_house():
    assert masked("henna.salo@example.org") == "h…@example.org"
