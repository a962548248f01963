"""Which backup copies stay: the newest of each of the last days, and of each of the last months."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
DAILY = 14
MONTHLY = 12
_NAME = re.compile(r"tuokio-(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})\.age")


def name_of(made: datetime) -> str:
    """The file name of a copy made then: the time on the wall in Finland and nothing else."""
    return f"tuokio-{made.astimezone(HELSINKI):%Y-%m-%d-%H%M}.age"


def made_at(name: str) -> datetime | None:
    """When the copy of that name was made; None for any other file."""
    found = _NAME.fullmatch(name)
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
