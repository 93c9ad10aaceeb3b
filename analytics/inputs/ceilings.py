"""Ceilings: the most that the contacts of each pair can carry."""

from typing import NamedTuple

from analytics.graphs.people_graph import FloatArray, IntArray


class Ceiling(NamedTuple):
    """The ceiling of each pair, NaN without contacts, and which of the reasons for one it waits for, by its place."""

    most: FloatArray
    waits_for: IntArray
