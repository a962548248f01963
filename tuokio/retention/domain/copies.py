"""Which backup copies stay: the newest of each of the last days, and of each of the last months."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
DAILY = 14
MONTHLY = 12
KEYS_DAILY = 14  # of the sealed keys: within a month no copy opens what was erased
KEYS_LIVE = timedelta(days=30)
_WHEN = r"(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})\.age"
_EVERYTHING, _KEYS = re.compile(f"tuokio-{_WHEN}"), re.compile(f"tuokio-keys-{_WHEN}")


def name_of(made: datetime, *, of_keys: bool = False) -> str:
    """The file name of a copy made then: the time on the wall in Finland and nothing else."""
    return f"tuokio-{'keys-' if of_keys else ''}{made.astimezone(HELSINKI):%Y-%m-%d-%H%M}.age"


def made_at(name: str, *, of_keys: bool = False) -> datetime | None:
    """When the copy of that name was made; None for any other file."""
    found = (_KEYS if of_keys else _EVERYTHING).fullmatch(name)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)
    except ValueError:
        return None


def superfluous_keys(names: Iterable[str]) -> list[str]:
    """The copies of sealed keys that go: all but the newest of each of the last days, and any that is a month old.

    A month is counted back from the newest of them, which was just made.
    """
    known = {name: made for name in names if (made := made_at(name, of_keys=True))}
    newest = max(known.values(), default=None)
    old = [name for name, made in known.items() if newest and newest - made >= KEYS_LIVE]
    return [*superfluous(known.keys() - set(old), daily=KEYS_DAILY, monthly=0, of_keys=True), *old]


def superfluous(
    names: Iterable[str], *, daily: int = DAILY, monthly: int = MONTHLY, of_keys: bool = False
) -> list[str]:
    """The copies that may go. Files of other names are never among them, nor the newest copy."""
    copies = sorted(
        ((made, name) for name in names if (made := made_at(name, of_keys=of_keys))), reverse=True
    )
    kept: set[str] = set()
    for length, limit in ((10, daily), (7, monthly)):
        seen: set[str] = set()
        for made, name in copies:
            span = made.isoformat()[:length]
            if span not in seen and len(seen) < limit:
                seen.add(span)
                kept.add(name)
    return [name for _made, name in copies if name not in kept]
