"""A successor gets the envelope only when they ask, a second person agrees, two weeks pass and nobody stops it."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import person, process_of, shared_practice, solo_practice
from tests.vault.asking import Asker, b64, sealed
from tuokio.audit.models import ChainLink
from tuokio.kit.clock import now, today
from tuokio.kit.models import Letter
from tuokio.people.models import Person
from tuokio.vault.keys.models import Envelope
from tuokio.vault.models import Release, Succession

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


class House:
    """Saara supervises in Olavi's practice; Outi, an outsider, is her successor; Dora is the second person."""

    def __init__(self) -> None:
        self.process = process_of(person("saara"), practice=shared_practice())
        self.saara, self.outi = Asker(person("saara")), Asker(person("outi"))
        self.dora = Asker(person("dora"))
        self.saara.opens_an_account()
        self.outi.opens_an_account()
        self.space, self.note = str(uuid4()), str(uuid4())
        self.saara.founds("own", self.process.pk, space_id=self.space)
        self.saara.keeps(self.space, "note", document_id=self.note)
        self.journal, self.entry = str(uuid4()), str(uuid4())
        self.saara.founds("journal", space_id=self.journal)
        self.saara.keeps(self.journal, "entry", document_id=self.entry, kind="journal")

    def names(self, successor: str = "Outi@example.org ", second: str = "") -> dict:
        said = {"successor": successor, "second": second}
        return self.saara.asks("PUT", "succession", said).json()

    def seals(self, text: str = "envelope", recipient: str = "") -> dict:
        said = {"recipient": recipient or self.outi.recipient, "sealed": b64(sealed(text))}
        return self.saara.asks("PUT", "succession/envelope", said).json()

    def asks(self) -> dict:
        return self.outi.asks("POST", "releases", {"of": str(person("saara").pk)}).json()

    def agrees(self, by: Asker | None = None) -> dict:
        return (by or self.dora).asks("POST", f"releases/{self.release}").json()

    def takes(self, by: Asker | None = None):
        return (by or self.outi).asks("GET", f"releases/{self.release}")

    def two_weeks_pass(self) -> None:
        Release.objects.update(opens_at=now() - timedelta(seconds=1))

    @property
    def release(self) -> str:
        """The one that goes on, else the one that was given or stopped."""
        return str(
            min(Release.objects.all(), key=lambda one: (one.given_at or one.cancelled_at) is not None).pk
        )


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def asked(house) -> House:
    house.names()
    house.seals()
    house.asks()
    return house


def test_a_successor_is_named_by_address_and_an_envelope_sealed_to_them(house):
    told = house.names(second="dora@example.org")
    assert told["named"] == {
        "successor": "outi@example.org", "second": "dora@example.org", "recipient": house.outi.recipient,
    }  # fmt: skip
    assert house.seals()["envelope"] == {"made": today().isoformat(), "good": True}
    assert Envelope.objects.get().sealed[:22] == b"age-encryption.org/v1\n"
    (waiting,) = house.outi.asks("GET", "succession").json()["for"]
    assert waiting == {"id": str(person("saara").pk), "name": "Saara Niemi", "release": None}


def test_an_envelope_for_another_than_the_named_one_is_not_kept(house):
    assert house.seals() == {"refused": "not-there"}
    house.names()
    assert house.seals(recipient=house.dora.recipient) == {"refused": "malformed"}
    house.names("nobody@example.org")
    assert house.seals() == {"refused": "not-there"}
    assert not Envelope.objects.exists()


def test_another_successor_or_none_lets_the_envelope_and_what_was_asked_go(
    asked, django_capture_on_commit_callbacks
):
    asked.names()  # the same once more changes nothing
    assert Envelope.objects.exists() and not Release.objects.exclude(cancelled_at=None).exists()
    with django_capture_on_commit_callbacks(execute=True):
        asked.names("olavi@example.org")
    assert not Envelope.objects.exists() and Release.objects.get().cancelled_at
    asked.saara.asks("DELETE", "succession")
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("successor", "second"),
    [("", ""), ("saara@example.org", ""), ("outi@example.org", "saara@example.org"), ("outi@example.org", "OUTI@example.org")],
)  # fmt: skip
def test_two_others_are_named_or_nobody(house, successor, second):
    assert house.names(successor, second) == {"refused": "malformed"}


def test_only_whoever_supervises_names_a_successor(house):
    said = {"successor": "saara@example.org", "second": ""}
    assert house.outi.asks("PUT", "succession", said).json() == {"refused": "not-there"}


def test_it_is_given_after_all_four_and_not_a_moment_before(asked):
    assert asked.takes().json() == {"refused": "not-yet"}
    asked.agrees()
    assert asked.takes().json() == {"refused": "not-yet"}
    (opens,) = Release.objects.values_list("opens_at", flat=True)
    assert timedelta(days=13, hours=23) < opens - now() <= timedelta(days=14)
    asked.two_weeks_pass()

    given = asked.takes().json()

    assert given["sealed"] == b64(sealed("envelope"))
    assert [(one["id"], one["kind"]) for one in given["spaces"]] == [(asked.space, "own")]  # and no journal
    assert asked.outi.asks("GET", f"releases/{asked.release}/documents/{asked.note}").content == sealed(
        "note"
    )
    assert asked.outi.asks("GET", f"releases/{asked.release}/documents/{asked.entry}").status_code == 404
    assert asked.takes().status_code == 200  # again, while it can be read
    acts = [act for act in ChainLink.objects.values_list("act", flat=True) if act.startswith("release")]
    assert acts == ["release asked", "release agreed", "release given"]


def test_after_a_month_the_door_closes_again(asked):
    asked.agrees()
    asked.two_weeks_pass()
    asked.takes()
    Release.objects.update(given_at=now() - timedelta(days=31))
    assert asked.takes().status_code == 404
    assert asked.outi.asks("GET", f"releases/{asked.release}/documents/{asked.note}").status_code == 404
    assert asked.outi.asks("GET", "succession").json()["for"][0]["release"] is None


def test_without_an_envelope_there_is_nothing_to_ask_for(house):
    house.names()
    assert house.asks() == {"refused": "not-yet"}
    house.seals()
    house.asks()
    assert house.asks() == {"refused": "overtaken"}


def test_neither_the_successor_nor_the_supervisor_nor_a_stranger_is_the_second(asked):
    for who in (asked.outi, asked.saara, Asker(person("aino"))):
        assert asked.agrees(who) == {"refused": "not-there"}
        assert who.asks("GET", "succession").json()["agree"] == []
    asked.names(second="aino@example.org")
    aino = Asker(person("aino"))
    assert [one["by"] for one in aino.asks("GET", "succession").json()["agree"]] == ["Outi Kallio"]
    assert "refused" not in asked.agrees(aino)
    assert asked.agrees() == {"refused": "not-there"}  # one agrees, once


def test_only_the_successor_who_asked_gets_it(asked):
    asked.agrees()
    asked.two_weeks_pass()
    for who in (asked.dora, asked.saara, Asker(person("aino"))):
        assert asked.takes(who).status_code == 404
    Succession.objects.update(successor="aino@example.org")
    assert asked.takes().status_code == 404


def word_in(letter: Letter) -> str:
    return re.search(r"/vault/release/(\S+)/", letter.text)[1]


def test_the_supervisor_is_told_each_time_and_stops_it_with_one_press(asked):
    asked.agrees()
    first, second = Letter.objects.filter(kind="release asked").order_by("pk")
    assert {first.to, second.to} == {"saara@example.org"}
    assert "Outi" not in first.text + first.subject
    words = {word_in(first), word_in(second)}
    asked.two_weeks_pass()

    anybody = Client()
    good = [word for word in words if anybody.post(f"/vault/release/{word}/").status_code == 200]

    assert len(good) == 1  # the newest letter's
    assert asked.takes().status_code == 404
    assert Release.objects.get().given_at is None


def test_a_mail_program_that_only_looks_stops_nothing(asked):
    word = word_in(Letter.objects.get(kind="release asked"))
    assert Client().get(f"/vault/release/{word}/").status_code == 200
    assert Release.objects.get().cancelled_at is None
    assert Client().post("/vault/release/made-up/").status_code == 404


def test_she_stops_it_from_her_own_notes_too_and_no_other_does(asked):
    for who in (asked.outi, asked.dora):
        assert who.asks("DELETE", f"releases/{asked.release}").status_code == 404
    assert asked.saara.asks("DELETE", f"releases/{asked.release}").json()["asked"] == []
    assert "refused" not in asked.asks()  # and it may be asked again


def test_whoever_runs_the_practice_finds_whom_to_reach_and_others_do_not(house):
    house.names(second="aino@example.org")
    page = Asker(person("olavi")).client.get("/vault/requests/").content.decode()
    assert "outi@example.org" in page and "aino@example.org" in page
    assert "outi@example.org" not in house.saara.client.get("/vault/requests/").content.decode()
    assert "outi@example.org" not in Asker(solo()).client.get("/vault/requests/").content.decode()


def solo() -> Person:
    """Somebody who runs another practice."""
    solo_practice(person("pekka"))
    return person("pekka")
