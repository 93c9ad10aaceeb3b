"""Closeness of an account: the closeness of its people, weighted by influence."""

import math
from collections.abc import Collection, Mapping
from typing import NamedTuple

from analytics.inputs.person_closeness import PersonCloseness


class AccountCloseness(NamedTuple):
    """Closeness from 0 to 100, None if nobody has any; and how many people are unknown, with their influence share."""

    closeness: float | None
    unknown_people: int
    unknown_influence: float | None


def account_closeness(
    scope: Collection[str], influence: Mapping[str, float], people: Mapping[str, PersonCloseness]
) -> AccountCloseness:
    """Return the mean closeness of the people in scope, weighted by their influence in the whole account.

    A person to whom nobody has any closeness counts as 0 here, and is counted as unknown beside it.

    Returns
    -------
    AccountCloseness
        ``closeness`` from 0 to 100, None if nobody in scope has any; ``unknown_people``; and ``unknown_influence``,
        their share of the influence in scope, None for an empty scope.
    """
    total = math.fsum(influence[person] for person in scope)
    known = [person for person in scope if person in people]
    weighted = math.fsum(influence[person] * people[person].closeness for person in known)
    unknown = math.fsum(influence[person] for person in scope if person not in people)
    return AccountCloseness(
        weighted / total if known else None, len(scope) - len(known), unknown / total if scope else None
    )
