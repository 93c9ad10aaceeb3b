"""Ranges of a list: `closes_from` and `closes_to` of each instant, `amount_min` and `amount_max` of each number."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from schemas.errors import InvalidInput, Problem
from schemas.instants import Instant
from schemas.messages.message import Message

Way = Literal["least", "most", "before"]
WAYS: tuple[Way, ...] = ("least", "most", "before")


@dataclass(frozen=True, slots=True)
class RangeEnd:
    """One end of a range: of which field, what it does, and what is sent."""

    field: str
    way: Way
    type: Any
    sentence: str


_OF_INSTANTS: tuple[tuple[str, Way, str], ...] = (("from", "least", "Then or later."), ("to", "before", "Before then."))
_OF_NUMBERS: tuple[tuple[str, Way, str], ...] = (("min", "least", "At least."), ("max", "most", "At most."))


def range_ends(
    fields: type[BaseModel], kinds: Mapping[str, str], unfiltered: Collection[str]
) -> Iterator[tuple[str, RangeEnd]]:
    """Yield the parameters of ranges by their names, for every instant and number that a list can filter by."""
    properties = fields.model_json_schema()["properties"]
    for name in (name for name in kinds if name in properties and name not in unfiltered):
        if kinds[name] == "number":
            yield from _ends(name, float, _OF_NUMBERS)
        elif _is_instant(properties[name]):
            yield from _ends(name, Instant, _OF_INSTANTS)


def _ends(name: str, of: Any, ends: tuple[tuple[str, Way, str], ...]) -> Iterator[tuple[str, RangeEnd]]:
    for suffix, way, sentence in ends:
        yield f"{name}_{suffix}", RangeEnd(name, way, of, sentence)


def _is_instant(schema: Mapping[str, Any]) -> bool:
    return any(part.get("format") == "date-time" for part in schema.get("anyOf", [schema]))


def check_ranges(given: Mapping[str, RangeEnd], sent: Mapping[str, Any]) -> None:
    """Let pass ranges that begin before they end.

    Raises
    ------
    InvalidInput
        Otherwise; it points to both ends of each.
    """
    problems = []
    for first in (name for name, end in given.items() if end.way == "least"):
        for last in (name for name, end in given.items() if end.way != "least" and end.field == given[first].field):
            if sent[first] > sent[last]:
                upside_down = Message("records.upside_down", first=first, last=last)
                problems += [Problem(f"?{first}", upside_down), Problem(f"?{last}", upside_down)]
    if problems:
        raise InvalidInput(problems[0].detail, problems)


def bounds_of(given: Mapping[str, RangeEnd], sent: Mapping[str, Any]) -> dict[Way, dict[str, Any]]:
    """Return what bounds each field, by what an end does; of two ends that do the same, the nearer one.

    Examples
    --------
    >>> ends = {name: RangeEnd("due", "before", str, "") for name in ("due_to", "due_before")}
    >>> bounds_of(ends, {"due_to": "2026-07-09", "due_before": "2026-07-08"})["before"]
    {'due': '2026-07-08'}
    """
    bounds: dict[Way, dict[str, Any]] = {way: {} for way in WAYS}
    for name, end in given.items():
        kept = bounds[end.way]
        kept[end.field] = min(kept.get(end.field, sent[name]), sent[name])
    return bounds
