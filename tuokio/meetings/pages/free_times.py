"""Free times as a page: the weeks to come, and one day looked at closer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.meetings.domain.slots.words import Refusal, Start
from tuokio.meetings.labels import WHY_NOT_FREE

WEEKEND = 5


@dataclass(frozen=True, slots=True)
class FreeWeek:
    """A week of the table: for each day from Monday on where it is looked at closer, its date and how many are free."""

    number: int
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Times that follow each other and are alike: from when until when something could begin, and why not."""

    hours: str
    why: str


@dataclass(frozen=True, slots=True)
class ChosenDay:
    """One day: the times that are free, and why the others are not."""

    heading: str
    free: tuple[str, ...]
    others: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class FreeTimesPage:
    """The free times of some weeks."""

    total: int
    weekdays: tuple[str, ...]
    weeks: tuple[FreeWeek, ...]
    chosen: ChosenDay | None

    @classmethod
    def of(
        cls,
        free: Mapping[date, int],
        *,
        since: date,
        until: date,
        asked: Mapping[str, str],
        chosen: ChosenDay | None = None,
    ) -> FreeTimesPage:
        """The weeks from that of `since` to that of `until`; weekends only where something is free on one."""
        width = 7 if any(day.weekday() >= WEEKEND for day in free) else WEEKEND
        query, weeks = f"?{urlencode({**asked, 'day': ''})}", []
        for monday in range(since.toordinal() - since.weekday(), until.toordinal() + 1, 7):
            days = [date.fromordinal(monday + number) for number in range(width)]
            told = tuple(
                (f"{query}{day}", f"{when.day(day, weekday=False, year=False)}: {free[day]}")
                if day in free
                else ("", "")
                for day in days
            )
            weeks.append(FreeWeek(when.week_number(days[0]), told))
        weekdays = when.WEEKDAYS[when.language()][:width]
        return cls(sum(free.values()), weekdays, tuple(weeks), chosen)


def chosen_day(
    on: date, starts: Sequence[Start], looked: Iterable[tuple[Start, frozenset[Refusal]]]
) -> ChosenDay:
    """The day's free times as words, and why the times between are not free."""
    free = {one.utc for one in starts}
    stretches: list[tuple[Start, Start, frozenset[Refusal]]] = []
    before: frozenset[Refusal] | None = None
    for start, why in looked:
        if start.utc in free or not why:
            before = None
        elif why == before:
            stretches[-1] = (stretches[-1][0], start, why)
        else:
            stretches.append((start, start, why))
            before = why
    twice = {one.local.replace(tzinfo=None) for one in starts if one.local.fold}
    return ChosenDay(
        when.spoken_day(on),
        tuple(_hour(one, twice) for one in starts),
        tuple(_stretch(first, last, why) for first, last, why in stretches),
    )


def _hour(start: Start, twice: Collection[object]) -> str:
    """The hour; on the night when it comes twice also which of the two."""
    hour = when.hour(start.utc, start.local.tzinfo.key)  # type: ignore[union-attr]  # a zone of a name
    if start.local.replace(tzinfo=None) not in twice:
        return hour
    return _("%(hour)s, second time") % {"hour": hour} if start.local.fold else hour


def _stretch(first: Start, last: Start, why: frozenset[Refusal]) -> Stretch:
    hours = _hour(first, ())
    if last is not first:
        hours = f"{hours}–{_hour(last, ())}"
    return Stretch(hours, ", ".join(str(WHY_NOT_FREE[one]) for one in Refusal if one in why))
