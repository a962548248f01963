"""Rows that must not tell in which order they came: all of them are laid anew each time one comes or changes."""

from __future__ import annotations

from collections.abc import Sequence
from random import SystemRandom
from typing import Any
from uuid import uuid4

from django.db import models


def lay_anew[Row: models.Model](old: models.QuerySet[Row], new: Sequence[Row]) -> None:
    """Put what comes among what is there, each row with a new id and in a random place.

    Call it under the lock of what they belong to. A row of `new` that stands there already takes its own place.
    """
    own = {row.pk for row in new}
    rows: list[Any] = [*(row for row in old if row.pk not in own), *new]
    old.all().delete()
    for row in rows:
        row.pk = uuid4()
    SystemRandom().shuffle(rows)
    old.model._base_manager.bulk_create(rows)
