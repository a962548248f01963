"""VAT of sums in cents, in plain Python: each line is rounded half up to the cent, and sums add the rounded lines.

27500 at 25.5 % makes 7012.5, so 7013; a list agrees with the invoices that are written from it.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

HUNDRED = Decimal(100)


class Amounts(NamedTuple):
    """An amount without VAT, its VAT, and both together, in cents."""

    net: int
    vat: int
    gross: int

    def times(self, count: int) -> "Amounts":
        """So many equal lines together."""
        return Amounts(self.net * count, self.vat * count, self.gross * count)


def amounts(net_cents: int, percent: Decimal) -> Amounts:
    """Net, VAT and gross of one line."""
    vat = _cents(net_cents * percent / HUNDRED)
    return Amounts(net_cents, vat, net_cents + vat)


def share(price_cents: int, percent: int) -> int:
    """So many percent of a price: what a late cancellation costs."""
    return _cents(Decimal(price_cents) * percent / HUNDRED)


def added(several: Iterable[Amounts]) -> Amounts:
    """The lines together."""
    nets, vats, grosses = zip(Amounts(0, 0, 0), *several, strict=True)
    return Amounts(sum(nets), sum(vats), sum(grosses))


def _cents(exact: Decimal) -> int:
    return int(exact.to_integral_value(ROUND_HALF_UP))
