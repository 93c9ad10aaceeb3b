"""Left duties: the cadences and aims that end with one of us, for every member at once."""

from collections.abc import Mapping

from analytics.inputs.contacts import Pair
from analytics.inputs.duties import LeftDuties


def left_duties(
    cadence_setters: Mapping[str, str],
    closeness_unset: Mapping[Pair, float],
    aim_setters: Mapping[str, str],
    targets_unset: Mapping[str, float],
) -> dict[str, LeftDuties]:
    """Return what is otherwise of their people once each of us who alone set something for them has left.

    Who left covers nobody: without them the cadence of a person is that of the other coverages, else the usual one, and
    closeness is measured by it; so is the rung that is wanted.

    Returns
    -------
    dict
        Member id -> what is otherwise; members who set nothing alone are absent.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> left_duties({"ada": "kim"}, {("kim", "ada"): 9.0, ("lea", "ada"): 8.0}, {"bo": "kim"}, {"bo": 25.0})
    {'kim': LeftDuties(closeness={('lea', 'ada'): 8.0}, targets={'bo': 25.0})}
    """
    found: dict[str, tuple[dict[Pair, float], dict[str, float]]] = {}
    for (member, person), value in closeness_unset.items():
        setter = cadence_setters.get(person)
        if setter is not None and setter != member:
            found.setdefault(setter, ({}, {}))[0][member, person] = value
    for person, setter in aim_setters.items():
        found.setdefault(setter, ({}, {}))[1][person] = targets_unset[person]
    return {member: LeftDuties(*found[member]) for member in sorted(found)}
