"""Where everything of an access picture stands: columns from us to the voters, and rows that let lines cross little."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

PASSES = 12
"""Times that rows are moved towards their neighbours, from right to left and back."""

_BEST, _OTHER = 4.0, 1.0
"""How strongly a best way draws its ends together, and how strongly another one does."""

MOST_PASSED = 3
"""Columns of people who are passed; other ways than the best that would need more are not drawn."""

_GAP, _BEND = 9.0, 6.0
_DIGITS = 6


class Stop(NamedTuple):
    """Somebody in a column, or the bend of a line that passes the column between them.

    ``kind`` is ``ours``, ``passed``, ``voter`` or ``bend``; a voter whom another way passes stands in two columns.
    """

    kind: str
    id: str
    column: int = 0


class Line(NamedTuple):
    """A step that is drawn once for all ways that take it: through its bends, from one stop to another."""

    stops: tuple[Stop, ...]
    best: bool
    weakest: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of stops from top to bottom, the middle of each stop in points from the top, and the lines.

    ``left_out`` counts the ways that are not drawn.
    """

    columns: Sequence[Sequence[Stop]]
    middles: Mapping[Stop, float]
    lines: Sequence[Line]
    height: float
    left_out: int


class Way(NamedTuple):
    """A way to a voter: ids of one of us, of those it passes, and of the voter; ``weakest`` is a place of a step."""

    people: Sequence[str]
    best: bool
    weakest: int | None


def layout(ways: Sequence[Way], heights: Mapping[str, float], passed_height: float) -> Layout:
    """Return where everything stands.

    Parameters
    ----------
    ways : sequence
        The best way of each voter before all others.
    heights : mapping
        Voter -> room that they need, in points, in the order in which they would stand.
    passed_height : float
        Room of everybody else.

    Examples
    --------
    >>> found = layout([Way(["kim", "ada", "bo"], True, 0)], {"bo": 40.0}, 20.0)
    >>> [[stop.id for stop in column] for column in found.columns]
    [['kim'], ['ada'], ['bo']]
    """
    drawn, columns = _columns(ways)
    last = 1 + max(columns.values(), default=0)
    lines = _lines(drawn, columns, last)
    stops = {stop for line in lines for stop in line.stops} | {Stop("voter", voter, last) for voter in heights}
    rows = {stop: _height(stop, heights, passed_height) for stop in stops}
    stacks = [sorted(stop for stop in stops if stop.column == column) for column in range(last + 1)]
    order = list(heights)
    stacks[last].sort(key=lambda stop: order.index(stop.id))
    height = max(sum(rows[stop] for stop in stack) for stack in stacks)
    return Layout(*_settled(stacks, rows, lines, height), lines, height, len(ways) - len(drawn))


def _columns(ways: Iterable[Way]) -> tuple[list[Way], dict[str, int]]:
    """Return the ways that are drawn, and the column of each person whom they pass: behind those who lead there.

    Of two ways that pass the same two people in opposite order the first decides, and another than a best one is not
    drawn: a line that went back would be taken for one that comes.
    """
    drawn: list[Way] = []
    after: dict[str, frozenset[str]] = {}
    columns: dict[str, int] = {}
    for way in ways:
        then = _with_way(after, way.people[1:-1])
        deep = _depths(then)
        onward = all(deep[here] < deep[there] for here, there in pairwise(way.people[1:-1]))
        if way.best or (onward and max(deep.values(), default=0) <= max(MOST_PASSED, *columns.values(), 0)):
            drawn.append(way)
            after, columns = then, deep
    return drawn, columns


def _with_way(after: Mapping[str, frozenset[str]], passed: Sequence[str]) -> dict[str, frozenset[str]]:
    found = {**dict.fromkeys(passed, frozenset[str]()), **after}
    for here, there in pairwise(passed):
        if not _leads(found, there, here):
            found[here] |= {there}
    return found


def _leads(after: Mapping[str, frozenset[str]], source: str, target: str) -> bool:
    """Whether a person stands behind another one, or is the same."""
    return source == target or any(_leads(after, there, target) for there in after[source])


def _depths(after: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """Return how far behind us each person stands, from 1."""
    found = dict.fromkeys(after, 1)
    for _ in after:
        for here, others in after.items():
            for there in others:
                found[there] = max(found[there], found[here] + 1)
    return found


def _lines(ways: Iterable[Way], columns: Mapping[str, int], last: int) -> list[Line]:
    best: dict[tuple[Stop, Stop], bool] = {}
    weakest = set()
    for way in ways:
        passed = [Stop("passed", person, columns[person]) for person in way.people[1:-1]]
        stops = [Stop("ours", way.people[0]), *passed, Stop("voter", way.people[-1], last)]
        for place, ends in enumerate(pairwise(stops)):
            best[ends] = best.get(ends, False) or way.best
            if way.best and way.weakest == place:
                weakest.add(ends)
    return [Line(_bent(*ends), is_best, ends in weakest) for ends, is_best in sorted(best.items())]


def _bent(source: Stop, target: Stop) -> tuple[Stop, ...]:
    name = f"{source.kind} {source.id} > {target.kind} {target.id}"
    bends = (Stop("bend", name, column) for column in range(source.column + 1, target.column))
    return (source, *bends, target)


def _height(stop: Stop, heights: Mapping[str, float], passed_height: float) -> float:
    if stop.kind == "bend":
        return _BEND
    return (heights[stop.id] if stop.kind == "voter" else passed_height) + _GAP


def _settled(
    stacks: list[list[Stop]], rows: Mapping[Stop, float], lines: Iterable[Line], height: float
) -> tuple[list[list[Stop]], dict[Stop, float]]:
    """Return the stops of each column in order, with their middles, near to those whom lines join them to."""
    pulls: dict[Stop, dict[Stop, float]] = defaultdict(dict)
    for line in lines:
        for here, there in pairwise(line.stops):
            strength = _BEST if line.best else _OTHER
            pulls[here][there] = pulls[there][here] = max(strength, pulls[here].get(there, 0.0))
    middles: dict[Stop, float] = {}
    for stack in stacks:
        middles |= _stacked(stack, rows, {}, height)
    backward = [*range(len(stacks) - 2, -1, -1), *range(1, len(stacks))]
    for _ in range(PASSES):
        for column in backward:
            wanted = {stop: _pulled(stop, pulls[stop], middles) for stop in stacks[column]}
            stacks[column].sort(key=lambda stop: (round(wanted[stop], _DIGITS), stop))
            middles |= _stacked(stacks[column], rows, wanted, height)
    return stacks, middles


def _pulled(stop: Stop, pulls: Mapping[Stop, float], middles: Mapping[Stop, float]) -> float:
    if not pulls:
        return middles[stop]
    return sum(middles[other] * strength for other, strength in pulls.items()) / sum(pulls.values())


def _stacked(
    stack: Sequence[Stop], rows: Mapping[Stop, float], wanted: Mapping[Stop, float], height: float
) -> dict[Stop, float]:
    """Return the middles of stops in their order, as near as they can be to where they are wanted."""
    middles, end = {}, 0.0
    for stop in stack:
        middles[stop] = max(wanted.get(stop, 0.0), end + rows[stop] / 2)
        end = middles[stop] + rows[stop] / 2
    start = height
    for stop in reversed(stack):
        middles[stop] = min(middles[stop], start - rows[stop] / 2)
        start = middles[stop] - rows[stop] / 2
    return middles
