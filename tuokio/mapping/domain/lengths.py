"""How long a meeting lasts, as people write it on their pages, in Finnish, Swedish and English.

Understood: 45 min, 45 / 60 min, 60–90 min, 45 min ja 60 min, 90 minuuttia, 1 h, 1,5 h, 1½ timme,
1 h 30 min, 2 tuntia, 45-minuuttinen. One pass over the words, so time grows with the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SHORTEST = 10
LONGEST = 480

WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)?½?|½|[^\W\d_]+|\S")
NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?½?|½")
JOINING = frozenset("/–—-‐‑‒,&+|") | {"ja", "tai", "sekä", "och", "eller", "till", "and", "or", "to"}
SPELLED = {
    **dict.fromkeys(("yksi", "en", "ett", "one"), 1.0),
    **dict.fromkeys(("puolitoista", "halvannen"), 1.5),
    **dict.fromkeys(("kaksi", "två", "two"), 2.0),
    **dict.fromkeys(("kolme", "tre", "three"), 3.0),
}
MINUTE_STEMS = ("minuut", "minut", "minuter")
HOUR_STEMS = ("tunti", "tunnin", "tuntia", "timm", "hour")
HOUR_WORDS = frozenset({"h", "t", "tim", "hr", "hrs"})
# what may hold a length at all: a number or a number word, then the first letter of a unit
MAYBE = re.compile(
    r"(?:[0-9½]|toista|kaksi|kolme|yksi|en|ett|två|tre|one|two|three)\s?[-‐‑–]?\s?[mht]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of meeting found in a text: whole minutes, and where its words begin and end."""

    minutes: int
    start: int
    end: int


def lengths_in(text: str) -> tuple[Length, ...]:
    """The lengths that a text names, in its order; those under 10 minutes or over 8 hours are something else."""
    if not MAYBE.search(text):
        return ()
    return tuple(length for length in _measured(text) if SHORTEST <= length.minutes <= LONGEST)


def minutes_in(text: str) -> tuple[int, ...]:
    """The same as plain minutes, each once, shortest first."""
    return tuple(sorted({length.minutes for length in lengths_in(text)}))


def _measured(text: str) -> Iterator[Length]:
    waiting: list[tuple[float, int]] = []  # numbers that have not met their unit: "45 / 60" before "min"
    hours: Length | None = None  # "1 h", which "30 min" may still lengthen
    for match in WORD.finditer(text):
        word = match.group().casefold()
        if (number := _number(word)) is not None:
            waiting.append((number, match.start()))
            continue
        unit = _unit(word) if waiting else 0
        found = (
            [Length(round(number * unit), start, match.end()) for number, start in waiting] if unit else []
        )
        if hours and unit == 1 and len(found) == 1 and found[0].minutes < 60:
            found = [Length(hours.minutes + found[0].minutes, hours.start, match.end())]
        elif hours:
            yield hours
        hours = found.pop() if unit == 60 else None
        yield from found
        if unit or word not in JOINING:
            waiting = []
    if hours:
        yield hours


def _number(word: str) -> float | None:
    if not word[0].isdigit() and word[0] != "½":
        return SPELLED.get(word)
    if not NUMBER.fullmatch(word):
        return None
    half = 0.5 if word.endswith("½") else 0.0
    digits = word.removesuffix("½").replace(",", ".")
    return float(digits or 0) + half


def _unit(word: str) -> int:
    if word in {"min", "mins"} or word.startswith(MINUTE_STEMS):
        return 1
    if word in HOUR_WORDS or word.startswith(HOUR_STEMS):
        return 60
    return 0
