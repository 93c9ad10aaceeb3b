"""Whether the map shows their power, or only where we look."""

import math
from collections.abc import Iterator, Mapping

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.ranking import mean_ranks
from schemas.messages.message import Message


def attention_bias(context: GapContext, people: float, correlation: float) -> Iterator[Finding]:
    """Find an account whose people have influence in the order of how often we have been in contact with them.

    Parameters
    ----------
    people : float
        So many there must be.
    correlation : float
        Of the ranks by influence and by the number of contacts, from 0 to 1; above it the map may be ours.

    References
    ----------
    Rank correlation of Spearman, with mean ranks for equal values.
    """
    there = sorted(context.present)
    if len(there) < people:
        return
    met = context.numbers.contact_log.met(context.account.as_of)
    influence = {person: context.numbers.influence[person] for person in there}
    found = rank_correlation(influence, {person: float(met.get(person, 0)) for person in there})
    if found is not None and found > correlation:
        yield Finding(
            (Subject("account", context.account.account_id),),
            Message("gaps_trust.attention_bias", count=len(there)),
            numbers={"correlation": found, "people": len(there)},
            remedy=Remedy("name_people"),
        )


def rank_correlation(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Return the correlation of the ranks of the same keys by two values; None where all of either are equal.

    Examples
    --------
    >>> rank_correlation({"ada": 3.0, "bo": 2.0, "cy": 1.0}, {"ada": 9.0, "bo": 5.0, "cy": 0.0})
    1.0
    >>> rank_correlation({"ada": 3.0, "bo": 2.0}, {"ada": 1.0, "bo": 1.0}) is None
    True
    """
    ranks, others, middle = mean_ranks(one), mean_ranks(other), (len(one) + 1) / 2
    both = math.fsum((ranks[key] - middle) * (others[key] - middle) for key in one)
    spread = math.fsum((rank - middle) ** 2 for rank in ranks.values())
    spread *= math.fsum((rank - middle) ** 2 for rank in others.values())
    return both / math.sqrt(spread) if spread else None
