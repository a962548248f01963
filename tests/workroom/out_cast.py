"""A group whose circle is about to let something out of the room: Bertta, Henna and T. K. have locked notes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.cast import person, process_of
from tests.vault.asking import Asker
from tuokio.kit.clock import now
from tuokio.supervision.models import Process
from tuokio.vault.models import GuestPass, Space, SpaceMember
from tuokio.vault.usecases.entries import GuestDoor
from tuokio.vault.usecases.members import GRACE, fingerprint_of
from tuokio.workroom.domain.sheets import fingerprint_of as fingerprint_of_words
from tuokio.workroom.models import OutOfRoom

WHO = {"Bertta S.": "bertta", "Henna": "henna", "T. K.": "tkoski"}
GUESTS_WORD = "w" * 43
MAP: dict[str, Any] = {
    "title": "Kuka tekee mitä vuoronvaihdossa",
    "parts": [
        {
            "heading": "Tehtävät ja roolit",
            "table": {
                "head": ["Tehtävä", "Lastenhoitaja", "Opettaja"],
                "rows": [
                    ["Iltapäivän tiedonsiirto", "tekee", "päättää"],
                    ["Ovien lukitseminen", "tekee", ""],
                ],
            },
        },
        {"text": "Yksi tehtävä on nyt ilman tekijää.", "list": ["Kevään suunnittelu"]},
    ],
}


class Circle:
    """The circle of a process, with a browser for Aino, who tends it, and for each member with locked notes."""

    def __init__(self, *names: str, within: tuple[str, ...] | None = None, **fields: Any) -> None:
        names = names or tuple(WHO)
        self.process: Process = process_of(person("aino"), member_names=names, **fields)
        for member in self.process.members.all():
            member.person = person(WHO[member.name])
            member.save()
        self.aino = with_notes("aino")
        self.space = str(uuid4())
        assert self.aino.founds("group", self.process.pk, space_id=self.space).status_code == 200
        self.asker = {"aino": self.aino}
        for name in names if within is None else within:
            self.comes(WHO[name])

    def comes(self, who: str) -> Asker:
        """One more has come into the circle."""
        found = self.asker[who] = with_notes(who)
        row = {"member_id": found.member_id, "person": found.person}
        SpaceMember.objects.create(space_id=self.space, **row)
        return found

    def guest_comes(self, *, minutes: int = 90, word: str = GUESTS_WORD) -> Asker:
        """A guest of the running meeting, by the word of its link."""
        guest = SpaceMember.objects.create(space_id=self.space, member_id=uuid4())
        GuestPass.objects.create(
            member=guest,
            fingerprint=fingerprint_of(GuestDoor(word, minutes)),
            ends_at=now() + timedelta(minutes=minutes) + GRACE,
        )
        found = Asker(None)
        found.token = word
        assert found.asks("GET", "guest").status_code == 200
        return found

    def shows_a_square(self) -> None:
        """A door for guests that nobody comes in by."""
        before = set(GuestPass.objects.values_list("pk", flat=True))
        self.guest_comes()
        GuestPass.objects.exclude(pk__in=before).update(came=False)

    def guests_go(self) -> None:
        """The meeting is over."""
        SpaceMember.objects.filter(space_id=self.space, person=None).update(left_at=now())

    @property
    def circle(self) -> Space:
        return Space.objects.get(pk=self.space)

    def proposed(self, words: Words | None = None, *, who: str = "bertta") -> Words:
        """Something that the group is asked about."""
        words = words or Words()
        assert self.proposes(words, who=who).status_code == 200
        return words

    def proposes(self, words: Words, *, who: str = "bertta") -> Any:
        said = {"id": words.id, "thing": words.thing, "hash": words.hash}
        return self.asker[who].asks("POST", f"spaces/{self.space}/out", said)

    def says(self, who: str, word: str, words: Words, *, seen: str = "") -> Any:
        return self.asker[who].asks("PUT", f"out/{words.id}/word", {"word": word, "seen": seen or words.hash})

    def all_say_ok(self, words: Words) -> None:
        for who in self.asker:
            if who != "aino":
                assert self.says(who, "ok", words).status_code == 200

    def gives(self, words: Words, *, who: str = "aino", **other: Any) -> Any:
        return self.asker[who].asks("PUT", f"out/{words.id}", words.said | other)

    def given(self, words: Words | None = None) -> Words:
        """All the way: proposed, agreed to, given."""
        words = self.proposed(words)
        self.all_say_ok(words)
        assert self.gives(words).status_code == 200
        return words

    def seen_by(self, who: str) -> Any:
        """What that one's browser is told."""
        return self.asker[who].asks("GET", f"spaces/{self.space}/out").json()

    def state(self, words: Words, *, who: str = "bertta") -> str:
        found = {one["id"]: one["state"] for one in self.seen_by(who)["out"]}
        return found.get(words.id, "")

    def over(self) -> None:
        """The last day has passed."""
        past = now() - timedelta(days=9)
        OutOfRoom.objects.filter(state="proposed").update(asked_at=past, deadline_at=past + timedelta(days=8))


class Words:
    """What is sealed until the group has agreed to it."""

    def __init__(
        self,
        sheet: dict[str, Any] | None = None,
        *,
        kind: str = "role_map",
        mark: str = "structural",
        thing: str = "",
    ) -> None:
        self.id, self.thing = str(uuid4()), thing or uuid4().hex * 2
        self.said = {"kind": kind, "mark": mark, "salt": uuid4().hex * 2, "sheet": sheet or MAP}

    @property
    def hash(self) -> str:
        return fingerprint_of_words(key=self.id, **self.said)

    @property
    def row(self) -> OutOfRoom:
        return OutOfRoom.objects.get(pk=self.id)


def with_notes(who: str) -> Asker:
    found = Asker(person(who))
    assert found.opens_an_account().status_code == 200
    return found


def quality(text: str = "Jokainen lapsi otetaan aamulla vastaan nimeltä.", **more: Any) -> Words:
    """A quality requirement."""
    sheet = {
        "title": "Laatuvaatimus",
        "parts": [{"heading": text, "text": "Puolivuosittain katsotaan yhdessä."}],
    }
    return Words(sheet, kind="quality", mark="result", **more)


def at(days: int) -> datetime:
    return now() + timedelta(days=days)
