"""Write down an act that must be accounted for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from tuokio.audit.models import Entry


def record(
    act: str, *, about: Model, by: Model | None, at: datetime, **detail: str | int | bool | None
) -> Entry:
    """Record that `by` did `act` to `about`. Details are codes, dates and counts: never text a person typed."""
    return Entry.objects.create(
        practice_id=_practice_of(about),
        act=act,
        about_kind=about._meta.model_name or "",
        about_id=str(about.pk),
        by_id=by.pk if by is not None else None,
        at=at,
        detail={key: value for key, value in detail.items() if value is not None},
    )


def _practice_of(about: Any) -> UUID | None:
    if about._meta.label == "people.Practice":
        return UUID(str(about.pk))
    found = getattr(about, "practice_id", None)
    return found if isinstance(found, UUID) else None
