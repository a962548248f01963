"""What a stranger sees who books a mapping conversation: the frame of the practice's page, the booking itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.booking.usecases.telling import place_told
from tuokio.kit import when
from tuokio.kit.money import euros
from tuokio.mapping.enquiring import erased_when
from tuokio.mapping.labels import LANGUAGE_NAMES
from tuokio.mapping.models import PublicPage
from tuokio.mapping.pages import home_language, shown_languages
from tuokio.meetings.models import BookingRules, Talk
from tuokio.people.models import Person
from tuokio.terms.words import PracticeKind

TALK_CENTS = 0  # a mapping conversation costs nothing (domain 1.1: the first talk)


@dataclass(frozen=True, slots=True)
class LanguageWay:
    """The same page in another language."""

    code: str
    name: str
    path: str
    current: bool


@dataclass(frozen=True, slots=True)
class BookingFrame:
    """What the frame of a public page reads, without all that the practice's own page says."""

    name: str
    phone: str
    phone_link: str
    erased_when: str
    reads_alone: bool
    languages: tuple[LanguageWay, ...]

    @classmethod
    def of(cls, page: PublicPage, language: str, what: str = "choose", **more: Any) -> BookingFrame:
        """The frame in a language; `what` and `more` say which page, for the ways to its other languages."""
        practice = page.practice
        return cls(
            name=practice.name,
            phone=practice.phone,
            phone_link="".join(sign for sign in practice.phone if sign.isdigit() or sign == "+"),
            erased_when=erased_when(practice),
            reads_alone=practice.kind == PracticeKind.SOLO,
            languages=tuple(
                LanguageWay(code, LANGUAGE_NAMES[code], path_of(page, code, what, **more), code == language)
                for code in shown_languages(page)
            ),
        )


def path_of(page: PublicPage, language: str, what: str = "choose", **more: Any) -> str:
    """The path of a page of booking in one language, beneath the practice's page."""
    given = {"slug": page.practice.slug, **more}
    if language != home_language(page):
        given["language"] = language
    return reverse(f"booking:{what}", kwargs=given)


@dataclass(frozen=True, slots=True)
class Supervisors:
    """Of whom the times are, and the ways to one of them alone."""

    told: str
    ways: tuple[tuple[str, str, bool], ...]  # address, name, whether it is the one shown

    @classmethod
    def of(cls, rules: Sequence[BookingRules], chosen: str, here: str) -> Supervisors:
        """All of them, or the chosen one."""
        if len(rules) == 1:
            return cls(rules[0].supervisor.name, ())
        everyone = (here, _("Anyone who is free"), not chosen)
        each = tuple(
            (f"{here}?with={key_of(one.supervisor)}", one.supervisor.name, key_of(one.supervisor) == chosen)
            for one in rules
        )
        return cls("", (everyone, *each))


def key_of(supervisor: Person) -> str:
    """What names one supervisor in an address."""
    return supervisor.pk.hex[:8]


@dataclass(frozen=True, slots=True)
class TalkShown:
    """A conversation in words: when, with whom, where, at what price."""

    moment: str
    whom: str
    place: str
    minutes: int
    price: str
    is_cancelled: bool

    @classmethod
    def of(cls, talk: Talk) -> TalkShown:
        """A booked one, or one that is about to be."""
        return cls(
            moment=when.moment(talk.starts_at, talk.minutes, talk.zone),
            whom=talk.supervisor.name,
            place=place_told(talk),
            minutes=talk.minutes,
            price=euros(TALK_CENTS),
            is_cancelled=talk.state == Talk.State.CANCELLED,
        )
