"""Remains: what is left of coverage and closeness when somebody leaves."""

from typing import NamedTuple


class Remains(NamedTuple):
    """Coverage and closeness of the account, each from 0 to 100, after somebody has left.

    ``coverage`` is None if nobody of theirs is left, ``closeness`` if nobody of ours is close to anybody of theirs.
    """

    coverage: float | None
    closeness: float | None
