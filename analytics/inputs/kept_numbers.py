"""Numbers that follow from records alone, kept from one date to the next by a fingerprint of all they follow from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from pydantic_core import to_json

from analytics.graphs.assumed_lines import Seats
from analytics.graphs.people_graph import PeopleGraph
from schemas.rows.account_graph import AccountGraph

KEPT: Mapping[str, Sequence[str]] = {
    "influence": (),
    "brokerage": (),
    "communities": (),
    "departures": ("reporting_lines",),
}
"""Metrics that take longer than their fingerprint, each with the rows that it reads of the account itself."""

CIRCLES = "communities"
"""Is made of tuples, which JSON has not."""


class KeptNumbers:
    """What was computed of an account before, each value under the fingerprint of its inputs.

    An input that is another one, by a bit, has another fingerprint: then the value is computed. So what was kept of
    another revision, other settings or another date needs no look of its own.

    Parameters
    ----------
    known : mapping
        What `to_keep` returned before.
    program : str
        A text that changes with whatever computes the values.

    Examples
    --------
    >>> first = KeptNumbers({}, "v1")
    >>> first.value_of("influence", [(1.0, 2.0)], lambda: {"ada": 1.0})
    {'ada': 1.0}
    >>> KeptNumbers(first.to_keep() or {}, "v1").value_of("influence", [(1.0, 2.0)], dict)
    {'ada': 1.0}
    >>> KeptNumbers(first.to_keep() or {}, "v2").value_of("influence", [(1.0, 2.0)], dict)
    {}
    """

    def __init__(self, known: Mapping[str, Any], program: str) -> None:
        self._known = known
        self._program = program
        self._asked: dict[str, Any] = {}

    def value_of(self, metric: str, inputs: Sequence[Any], compute: Callable[[], Any]) -> Any:
        """Return the value of a metric: the one that is kept of the same inputs, else what is computed.

        Parameters
        ----------
        metric : str
            One of `KEPT`.
        """
        if any(isinstance(each, Seats) and not each.level for each in inputs):
            return compute()  # nobody takes over a line: there is less to compute than to look up
        key = self._fingerprint(metric, inputs)
        if key not in self._asked:
            self._asked[key] = self._known[key] if key in self._known else compute()
        value = self._asked[key]
        return tuple(map(tuple, value)) if metric == CIRCLES else value

    def to_keep(self) -> Mapping[str, Any] | None:
        """Return all that was asked for, as JSON has it; None where all of it is kept already."""
        return None if self._asked.keys() <= self._known.keys() else self._asked

    def _fingerprint(self, metric: str, inputs: Sequence[Any]) -> str:
        found = blake2b(f"{self._program}\n{metric}".encode(), digest_size=16)
        for part in (part for each in inputs for part in _written(each, KEPT[metric])):
            found.update(len(part).to_bytes(8))
            found.update(part)
        return found.hexdigest()


def _written(value: Any, rows: Sequence[str]) -> Iterator[bytes]:
    """Yield all that a value holds; of an account these rows alone."""
    if isinstance(value, PeopleGraph):
        yield to_json([type(value).__name__, value.people])
        yield from (each.tobytes() for each in (value.source, value.target, value.weight))
    elif isinstance(value, np.ndarray):
        yield value.tobytes()
    elif isinstance(value, AccountGraph):
        yield to_json([getattr(value, name) for name in rows])
    elif isinstance(value, Seats):  # the rest of it follows from these
        yield to_json([value.level, value.unit, value.above])
    elif isinstance(value, Mapping):
        yield to_json(list(value.items()))
    else:
        yield to_json(value)
