"""A belief: what observers together believe of one person."""

from typing import NamedTuple

from analytics.inputs.words import Word


class Belief(NamedTuple):
    """What is believed, and how firmly.

    ``value`` is a number for support and importance, else a word or a text. ``confidence``, ``agreement`` are in
    [0, 1]. ``inherited``: said without a chain, and taken over for the chain in scope.
    """

    value: float | str
    confidence: float
    agreement: float
    corroborated: bool
    stale: bool
    inherited: bool
    words: tuple[Word, ...]
