"""Whether we know how those who decide would vote."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject, people
from analytics.gaps.remedy import Remedy
from analytics.ranking import DIGITS, ranked
from schemas.messages.message import Message


def pivotal_unknown(context: GapContext, value: float) -> Iterator[Finding]:
    """Find the voters whose vote it would be worth most to know, of those of whom nobody knows it.

    Several only where their values are equal.

    Parameters
    ----------
    value : float
        The least value of knowing that is worth a question: how far the forecast would move, as a share.
    """
    worth = {who: round(each.value, DIGITS) for who, each in context.numbers.value_of_knowing.items()}
    most = max(worth.values(), default=0.0)
    first = [who for who in sorted(worth) if worth[who] == most and not context.numbers.yes[who].known]
    if context.chain is None or not first or most <= 0 or most < value:
        return
    yield Finding(
        people(*first),
        Message(
            "gaps_chain.pivotal_unknown",
            people=[context.name.bare(person) for person in first],
            chain=context.chain_name,
        ),
        numbers={"value_of_knowing": most},
        remedy=Remedy("ask", first[0], attributes=("support",)),
    )


def mostly_unknown(context: GapContext, share: float) -> Iterator[Finding]:
    """Find chains on which too little of the say is with voters about whom anything is believed.

    Parameters
    ----------
    share : float
        Of the say, below which too little is known.
    """
    known = context.numbers.known_share
    if context.chain is None or known is None or round(known, DIGITS) >= share:
        return
    unknown = [voter for voter in _by_value(context) if not context.numbers.yes[voter].known]
    yield Finding(
        (Subject("chain", context.chain.id),),
        Message(
            "gaps_chain.mostly_unknown",
            chain=context.chain_name,
            percent=round(100 * known),
            count=len(unknown),
        ),
        numbers={"known_share": known, "wanted": share, "voters": len(context.numbers.voters)},
        records={"person": sorted(unknown)},
        remedy=Remedy("ask", unknown[0], attributes=("support",)),
    )


def _by_value(context: GapContext) -> list[str]:
    return ranked({who: each.value for who, each in context.numbers.value_of_knowing.items()})
