"""Places that one edge holds at any instant, in the plain model: whose, and when."""

from collections.abc import Iterator, Mapping

from tests.contract.model_kinds import Key
from tests.contract.model_record import Record, Span, holds

PLACES = {
    "reporting_line": ("line", "solid", ("person",)),
    "team_reporting_line": ("line", "solid", ("member",)),
    "membership": ("primary", True, ("person",)),
    "coverage": ("duty", "owner", ("target",)),
}


def places_held(kind: str, record: Record) -> Iterator[tuple[tuple[str, str], Span]]:
    """Yield the place that a record holds, and each span of time in which it does."""
    if kind not in PLACES:
        return
    field, value, whose = PLACES[kind]
    starts = [start for start, _ in record.segments]
    for (start, data), stop in zip(record.segments, [*starts[1:], None], strict=True):
        begin, end = max(start, record.span[0] or ""), min(stop or "~", record.span[1] or "~")
        if data.get(field) == value and begin < end:
            place = (kind, str([data.get(name) for name in whose]))
            yield place, (begin or None, None if end == "~" else end)


def held_twice(records: Mapping[Key, Record]) -> str | None:
    """Return a kind of edge of which two hold one place at one instant; None where there is none."""
    held = [one for key, record in records.items() for one in places_held(key[0], record)]
    for place, span in held:
        if sum(place == other and holds(its, span[0] or "") for other, its in held) > 1:
            return place[0]
    return None


def last_before(records: Mapping[Key, Record], key: Key) -> tuple[str, Key] | None:
    """Return when another edge last gave up the place of one, not after that one ends, and which it was."""
    own = {place for place, _ in places_held(key[0], records[key])}
    before = [
        (span[1], other)
        for other, record in records.items()
        for place, span in places_held(other[0], record)
        if other != key and place in own and span[1] is not None and span[1] <= (records[key].span[1] or "~")
    ]
    return max(before, default=None)
