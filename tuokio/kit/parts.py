"""What a context adds to a page that is gathered elsewhere: a value and the template that shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One card of a page. `template` shows `content`, which it finds as `part`."""

    template: str
    content: object


@dataclass(frozen=True, slots=True)
class Link:
    """A way to somewhere, and what it is called."""

    href: str
    label: str
