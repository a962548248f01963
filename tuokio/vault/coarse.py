"""Times as coarse as they may be kept, whoever writes them (docs/confidentiality.md)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.db.models import DateTimeField

from tuokio.kit.clock import HELSINKI


def to_the_hour(at: datetime) -> datetime:
    """A moment as coarse as what is written again and again may carry it."""
    return at.replace(minute=0, second=0, microsecond=0)


def to_the_day(at: datetime) -> datetime:
    """The day in Finland, as its midnight in UTC: the same date, in whichever of the two it is read."""
    return datetime.combine(at.astimezone(HELSINKI).date(), time.min, UTC)


class HourTime(DateTimeField[Any, Any]):
    """A moment of which the database keeps the hour."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Coarsen what is written; what is asked for stays as it is."""
        return super().get_db_prep_save(_coarse(value, to_the_hour), connection)


class DayTime(DateTimeField[Any, Any]):
    """A moment of which the database keeps the day."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Coarsen what is written; what is asked for stays as it is."""
        return super().get_db_prep_save(_coarse(value, to_the_day), connection)


def _coarse(value: Any, how: Any) -> Any:
    return how(value) if isinstance(value, datetime) else value
