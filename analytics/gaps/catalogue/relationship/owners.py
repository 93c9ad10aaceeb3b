"""Whether those of us who are responsible for something say how it goes, and do what they took on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analytics.ages import ages
from analytics.gaps.actions.dues import local_day
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.members import standing_coverages
from schemas.messages.message import Message
from schemas.rows.deals import OpportunityNode
from schemas.rows.gaps import ActionNode

NAMED = 3
"""Deals that a sentence lists; of more it gives the number and the first."""


class Silence(NamedTuple):
    """A deal whose owner says nothing, and for how many days; None: they never said anything."""

    deal: OpportunityNode
    days: float | None


def silent_owner(context: GapContext, days: float) -> Iterator[Finding]:
    """Find who is responsible for open deals and has recorded nothing on them for some days; one finding for each.

    The owner of the deal or of its chains counts, else that of the account; without an owner nothing is said. Contacts
    that name the deal and that they took part in count, and words of theirs for one of its chains. A deal that is
    younger than this says nothing; one of unknown age is old.
    """
    silent: dict[str, list[Silence]] = {}
    for deal in context.open_deals:
        owner, age = _owner(context, deal), _age(context, deal)
        if owner is None or (age is not None and age <= days):
            continue
        latest = _latest(context, deal, owner)
        if latest is None or latest > days:
            silent.setdefault(owner, []).append(Silence(deal, latest))
    for owner, found in sorted(silent.items()):
        yield _silent(context, owner, found, days)


def action_overdue(context: GapContext, days: float) -> Iterator[Finding]:
    """Find which of us has an open action whose date passed more than some days ago; one finding for each.

    Actions that are on nobody, or have no date, say nothing.
    """
    late: dict[str, list[tuple[float, ActionNode]]] = {}
    for action in context.account.actions:
        if action.status in {"done", "dropped"} or action.member is None or action.due is None:
            continue
        since = float(ages([action.due], context.account.as_of)[0])
        if since > days:
            late.setdefault(action.member, []).append((since, action))
    for member, found in sorted(late.items()):
        yield _late(context, member, sorted(found, key=lambda each: (-each[0], each[1].id)), days)


def _late(context: GapContext, member: str, found: Sequence[tuple[float, ActionNode]], days: float) -> Finding:
    since, oldest = found[0]
    sentence = Message(
        "gaps_relationship.action_overdue",
        count=len(found),
        member=context.name.member(member),
        day=local_day(oldest.due or "", context.account.timezone),
        what=oldest.what or "",
    )
    return Finding(
        (Subject("member", member),),
        sentence,
        numbers={"actions": len(found), "days": since, "threshold_days": days},
        records={"action": [action.id for _, action in found]},
        remedy=Remedy("finish", member=member),
    )


def _owner(context: GapContext, deal: OpportunityNode) -> str | None:
    chains = {("chain", chain.id) for chain in context.account.chains if chain.opportunity == deal.id}
    account = {("account", context.account.account_id)}
    owners = [each for each in standing_coverages(context.account) if each.duty == "owner"]
    for wanted in ({("opportunity", deal.id)}, chains, account):
        found = [each.member for each in owners if (each.target_kind, each.target_id) in wanted]
        if found:
            return found[0]
    return None


def _age(context: GapContext, deal: OpportunityNode) -> float | None:
    since = deal.opened or deal.valid_from
    return None if since is None else float(ages([since], context.account.as_of)[0])


def _latest(context: GapContext, deal: OpportunityNode, owner: str) -> float | None:
    """Return the days since the latest record of the owner about a deal; None without any."""
    account = context.account
    chains = {chain.id for chain in account.chains if chain.opportunity == deal.id}
    at = [
        contact.at
        for contact in account.interactions
        if contact.opportunity == deal.id and owner in (contact.members or ())
    ]
    at += [word.observed_at for word in account.assessments if word.assessor_id == owner and word.chain in chains]
    past = [instant for instant in at if instant <= account.as_of]
    return float(ages([max(past)], account.as_of)[0]) if past else None


def _silent(context: GapContext, owner: str, found: Sequence[Silence], days: float) -> Finding:
    known = [silence.days for silence in found if silence.days is not None]
    return Finding(
        (Subject("member", owner),),
        _sentence(context, owner, found, round(days)),
        numbers={"deals": len(found), "days": max(known, default=None), "threshold_days": days},
        records={"opportunity": [silence.deal.id for silence in found]},
        remedy=Remedy("record", opportunity=found[0].deal.id, member=owner),
    )


def _sentence(context: GapContext, owner: str, found: Sequence[Silence], days: int) -> Message:
    member = context.name.member(owner)
    deals = [Message("gaps_relationship.quoted", deal=context.name.deal(silence.deal.id)) for silence in found[:NAMED]]
    if len(found) > NAMED:
        return Message(
            "gaps_relationship.silent_owner_of_many", member=member, total=len(found), deals=deals, days=days
        )
    return Message("gaps_relationship.silent_owner", count=len(found), member=member, deals=deals, days=days)
