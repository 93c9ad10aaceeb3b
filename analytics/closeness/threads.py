"""Threads: how many relationships hold the account, counted by how evenly closeness is spread."""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analytics.inputs.contacts import Pair


class Threads(NamedTuple):
    """Effective numbers of pairs, of their people and of ours; 1 is single-threaded."""

    pairs: float
    theirs: float
    ours: float


def threads(closeness: Mapping[Pair, float]) -> Threads | None:
    """Return ``exp(entropy)`` of the shares of summed closeness; None where there is none at all.

    Examples
    --------
    >>> threads({("kim", "ada"): 40.0, ("kim", "bo"): 40.0})
    Threads(pairs=2.0, theirs=2.0, ours=1.0)
    """
    if not any(closeness.values()):
        return None
    theirs: dict[str, list[float]] = {}
    ours: dict[str, list[float]] = {}
    for (member, person), value in sorted(closeness.items()):
        theirs.setdefault(person, []).append(value)
        ours.setdefault(member, []).append(value)
    return Threads(
        pairs=_effective(closeness.values()),
        theirs=_effective(map(math.fsum, theirs.values())),
        ours=_effective(map(math.fsum, ours.values())),
    )


def _effective(amounts: Iterable[float]) -> float:
    counting = [amount for amount in amounts if amount > 0]
    total = math.fsum(counting)
    return math.exp(-math.fsum(amount / total * math.log(amount / total) for amount in counting))
