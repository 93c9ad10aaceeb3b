"""Shortest paths by lengths with fractions: who stands on them, where rounding must not decide between equal ones."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.backend.algorithms.paths import distances
from analytics.graphs.people_graph import FloatArray, IntArray

NEARLY = 1e-12
"""Two paths are equal if their lengths differ by no more than this."""

CELLS = 1 << 20
"""Origins times arcs that are looked at together."""


def tied_betweenness(size: int, source: IntArray, target: IntArray, length: FloatArray) -> FloatArray:
    """Return the share of shortest paths that run through each position, summed over all ordered pairs.

    The ends of a path do not count. Paths whose lengths differ by at most 1e-12 are equal, so that lengths that are
    logarithms may be rounded.

    Parameters
    ----------
    source, target : array of int
        The ends of each arc, in order of the source.
    length : array of float
        Length of each arc, well above 1e-12.

    References
    ----------
    Freeman (1977); Brandes (2001), here for many origins at once.

    Examples
    --------
    >>> length = -np.log([0.36, 0.9, 0.4])  # 0.36 is 0.9 times 0.4, and their logarithms are not
    >>> tied_betweenness(3, np.array([0, 0, 1]), np.array([2, 1, 2]), length).tolist()
    [0.0, 0.5, 0.0]
    """
    through = np.zeros(size)
    together = max(1, CELLS // max(size, len(source), 1))
    for first in range(0, size, together):
        origins = np.arange(first, min(first + together, size))
        through += _through(size, origins, _on_shortest(size, origins, source, target, length))
    return through


@dataclass(frozen=True)
class _Steps:
    """The arcs on shortest paths from several origins: those of all origins, in order of their source there.

    A position of an origin is numbered by both. ``before`` and ``after`` are the two ends of each arc.
    """

    before: IntArray
    after: IntArray


def _on_shortest(size: int, origins: IntArray, source: IntArray, target: IntArray, length: FloatArray) -> _Steps:
    far = distances(size, source, target, length, origins)
    with np.errstate(invalid="ignore"):  # where the source is not reached, nothing follows from the difference
        longer = far[:, source] + length - far[:, target]
    row, arc = np.nonzero(longer <= NEARLY)
    return _Steps(row * size + source[arc], row * size + target[arc])


def _through(size: int, origins: IntArray, steps: _Steps) -> FloatArray:
    """Return the share of shortest paths from these origins through each position."""
    starts = np.arange(len(origins)) * size + origins
    paths = np.zeros(len(origins) * size)
    paths[starts] = 1.0
    layers = list(_layers(steps, starts, len(paths)))
    for arcs in layers:
        np.add.at(paths, steps.after[arcs], paths[steps.before[arcs]])
    shares = np.zeros(len(paths))
    for arcs in reversed(layers):
        before, after = steps.before[arcs], steps.after[arcs]
        np.add.at(shares, before, paths[before] / paths[after] * (1.0 + shares[after]))
    shares[starts] = 0.0
    found: FloatArray = shares.reshape(len(origins), size).sum(axis=0)
    return found


def _layers(steps: _Steps, starts: IntArray, positions: int) -> Iterator[IntArray]:
    """Yield the arcs in layers: an arc comes after all arcs that lead to where it begins."""
    beginning = np.concatenate([[0], np.cumsum(np.bincount(steps.before, minlength=positions))])
    missing = np.bincount(steps.after, minlength=positions)
    last = np.zeros(positions, dtype=np.int64)
    here = starts
    while len(here):
        counts = beginning[here + 1] - beginning[here]
        arcs = np.repeat(beginning[here] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        yield arcs
        there = steps.after[arcs]
        np.subtract.at(missing, there, 1)
        ready = there[missing[there] == 0]
        last[ready] = np.arange(len(ready))
        here = ready[last[ready] == np.arange(len(ready))]  # each once
