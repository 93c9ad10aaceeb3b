"""Whether everything hangs on one of theirs, or on one of us."""

import math
from collections.abc import Iterator, Mapping

from analytics.closeness.threads import threads
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.inputs.contacts import Pair
from analytics.ranking import DIGITS, ranked
from schemas.messages.message import Message


def single_threaded_theirs(context: GapContext, least: float, share: float) -> Iterator[Finding]:
    """Find an account where we are close to one person of theirs above all.

    Parameters
    ----------
    least : float
        Effective number of their people over whom our closeness is spread, below which it is too few.
    share : float
        Of all our closeness, above which one person holds too much.
    """
    spread, shares = threads(context.numbers.closeness), _shares(context.numbers.closeness, 1)
    if spread is None:
        return
    most = ranked(shares)[0]
    if round(spread.theirs, DIGITS) < least or round(shares[most], DIGITS) > share:
        yield Finding(
            (Subject("account", context.account.account_id),),
            Message(
                "gaps_relationship.single_threaded_theirs",
                person=context.name.person(most),
                percent=round(100 * shares[most]),
            ),
            numbers={"threads_theirs": spread.theirs, "share": shares[most], "person": most},
            records={"person": [most]},
            remedy=_introduction(context, most),
        )


def single_threaded_ours(context: GapContext, share: float) -> Iterator[Finding]:
    """Find which of us alone is close to the key players: what hangs on them is lost when they move on."""
    pairs = {pair: value for pair, value in context.numbers.closeness.items() if pair[1] in context.key_players}
    for member, held in sorted(_shares(pairs, 0).items()):
        if round(held, DIGITS) > share:
            theirs = {person: value for (who, person), value in pairs.items() if who == member}
            yield Finding(
                (Subject("member", member),),
                Message(
                    "gaps_relationship.single_threaded_ours",
                    member=context.name.member(member),
                    percent=round(100 * held),
                ),
                numbers={"share": held, "key_players": len(context.key_players)},
                records={"person": sorted(theirs)},
                remedy=Remedy("share", ranked(theirs)[0], member=member),
            )


def _shares(closeness: Mapping[Pair, float], side: int) -> dict[str, float]:
    """Return the share of all closeness that each of us (side 0) or of theirs (1) holds; nothing without any."""
    held: dict[str, list[float]] = {}
    for pair, value in sorted(closeness.items()):
        held.setdefault(pair[side], []).append(value)
    total = math.fsum(closeness.values())
    return {each: math.fsum(values) / total for each, values in held.items()} if total else {}


def _introduction(context: GapContext, person: str) -> Remedy:
    """Return that the one we know brings us to the most influential whom we do not know, else to anybody new."""
    others = context.present - context.seats - {person}
    influence = context.numbers.influence
    wanted = {other: influence[other] for other in (others - context.covered) or others}
    if wanted:
        return Remedy("introduce", person, target=ranked(wanted)[0])
    return Remedy("name_people", person)
