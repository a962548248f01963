"""What meetings cost: cents without VAT, a dated VAT rate, and the sums of a payer's month.

VAT is worked out for each line and rounded half up to the cent (27500 at 25.5 % makes 7012.5, so 7013); sums
add the rounded lines, so that a list agrees with the invoices written from it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

HUNDRED = Decimal(100)


class NoVatRate(LookupError):
    """No rate, or more than one, is given for a code on a day."""


@dataclass(frozen=True, slots=True)
class VatRate:
    """A VAT treatment with the days it holds for, both included, and the reason printed on the invoice."""

    code: str
    percent: Decimal
    reason: str
    valid_from: date
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= HUNDRED:
            raise ValueError(f"a VAT rate is 0 to 100 percent, not {self.percent}")

    def holds_on(self, day: date) -> bool:
        """Whether this is the treatment of that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Amounts(NamedTuple):
    """An amount without VAT, its VAT, and both together, in cents."""

    net: int
    vat: int
    gross: int


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One charged meeting: who pays, of which day, cents without VAT, at which rate."""

    payer: str
    on: date
    net_cents: int
    rate: VatRate

    @property
    def amounts(self) -> Amounts:
        """What the line costs."""
        return amounts(self.net_cents, self.rate.percent)


@dataclass(frozen=True, slots=True)
class VatSum:
    """The lines of one VAT treatment together."""

    code: str
    percent: Decimal
    reason: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class PayerMonth:
    """What one payer owes for one month, by VAT treatment and in all."""

    payer: str
    year: int
    month: int
    lines: tuple[ChargeLine, ...]
    by_vat: tuple[VatSum, ...]
    total: Amounts


def rate_on(rates: Iterable[VatRate], code: str, day: date) -> VatRate:
    """The rate of a code on a day. Raises NoVatRate when there is none or when two overlap."""
    holding = [rate for rate in rates if rate.code == code and rate.holds_on(day)]
    if len(holding) != 1:
        raise NoVatRate(f"{len(holding)} rates for {code!r} on {day}")
    return holding[0]


def amounts(net_cents: int, percent: Decimal) -> Amounts:
    """Net, VAT and gross of one line, the VAT rounded half up to the cent."""
    vat = _cents(net_cents * percent / HUNDRED)
    return Amounts(net_cents, vat, net_cents + vat)


def share(price_cents: int, percent: int) -> int:
    """So many percent of a price, rounded half up to the cent: what a late cancellation costs."""
    return _cents(Decimal(price_cents) * percent / HUNDRED)


def payer_months(lines: Iterable[ChargeLine]) -> tuple[PayerMonth, ...]:
    """The lines gathered per payer and month, in that order, each month's lines by date."""
    gathered: dict[tuple[str, int, int], list[ChargeLine]] = defaultdict(list)
    for line in lines:
        gathered[line.payer, line.on.year, line.on.month].append(line)
    return tuple(_payer_month(key, gathered[key]) for key in sorted(gathered))


def _payer_month(key: tuple[str, int, int], lines: list[ChargeLine]) -> PayerMonth:
    ordered = tuple(sorted(lines, key=lambda line: line.on))
    return PayerMonth(*key, ordered, _by_vat(ordered), _sum(line.amounts for line in ordered))


def _by_vat(lines: Iterable[ChargeLine]) -> tuple[VatSum, ...]:
    groups: dict[tuple[str, Decimal, str], list[Amounts]] = defaultdict(list)
    for line in lines:
        groups[line.rate.code, line.rate.percent, line.rate.reason].append(line.amounts)
    return tuple(VatSum(*key, _sum(groups[key])) for key in sorted(groups))


def _sum(several: Iterable[Amounts]) -> Amounts:
    nets, vats, grosses = zip(Amounts(0, 0, 0), *several, strict=True)
    return Amounts(sum(nets), sum(vats), sum(grosses))


def _cents(exact: Decimal) -> int:
    return int(exact.to_integral_value(ROUND_HALF_UP))
