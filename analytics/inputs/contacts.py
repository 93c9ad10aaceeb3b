"""Contacts between us and them: one row for each pair of people in each interaction, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray

Pair = tuple[str, str]
"""One of us, and one of them."""

OURS, THEIRS, UNKNOWN = 0, 1, -1
"""Who began a contact."""


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """Contacts of pairs, in order of pair, then time; pairs without any contact may be among the pairs.

    Attributes
    ----------
    pairs : tuple of (member, person)
        In order of their ids; a position in it is how the arrays name a pair.
    pair : array of int
        Position of the pair of each contact; ascending.
    ids, instants : sequence of str
        Id and instant of each interaction, in order of time.
    interaction : array of int
        Position of the interaction of each contact.
    age : array of float
        Days from it to ``as_of``; 0 or more.
    two_way : array of bool
    share : array of float
        1, or less where a crowd took part.
    value : array of float
        Weight of the channel.
    depth, expertise : array of float
        From 0 to 1; 0 where nothing was recorded.
    began : array of int
        `OURS`, `THEIRS` or `UNKNOWN`.
    """

    pairs: tuple[Pair, ...]
    pair: IntArray
    ids: Sequence[str]
    instants: Sequence[str]
    interaction: IntArray
    age: FloatArray
    two_way: BoolArray
    share: FloatArray
    value: FloatArray
    depth: FloatArray
    expertise: FloatArray
    began: IntArray

    def __len__(self) -> int:
        return len(self.pairs)

    def summed(self, values: FloatArray) -> FloatArray:
        """Return the sum of a value of each contact over the contacts of each pair."""
        return np.bincount(self.pair, weights=values, minlength=len(self)).astype(np.float64, copy=False)

    def counted(self, chosen: BoolArray) -> IntArray:
        """Return how many contacts of each pair are chosen."""
        return np.bincount(self.pair[chosen], minlength=len(self))

    @property
    def contacted(self) -> BoolArray:
        """Whether a pair has any contact."""
        return np.bincount(self.pair, minlength=len(self)) > 0
