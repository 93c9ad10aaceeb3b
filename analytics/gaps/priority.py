"""Priority: how bad a gap is, times how much influence it is about."""

import math
from collections.abc import Iterable, Mapping

from analytics.gaps.finding import Subject
from schemas.analysis.gap_words import Severity

WEIGHTS: Mapping[Severity, float] = {"critical": 8.0, "high": 4.0, "medium": 2.0, "low": 1.0}


def influence_held(
    subjects: Iterable[Subject], influence: Mapping[str, float], departments: Mapping[str, str] | None = None
) -> float | None:
    """Return the share of all influence that some subjects hold; None where none of them is a person or department.

    Parameters
    ----------
    departments : mapping, optional
        The department that counts for each person: a department holds what its people hold.

    Examples
    --------
    >>> influence_held([Subject("person", "ada"), Subject("member", "kim")], {"ada": 0.75, "bo": 0.25})
    0.75
    >>> influence_held([Subject("department", "legal")], {"ada": 0.75, "bo": 0.25}, {"bo": "legal"})
    0.25
    """
    named = [subject for subject in subjects if subject.kind in {"person", "department"}]
    if len(named) == 1 and named[0].kind == "person":  # as most gaps are
        return influence.get(named[0].id, 0.0)
    units = {subject.id for subject in named if subject.kind == "department"}
    people = {subject.id for subject in named if subject.kind == "person"}
    if units:  # most gaps are about no department, and an account has thousands of people
        people |= {person for person, unit in (departments or {}).items() if unit in units}
    return math.fsum(influence.get(person, 0.0) for person in sorted(people)) if named else None


def priority(severity: Severity, held: float | None, chain: str | None) -> float:
    """Return the weight of a severity (8, 4, 2, 1) times the influence that a gap is about.

    A gap of a decision chain, and one that is not about people, counts as if it were about everybody.

    Parameters
    ----------
    held : float or None
        Share of all influence that its people hold, from 0 to 1.

    Examples
    --------
    >>> priority("critical", 0.1, None), priority("critical", 0.1, "c1"), priority("low", None, None)
    (0.8, 8.0, 1.0)
    """
    return WEIGHTS[severity] * (1.0 if held is None or chain is not None else min(1.0, held))
