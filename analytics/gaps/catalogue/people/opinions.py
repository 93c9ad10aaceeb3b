"""Whether those we know would move anything, and whether a map on which all are for us can be true."""

from collections.abc import Collection, Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message

MOBILIZERS = frozenset({"go_getter", "teacher", "skeptic"})
"""Styles of those who drive a change in their own house."""


def only_talkers(context: GapContext, people: float) -> Iterator[Finding]:
    """Find an account among whose people several styles are known, and none is that of a mobilizer.

    Parameters
    ----------
    people : float
        Of so many the style must be known.
    """
    styles = {who: belief.value for who in context.present if (belief := context.belief(who, "style"))}
    if len(styles) >= people and MOBILIZERS.isdisjoint(map(str, styles.values())):
        yield _about(context, Message("gaps_people.only_talkers", count=len(styles)), styles)


def only_supporters(context: GapContext, people: float) -> Iterator[Finding]:
    """Find a chain of several people whose support is known, and all of whom are for us: a map that looks too good.

    Of an account without a chain in force, everybody is looked at.

    Parameters
    ----------
    people : float
        Of so many the support must be known.
    """
    known = [who for who in _looked_at(context) if who in context.support]
    if len(known) >= people and context.supportive.issuperset(known):
        yield _about(context, Message("gaps_people.only_supporters", count=len(known), where=_where(context)), known)


def _looked_at(context: GapContext) -> tuple[str, ...]:
    if context.chain is not None:
        return context.stakeholders
    return () if context.chains else tuple(sorted(context.present))


def _where(context: GapContext) -> Message:
    if context.chain is None:
        return Message("gaps_people.at_this_account")
    return Message("gaps_people.on_chain", chain=context.chain_name)


def _about(context: GapContext, said: Message, people: Collection[str]) -> Finding:
    if context.chain is None:
        about, opportunity = Subject("account", context.account.account_id), None
    else:
        about, opportunity = Subject("chain", context.chain.id), context.chain.opportunity
    remedy = Remedy("name_people", opportunity=opportunity)
    return Finding((about,), said, numbers={"people": len(people)}, records={"person": sorted(people)}, remedy=remedy)
