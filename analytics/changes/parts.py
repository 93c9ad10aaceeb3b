"""Parts of a difference: what time alone did, and what was recorded."""

from collections.abc import Mapping
from typing import Generic, Literal, NamedTuple, TypeVar

from analytics.ranking import DIGITS

Cause = Literal["recorded", "time", "both"]

Key = TypeVar("Key")

Value = float | str | None


class Parts(NamedTuple, Generic[Key]):
    """A value at two moments, and the earlier one ``replayed``: from what was known then, at the later instant.

    None is a value that is not known, or that is not there.
    """

    key: Key
    before: Value
    replayed: Value
    after: Value

    @property
    def difference(self) -> float | None:
        """How much it rose; None unless it is a number at both moments."""
        return _minus(self.after, self.before)

    @property
    def time(self) -> float | None:
        """How much it rose by time alone: nothing is recorded, but contacts and words age, and dates come."""
        return _minus(self.replayed, self.before)

    @property
    def inputs(self) -> float | None:
        """How much it rose by what was recorded: the rest."""
        return _minus(self.after, self.replayed)

    @property
    def cause(self) -> Cause:
        """What moved it."""
        if _same(self.before, self.replayed):
            return "recorded"
        return "time" if _same(self.replayed, self.after) else "both"


def parts_of(
    before: Mapping[Key, Value], replayed: Mapping[Key, Value], after: Mapping[Key, Value]
) -> tuple[Parts[Key], ...]:
    """Return every value that differs, and those that differed in between, with its parts.

    ``time = replayed - before`` and ``inputs = after - replayed``, where both are numbers. Values that agree when
    rounded to 12 decimals do not differ.

    Parameters
    ----------
    before : mapping
        Values at the earlier moment.
    replayed : mapping
        Values of what was known at the earlier moment, at the later instant.
    after : mapping
        Values at the later moment.

    Returns
    -------
    tuple of Parts
        In the order of ``after``, then of what is there only before.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> [parts] = parts_of({"x": 5.0, "y": 1.0}, {"x": 4.0, "y": 1.0}, {"x": 6.0, "y": 1.0})
    >>> parts.difference, parts.time, parts.inputs, parts.cause
    (1.0, -1.0, 2.0, 'both')
    >>> [parts] = parts_of({}, {}, {"x": 6.0})
    >>> parts.difference, parts.cause
    (None, 'recorded')
    """
    keys = dict.fromkeys([*after, *before, *replayed])
    found = (Parts(key, before.get(key), replayed.get(key), after.get(key)) for key in keys)
    return tuple(
        parts for parts in found if not (_same(parts.before, parts.replayed) and _same(parts.replayed, parts.after))
    )


def _minus(later: Value, earlier: Value) -> float | None:
    if isinstance(later, str) or isinstance(earlier, str) or later is None or earlier is None:
        return None
    return 0.0 if _same(later, earlier) else later - earlier


def _same(one: Value, other: Value) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one == other
    return round(one - other, DIGITS) == 0
