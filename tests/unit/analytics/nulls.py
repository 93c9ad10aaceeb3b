"""The nulls of an answer, and the reasons that it gives for them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel


class Null(NamedTuple):
    """A null field of a schema, and the reason that the answer gives for it, or None."""

    schema: str
    field: str
    reason: str | None


def nulls_of(answer: BaseModel) -> Iterator[Null]:
    """Yield every null field of an answer, at any depth."""
    yield from _nulls(answer, {}, "")


def idle_reasons(answer: BaseModel) -> Iterator[str]:
    """Yield every reason that belongs to no null."""
    for part in _parts(answer):
        for place in getattr(part, "reasons", {}):
            value: Any = part
            for name in place.split("."):
                value = getattr(value, name)
            if value is not None:
                yield f"{type(part).__name__}.{place}"


def _parts(part: Any) -> Iterator[BaseModel]:
    if isinstance(part, BaseModel):
        yield part
        for name in type(part).model_fields:
            yield from _parts(getattr(part, name))
    elif isinstance(part, tuple | list):
        for each in part:
            yield from _parts(each)


def _nulls(part: Any, reasons: Mapping[str, str], place: str) -> Iterator[Null]:
    if isinstance(part, BaseModel):
        own = "reasons" in type(part).model_fields
        given, begin = (part.reasons, "") if own else (reasons, place)  # type: ignore[attr-defined]
        for name in type(part).model_fields:
            value = getattr(part, name)
            if value is None:
                yield Null(type(part).__name__, name, given.get(begin + name))
            yield from _nulls(value, given, f"{begin}{name}.")
    elif isinstance(part, tuple | list):
        for each in part:
            yield from _nulls(each, {}, "")
