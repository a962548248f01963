"""Frozen dataclasses as plain JSON values and back, exactly; what does not fit the types is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID


def as_plain(value: Any) -> Any:
    """Dataclasses become dicts, tuples lists, and dates, ids and decimals text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: as_plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of that type. Raises ValueError, naming the type, for a value of another shape."""
    if get_origin(kind) is UnionType:
        return _optional(kind, plain)
    if get_origin(kind) is tuple:
        if not isinstance(plain, list):
            raise ValueError(f"a list was expected, not {type(plain).__name__}")
        return tuple(from_plain(get_args(kind)[0], item) for item in plain)
    if is_dataclass(kind):
        return _dataclass(kind, plain)
    if kind in (bool, int, str):
        if type(plain) is not kind:
            raise ValueError(f"{kind.__name__} was expected, not {type(plain).__name__}")
        return plain
    if not isinstance(plain, str):
        raise ValueError(f"text was expected for {kind.__name__}, not {type(plain).__name__}")
    try:
        return _READERS.get(kind, kind)(plain)
    except (ValueError, InvalidOperation) as wrong:
        raise ValueError(f"{plain!r} is no {kind.__name__}") from wrong


_READERS: dict[Any, Callable[[str], Any]] = {date: date.fromisoformat}


def _optional(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    (inner,) = (option for option in get_args(kind) if option is not NoneType)
    return from_plain(inner, plain)


def _dataclass(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise ValueError(f"{kind.__name__} was expected, not {type(plain).__name__}")
    hints = _hints(kind)
    if unknown := set(plain) - set(hints):
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    required = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    if missing := required - set(plain):
        raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
    return kind(**{name: from_plain(hints[name], value) for name, value in plain.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
