"""What waits for someone in *Tänään*: one line each, with one step."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise

Words = str | Promise


class WaitingRank(IntEnum):
    """In which order things wait: promises to others first, one's own book-keeping later."""

    PROMISED_ANSWER = 10
    ATTENDANCE = 20
    NEW_DATE_WANTED = 30
    AGREEMENT = 40
    INVOICING = 50
    ENDING = 60
    MAIL_TROUBLE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits.

    `kind` says in a word what it is ("Läsnäolo"), `title` which one, `why` in one line what is missing,
    `href` and `action` the one step to take. Things of the same rank keep the order they were given in.
    """

    kind: Words
    title: Words
    why: Words
    href: str
    action: Words
    rank: WaitingRank


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """The most pressing first."""
    return sorted(waiting, key=lambda one: one.rank)
