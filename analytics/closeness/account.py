"""Closeness of an account: people by how much they count."""

import math
from collections.abc import Collection, Mapping
from typing import NamedTuple

from analytics.inputs.person_closeness import PersonCloseness


class AccountCloseness(NamedTuple):
    """Closeness from 0 to 100, None where nobody has any; and who is unknown, in people and in share of influence."""

    closeness: float | None
    unknown_people: int
    unknown_influence: float | None


def account_closeness(
    scope: Collection[str], influence: Mapping[str, float], people: Mapping[str, PersonCloseness]
) -> AccountCloseness:
    """Return the mean closeness of the people in scope, weighted by their influence; unknown counts as 0 here.

    ``unknown_influence`` is None for an empty scope.
    """
    total = math.fsum(influence[person] for person in scope)
    known = [person for person in scope if person in people]
    weighted = math.fsum(influence[person] * people[person].closeness for person in known)
    unknown = math.fsum(influence[person] for person in scope if person not in people)
    return AccountCloseness(
        weighted / total if known else None, len(scope) - len(known), unknown / total if scope else None
    )
