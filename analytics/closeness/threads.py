"""Threads: how many relationships carry the account, by how evenly closeness is spread over them."""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analytics.inputs.contacts import Pair


class Threads(NamedTuple):
    """Effective numbers of pairs, of their people and of our members; 1 means single-threaded."""

    pairs: float
    theirs: float
    ours: float


def threads(closeness: Mapping[Pair, float]) -> Threads | None:
    """Return effective numbers of relationships: ``exp(entropy)`` of the shares that they have in all closeness.

    ``pairs`` takes the share of each pair, ``theirs`` that of each of their people, ``ours`` that of each member. 1
    means that everything hangs on one of them.

    Returns
    -------
    Threads or None
        Each from 1 to the number of pairs, people or members with any closeness; None without any closeness.

    References
    ----------
    Hill (1973), Diversity and evenness: the number of order 1; its use here is this project's.

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
    counting = list(amounts)
    total = math.fsum(counting)
    shares = [share for amount in counting if (share := amount / total) > 0]  # too small an amount has no share
    return math.exp(-math.fsum(share * math.log(share) for share in shares))
