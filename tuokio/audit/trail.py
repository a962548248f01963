"""Write down an act that must be accounted for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from tuokio.audit import chain
from tuokio.audit.chained import CHAINED
from tuokio.audit.models import Entry


def record(
    act: str, *, about: Model, by: Model | None, at: datetime, **detail: str | int | bool | None
) -> Entry:
    """Record that `by` did `act` to `about`. Details are codes, dates and counts: never text a person typed.

    Acts that must not be altered afterwards are chained too (chained.py); then this is the act's last line.
    """
    entry = Entry(
        practice_id=_practice_of(about),
        act=act,
        about_kind=about._meta.model_name or "",
        about_id=str(about.pk),
        by_id=by.pk if by is not None else None,
        at=at,
        detail={key: value for key, value in detail.items() if value is not None},
    )
    if act in CHAINED:
        with transaction.atomic():
            chain.keep(entry)
    else:
        entry.save()
    return entry


def _practice_of(about: Any) -> UUID | None:
    if about._meta.label == "people.Practice":
        return UUID(str(about.pk))
    found = getattr(about, "practice_id", None)
    return found if isinstance(found, UUID) else None
