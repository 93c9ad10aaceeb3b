"""Questions: which voter to find out about first, which of us to ask, and by which path."""

from collections.abc import Iterator
from typing import NamedTuple

from analytics.access.access import AccessPath, access
from analytics.context import Context
from analytics.ranking import DIGITS


class Question(NamedTuple):
    """A voter worth knowing more about; ``path`` is the best path to them that begins with the member to ask."""

    person: str
    value: float
    path: AccessPath | None
    ask: str | None


def questions(context: Context) -> Iterator[Question]:
    """Yield voters whose vote is not certain, by the value of knowing it, then by id."""
    worth = {voter: each.value for voter, each in context.value_of_knowing.items() if round(each.value, DIGITS) > 0}
    for voter in sorted(worth, key=lambda one: (-round(worth[one], DIGITS), one)):
        path = _path(context, voter)
        closest = _closest(context, voter)
        yield Question(voter, worth[voter], path, closest or (path.nodes[0].id if path else None))


def _path(context: Context, voter: str) -> AccessPath | None:
    closest = _closest(context, voter)
    return context.access[voter].best if closest is None else access(context.access_graph, voter, closest).best


def _closest(context: Context, voter: str) -> str | None:
    """Return the member who is closest to a voter, the first by id of several; None if none of us is close at all."""
    known = {member: value for (member, person), value in context.closeness.items() if person == voter and value > 0}
    return min(known, key=lambda member: (-round(known[member], DIGITS), member), default=None)
