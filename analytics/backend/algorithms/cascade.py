"""The independent cascade: who is reached when each arc passes persuasion on once, with its own probability."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analytics.graphs.people_graph import FloatArray, IntArray, PeopleGraph

WordArray = npt.NDArray[np.uint64]
"""Words of 64 bits, one bit for each sample."""

DIGITS = 16
"""Binary digits of a probability that sampling uses; the rest is at most 8e-6, far below any sampling error."""

BLOCK = 1 << 21
"""Words, over the samples of all arcs, that are kept in memory at once."""


def exact_reach(arcs: Sequence[tuple[int, int, float]], start: int) -> float:
    """Return how many others are reached from the start, on average over all ``2 ** len(arcs)`` live-edge graphs.

    Parameters
    ----------
    arcs : sequence of (source, target, probability)
        All arcs that persuasion can take; best in order of distance, so that one round follows them all.

    References
    ----------
    Kempe, Kleinberg & Tardos (2003): a cascade reaches everybody whom the start reaches along live edges.

    Examples
    --------
    >>> exact_reach([(0, 1, 0.5), (1, 2, 0.5)], start=0)
    0.75
    """
    states, chance = np.arange(1 << len(arcs)), np.ones(1)
    for *_, probability in arcs:
        chance = np.concatenate((chance * (1.0 - probability), chance * probability))
    live = [(states >> place & 1).astype(np.bool) for place in range(len(arcs))]
    reached = {person: np.zeros(len(states), dtype=np.bool) for arc in arcs for person in arc[:2]}
    reached[start] = np.ones(len(states), dtype=np.bool)
    before = -1
    while (now := sum(int(each.sum()) for each in reached.values())) > before:
        before = now
        for alive, (source, target, _) in zip(live, arcs, strict=True):
            reached[target] |= reached[source] & alive
    others = [each for person, each in reached.items() if person != start]
    return float(sum(float(chance[each].sum()) for each in others))


def sampled_reach(graph: PeopleGraph, samples: int, seed: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """Return how many others each person reaches, and its standard error, by reverse-reachable sets.

    Each sample takes one person as its target and finds everybody who would reach that target in a live-edge graph of
    its own. Every person is the target equally often, at least twice. All samples are computed at once, one bit each.

    The error is that of a stratified sample. But of ten hits to be expected, two or none may be found, and the spread
    of what was found would promise too much; so the error allows for the hits that may be missing, as it does for the
    misses of those who reach nearly everybody. It is 0 for people without an arc.

    References
    ----------
    Borgs, Brautbar, Chayes & Lucier (2014); Cochran (1977), chapter 5, on the error of a stratified sample; Gehrels
    (1986), equation 7, on the error of few counts: ``1 + sqrt(counts + 3/4)``.

    Examples
    --------
    >>> graph = PeopleGraph.from_edges([("ada", "bo", 0.5), ("bo", "cy", 0.5)])
    >>> reach, error = sampled_reach(graph, 30_000, [1])
    >>> bool(abs(reach[0] - 0.75) < 4 * error[0]), reach[2].tolist(), error[2].tolist()
    (True, 0.0, 0.0)
    """
    size = len(graph)
    rounds = max(2, -(-samples // size))
    words = -(-rounds * size // 64)
    chance = np.random.SFC64(seed)
    together = max(1, BLOCK // max(1, len(graph.source)))
    order = _neighbours_near(graph)
    blocks = []
    for first in range(0, words, together):
        reaching = _targets(size, rounds, first, min(first + together, words))
        live = _live(graph.weight, reaching.shape[1], chance)
        _follow(graph, order, live, reaching)
        blocks.append(reaching)
    whole = np.concatenate(blocks, axis=1)
    counts = [_counts(row, rounds, size) for row in whole]
    shares = np.array([each.sum() / rounds for each in counts])
    variances = np.array([(each * (rounds - each)).sum() for each in counts]) / (rounds**2 * (rounds - 1))
    errors = (1.0 + np.sqrt(variances * rounds**2 + 0.75)) / rounds
    errors[np.bincount(graph.source, minlength=size) == 0] = 0.0
    return shares - 1.0, errors


def _targets(size: int, rounds: int, first: int, beyond: int) -> WordArray:
    """Return people (rows) by samples (bits of some words); in each sample the bit of its target is set."""
    samples = np.arange(first * 64, min(beyond * 64, rounds * size))
    targets = np.zeros((size, beyond - first), dtype=np.uint64)
    np.bitwise_or.at(targets, (samples % size, samples // 64 - first), np.uint64(1) << (samples % 64).astype(np.uint64))
    return targets


def _live(probability: FloatArray, words: int, chance: np.random.SFC64) -> WordArray:
    """Return the samples (bits) in which each arc (row) is live.

    From the last binary digit to the first, a random bit chooses between the result so far and the digit: so each digit
    counts half as much as the one before it.
    """
    digits = np.round(probability * (1 << DIGITS)).astype(np.int64)
    live = np.zeros((len(probability), words), dtype=np.uint64)
    for place in range(DIGITS):
        fair = chance.random_raw(live.size).reshape(live.shape)
        ones = -(digits >> place & 1).astype(np.uint64)[:, np.newaxis]
        live ^= ones
        live &= fair
        live ^= ones
    return live


def _follow(graph: PeopleGraph, order: IntArray, live: WordArray, reaching: WordArray) -> None:
    """Set the bits of everybody who reaches the target of a sample along its live arcs; repeat until nothing changes.

    Meanwhile the bits of each person are one Python integer: a thousand operations on integers for each person take
    less time than a thousand calls on short arrays.
    """
    reached = [int.from_bytes(row.tobytes(), "little") for row in reaching]
    onward: list[list[tuple[int, int]]] = [[] for _ in reached]
    for source, target, row in zip(graph.source.tolist(), graph.target.tolist(), live, strict=True):
        onward[source].append((target, int.from_bytes(row.tobytes(), "little")))
    back = graph.predecessors()
    people = [person for person in order.tolist() if onward[person]]
    waiting = set(people)
    while waiting:
        for person in people:
            if person in waiting:
                waiting.remove(person)
                bits = reached[person]
                for target, alive in onward[person]:
                    bits |= reached[target] & alive
                if bits != reached[person]:
                    reached[person] = bits
                    waiting.update(back[person])
        people.reverse()
    for person, bits in enumerate(reached):
        reaching[person] = np.frombuffer(bits.to_bytes(reaching.shape[1] * 8, "little"), dtype=np.uint64)


def _neighbours_near(graph: PeopleGraph) -> IntArray:
    """Return the people in an order that keeps neighbours close: a chain comes in its own order, whatever the ids."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import reverse_cuthill_mckee

    arcs = csr_array((graph.weight, (graph.source, graph.target)), shape=(len(graph), len(graph)))
    order: IntArray = reverse_cuthill_mckee(arcs, symmetric_mode=False)
    return order


def _counts(row: WordArray, rounds: int, size: int) -> IntArray:
    """Return, for each target, in how many of its samples one person reached it."""
    bits = np.unpackbits(row.view(np.uint8), count=rounds * size, bitorder="little")
    counts: IntArray = bits.reshape(rounds, size).sum(axis=0, dtype=np.int64)
    return counts
