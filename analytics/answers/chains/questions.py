"""Questions: which voter to find out about first, which of us to ask, and by which path."""

from collections.abc import Iterator
from typing import NamedTuple

from analytics.access.access import AccessPath, best_path
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
    closest = _closest(context)
    for voter in sorted(worth, key=lambda one: (-round(worth[one], DIGITS), one)):
        member = closest.get(voter)
        if member is None:
            path = context.access[voter].best
            member = path.nodes[0].id if path else None
        else:
            path = best_path(context.access_graph, voter, member)
        yield Question(voter, worth[voter], path, member)


def _closest(context: Context) -> dict[str, str]:
    """Return the member who is closest to each person, the first by id of several; no person to whom nobody is."""
    found: dict[str, tuple[float, str]] = {}
    for (member, person), value in context.closeness.items():
        if value > 0:
            rank = (-round(value, DIGITS), member)
            found[person] = min(found.get(person, rank), rank)
    return {person: member for person, (_, member) in found.items()}
