"""Questions to the database that are put into SQL once.

Django writes the SQL of a query anew each time it is asked, which costs several times what answering it does.
A page of ten questions spends most of its time there. A prepared question is an ordinary function that returns
a queryset; what it is given later stands as a slot in the SQL.

    @prepared
    def meetings_of(person: Person, since: datetime) -> QuerySet[Meeting]:
        return Meeting.objects.filter(supervisor=person, starts_at__gte=since)

    meetings = meetings_of(aino, now())    # a list

The function runs once a thread, with slots for its arguments: it may hand them to filters and annotations, not
look at them. Values are model instances, UUIDs, dates, moments, texts and numbers; never None (which SQL writes
otherwise) and never a list (whose length would be part of the SQL).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from inspect import signature
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Expression,
    Model,
    QuerySet,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler

FIELDS: dict[type, Any] = {UUID: UUIDField(), datetime: DateTimeField(), date: DateField()}


class Slot(Expression):
    """A place in the SQL that gets its value when the question is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Question:
    """One queryset with its SQL, kept for one thread."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset: Any = queryset  # its inner parts are not typed
        self.connection = connections[queryset.db]
        compiler: Any = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.params = compiler.as_sql()
        self.bound: tuple[Any, ...] = ()
        # what runs a queryset asks its query for a compiler and the compiler for SQL: both are ready now
        compiler.as_sql = lambda *args, **kwargs: (self.sql, self.bound)
        query: Any = queryset.query
        query.get_compiler = lambda *args, **kwargs: compiler

    def ask(self, values: dict[str, Any]) -> list[Any]:
        """The rows for these values."""
        self.bound = tuple(
            self._as_stored(values[param.name]) if isinstance(param, Slot) else param for param in self.params
        )
        return list(self.queryset._iterable_class(self.queryset))

    def _as_stored(self, value: Any) -> Any:
        if value is None:
            raise TypeError("a slot takes no None: SQL compares with it otherwise")
        if isinstance(value, Model):
            value = value.pk
        field = FIELDS.get(type(value))
        return field.get_db_prep_value(value, self.connection) if field else value


def prepared[**P, Row](build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Let a function that returns a queryset write its SQL once and return a list (see the module)."""
    names = signature(build)
    make: Callable[..., QuerySet[Any, Row]] = build
    of_thread = threading.local()

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        question: Question | None = getattr(of_thread, "question", None)
        if question is None or question.connection is not connections[question.queryset.db]:
            slots: dict[str, Any] = {name: Slot(name) for name in names.parameters}
            question = of_thread.question = Question(make(**slots))
        return question.ask(names.bind(*args, **kwargs).arguments)

    return ask


def how_many(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many rows there are, as an annotation: `rows` belong through `by` to the row that is annotated."""
    counted = rows.order_by().values(by).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def keep_fetched(instance: Model, name: str, rows: list[Any]) -> None:
    """Let `instance.name.all()` give these rows without asking, as prefetch_related would have done."""
    queryset = getattr(instance, name).get_queryset()
    queryset._result_cache = rows
    queryset._prefetch_done = True
    vars(instance).setdefault("_prefetched_objects_cache", {})[name] = queryset  # Django's own place for them
