"""Cohesion: how many of the possible ties exist, how many are returned, and how many paths are closed."""

from analytics.graphs.people_graph import PeopleGraph


def density(arcs: PeopleGraph) -> float | None:
    """Return the share of ordered pairs that have an arc, in [0, 1]; None for fewer than two people.

    Examples
    --------
    >>> density(PeopleGraph.from_edges([("ada", "bo", 1.0)]))
    0.5
    """
    pairs = len(arcs) * (len(arcs) - 1)
    return len(arcs.source) / pairs if pairs else None


def reciprocity(arcs: PeopleGraph) -> float | None:
    """Return the share of arcs whose reverse exists too, in [0, 1]; None without arcs.

    References
    ----------
    Arc reciprocity of UCINET, ``grecip(measure="edgewise")`` of sna.

    Examples
    --------
    >>> reciprocity(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "ada", 1.0), ("bo", "cy", 1.0)]))
    0.6666666666666666
    """
    pairs = set(zip(arcs.source.tolist(), arcs.target.tolist(), strict=True))
    returned = sum((target, source) in pairs for source, target in pairs)
    return returned / len(pairs) if pairs else None


def transitivity(arcs: PeopleGraph) -> float | None:
    """Return the share of two-paths i -> j -> k (three people) that an arc i -> k closes, in [0, 1]; None without any.

    References
    ----------
    ``gtrans(measure="weak")`` of sna; transitivity of UCINET; Wasserman & Faust (1994), chapter 6.

    Examples
    --------
    >>> transitivity(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0), ("ada", "cy", 1.0)]))
    1.0
    """
    onward = [set(others) for others in arcs.successors()]
    two_paths = closed = 0
    for source, through in zip(arcs.source.tolist(), arcs.target.tolist(), strict=True):
        two_paths += len(onward[through]) - (source in onward[through])
        closed += len(onward[through] & onward[source])
    return closed / two_paths if two_paths else None
