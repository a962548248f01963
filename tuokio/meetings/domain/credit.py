"""How much of one's own supervision counts: rules of associations, as data (domain 1.8).

A rule says how much of a meeting in a group one supervisee may count, and how much a month has to hold. Minutes
throughout. Sources: `bacp` BACP's requirement of a month and its group rule; `babcp` BABCP's; `fi_plain` counts
everything, as no Finnish rule was found that says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class CreditRule:
    """One association's rule.

    `whole_up_to`, `half_up_to`: the largest group in which one counts the whole time, or half of it; in a larger
    one `larger` decides: "divided" by the supervisees, or "nothing". None: whatever the size. `a_month`: minutes a
    month has to hold, None for no demand. `averaging`: whether a fuller month may make up for an emptier one.
    `group_alone`: whether supervision in a group is enough without any of one's own.
    """

    id: str
    whole_up_to: int | None
    half_up_to: int | None
    larger: str
    a_month: int | None
    averaging: bool
    group_alone: bool = True


RULES: Mapping[str, CreditRule] = {
    rule.id: rule
    for rule in (
        CreditRule("fi_plain", None, None, "whole", None, averaging=True),
        CreditRule("bacp", 1, 4, "divided", 90, averaging=False),
        CreditRule("babcp", 6, 6, "nothing", 90, averaging=True, group_alone=False),
    )
}


@dataclass(frozen=True, slots=True)
class Received:
    """One meeting in which one was supervised: its month as (year, month), its length, and how many supervisees."""

    month: tuple[int, int]
    minutes: int
    supervisees: int


@dataclass(frozen=True, slots=True)
class MonthOfCredit:
    """What a month holds in minutes, what of it counts, and what is missing by the rule."""

    month: tuple[int, int]
    individual: int
    group: int
    credited: Fraction
    missing: Fraction
    only_group: bool


def credited(rule: CreditRule, minutes: int, supervisees: int) -> Fraction:
    """How many minutes of one meeting one supervisee may count. Raises ValueError without a supervisee or a length."""
    if minutes < 0 or supervisees < 1:
        raise ValueError(f"{minutes} minutes with {supervisees} supervisees")
    if supervisees == 1 or rule.whole_up_to is None or supervisees <= rule.whole_up_to:
        return Fraction(minutes)
    if rule.half_up_to is not None and supervisees <= rule.half_up_to:
        return Fraction(minutes, 2)
    return Fraction(minutes, supervisees) if rule.larger == "divided" else Fraction(0)


def months_of_credit(
    rule: CreditRule, received: Sequence[Received], months: Iterable[tuple[int, int]]
) -> list[MonthOfCredit]:
    """Each of the months with what counts and what is missing.

    Without averaging each month stands alone: one every three weeks can then fail a month by the accident of the
    calendar, which is why it is shown month by month. With averaging a month misses what the average of all the
    months misses.
    """
    held = {month: [one for one in received if one.month == month] for month in months}
    counted = {
        month: sum((credited(rule, one.minutes, one.supervisees) for one in meetings), Fraction(0))
        for month, meetings in held.items()
    }
    average = sum(counted.values(), Fraction(0)) / len(held) if held else Fraction(0)
    alone = any(one.supervisees == 1 for meetings in held.values() for one in meetings)
    return [
        MonthOfCredit(
            month,
            sum(one.minutes for one in meetings if one.supervisees == 1),
            sum(one.minutes for one in meetings if one.supervisees > 1),
            counted[month],
            _missing(rule, average if rule.averaging else counted[month]),
            only_group=bool(meetings) and not alone and not rule.group_alone,
        )
        for month, meetings in held.items()
    ]


def _missing(rule: CreditRule, counted: Fraction) -> Fraction:
    return max(Fraction(0), rule.a_month - counted) if rule.a_month is not None else Fraction(0)
