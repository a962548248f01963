"""Which backup copies stay: the newest of each of the last days, and of each of the last months.

Copies of sealed keys are a series of their own that is never older than thirty days: after that, nothing opens what
was erased and still lies sealed in an older copy (docs/confidentiality.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
DAILY = 14
MONTHLY = 12
KEYS_LIVE = timedelta(days=30)
_NAME = re.compile(r"tuokio-(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})\.age")
_KEYS_NAME = re.compile(r"tuokio-keys-(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})\.age")


def name_of(made: datetime) -> str:
    """The file name of a copy made then: the time on the wall in Finland and nothing else."""
    return f"tuokio-{made.astimezone(HELSINKI):%Y-%m-%d-%H%M}.age"


def keys_name_of(made: datetime) -> str:
    """The file name of the copy of the keys made then."""
    return f"tuokio-keys-{made.astimezone(HELSINKI):%Y-%m-%d-%H%M}.age"


def made_at(name: str) -> datetime | None:
    """When the copy of that name was made; None for any other file, and for a copy of keys."""
    return _moment(_NAME.fullmatch(name))


def keys_made_at(name: str) -> datetime | None:
    """When the copy of keys of that name was made; None for any other file."""
    return _moment(_KEYS_NAME.fullmatch(name))


def _moment(found: re.Match[str] | None) -> datetime | None:
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)
    except ValueError:
        return None


def superfluous(names: Iterable[str], *, daily: int = DAILY, monthly: int = MONTHLY) -> list[str]:
    """The copies that may go. Files of other names are never among them, nor the newest copy."""
    copies = sorted(((made, name) for name in names if (made := made_at(name))), reverse=True)
    kept: set[str] = set()
    for length, limit in ((10, daily), (7, monthly)):
        seen: set[str] = set()
        for made, name in copies:
            span = made.isoformat()[:length]
            if span not in seen and len(seen) < limit:
                seen.add(span)
                kept.add(name)
    return [name for _made, name in copies if name not in kept]


def spent_keys(names: Iterable[str], *, at: datetime, daily: int = DAILY) -> list[str]:
    """The copies of keys that go: those past their thirty days, the newest too, and all but one of a day."""
    copies = sorted(((made, name) for name in names if (made := keys_made_at(name))), reverse=True)
    days: set[str] = set()
    kept: set[str] = set()
    for made, name in copies:
        day = made.date().isoformat()
        if at - made < KEYS_LIVE and day not in days and len(days) < daily:
            days.add(day)
            kept.add(name)
    return [name for _made, name in copies if name not in kept]


def keys_beside(copy: str, names: Iterable[str]) -> str | None:
    """The copy of keys to bring back with a copy: of the same moment, else the newest there is."""
    same, known = made_at(copy), {made: name for name in names if (made := keys_made_at(name))}
    if not known:
        return None
    return known.get(same, known[max(known)]) if same else known[max(known)]
