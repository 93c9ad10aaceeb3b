"""A belief: what observers together believe about one person."""

from typing import NamedTuple

from analytics.inputs.words import Word


class Belief(NamedTuple):
    """A value that is believed, and how firmly.

    ``value`` is a number for support and importance, else a category or a text. ``confidence`` and ``agreement`` are in
    [0, 1]. ``inherited``: a chain is in scope, but the words that count were given for all chains. ``pooled``: no chain
    is in scope, and the words that count were given for the active chains of open deals. ``words`` are the words that
    count, the earliest first.
    """

    value: float | str
    confidence: float
    agreement: float
    corroborated: bool
    stale: bool
    inherited: bool
    pooled: bool
    words: tuple[Word, ...]
