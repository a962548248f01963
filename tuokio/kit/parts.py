"""What a context adds to a page that is gathered elsewhere: a value and the template that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Place(IntEnum):
    """Where on a page a part stands: first what waits for the reader, last what is settled."""

    WAITS = 1
    TOLD = 2
    STANDS = 3  # to be looked at any day
    SETTLED = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One card of a page. `template` shows `content`, which it finds as `part`.

    `leads_to`: the address of the room that the card opens, so that the page need not name it again.
    """

    template: str
    content: object
    place: Place = Place.TOLD
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way to somewhere, and what it is called. `language`: of the label and of what is found there, if another."""

    href: str
    label: str
    language: str = ""
