"""Contacts between us and them: one row for each pair of people in each interaction, as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray

Pair = tuple[str, str]
"""A team member of ours and a person of theirs, by their ids."""

OURS, THEIRS, UNKNOWN = 0, 1, -1
"""The side that initiated a contact."""


@dataclass(frozen=True, eq=False)
class Contacts:
    """All contacts, in order of pair, then time; some pairs may have no contact.

    Attributes
    ----------
    pairs : tuple of (member, person)
        In order of their ids; the arrays refer to a pair by the position here.
    pair : array of int
        Position of the pair of each contact; ascending.
    ids, instants : sequence of str
        Id and instant of each interaction, in order of time.
    interaction : array of int
        Position of the interaction of each contact.
    age : array of float
        Days from each contact to ``as_of``; 0 or more.
    two_way : array of bool
        Whether each contact went both ways.
    share : array of float
        1 for each contact, less when many of their people took part.
    value : array of float
        Weight of the channel of each contact.
    depth, expertise : array of float
        From 0 to 1; 0 where nothing was recorded, and for a complaint.
    initiator : array of int
        `OURS`, `THEIRS` or `UNKNOWN`.
    complaint : array of bool
        Whether each contact felt bad: contact, not trust.
    day : array of int
        Day of each contact in the time zone of the account, counted from 1 January of the year 1.
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
    initiator: IntArray
    complaint: BoolArray
    day: IntArray

    def __len__(self) -> int:
        return len(self.pairs)

    def summed(self, values: FloatArray) -> FloatArray:
        """Return the sum of a value, given for each contact, over the contacts of each pair."""
        return np.bincount(self.pair, weights=values, minlength=len(self)).astype(np.float64, copy=False)

    def counted(self, chosen: BoolArray) -> IntArray:
        """Return the number of chosen contacts of each pair."""
        return np.bincount(self.pair[chosen], minlength=len(self))

    @cached_property
    def position(self) -> Mapping[Pair, int]:
        """Position of each pair."""
        return {pair: place for place, pair in enumerate(self.pairs)}

    @cached_property
    def contacted(self) -> BoolArray:
        """Whether each pair has any contact."""
        return np.bincount(self.pair, minlength=len(self)) > 0
