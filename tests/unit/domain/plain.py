"""Values of the rules as plain JSON and back, by their types alone: what a restart has to go by."""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

T = TypeVar("T")


def plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, ZoneInfo):
        return value.key
    if isinstance(value, tuple | frozenset):
        return [plain(one) for one in value]
    assert value is None or isinstance(value, str | int | bool), value
    return value


def revived(kind: Any, raw: Any) -> Any:
    if isinstance(kind, UnionType):
        inner = next(one for one in get_args(kind) if one is not NoneType)
        return None if raw is None else revived(inner, raw)
    if get_origin(kind) in (tuple, frozenset):
        return get_origin(kind)(revived(get_args(kind)[0], one) for one in raw)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: revived(hints[name], value) for name, value in raw.items()})  # type: ignore[operator]
    if kind in (datetime, time):
        return kind.fromisoformat(raw)
    if kind is timedelta:
        return timedelta(microseconds=raw)
    return kind(raw)


def restarted(value: T) -> T:
    """Return what is left of a value when the process ends and another begins."""
    found: T = revived(type(value), json.loads(json.dumps(plain(value))))
    return found
