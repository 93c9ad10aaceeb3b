"""Whether of each deal is recorded what its stage asks for, and of a lost one why it was lost."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message


def stage_data_missing(context: GapContext) -> Iterator[Finding]:
    """Find open deals of which a field is empty that their stage asks for at the tier of the account."""
    for deal in context.open_deals:
        missing = [each.name for each in context.asked[deal.id] if each.kind == "field" and not each.have]
        if missing:
            yield Finding(
                (Subject("opportunity", deal.id),),
                Message("gaps_trust.stage_data_missing", deal=context.name.deal(deal.id), fields=missing),
                numbers={"stage": deal.stage, "fields": " ".join(missing)},
                remedy=Remedy("correct", opportunity=deal.id),
            )


def closed_unexplained(context: GapContext) -> Iterator[Finding]:
    """Find an account with lost deals of which neither a reason nor the step that failed is recorded.

    That the reason is unknown is an answer: somebody asked.
    """
    lost = [
        deal.id
        for deal in context.account.opportunities
        if deal.status == "lost" and not deal.closed_reason and not deal.failed_step
    ]
    if lost:
        names = [context.name.deal(deal) for deal in sorted(lost)]
        yield Finding(
            (Subject("account", context.account.account_id),),
            Message("gaps_trust.closed_unexplained", count=len(lost), deals=names),
            numbers={"deals": len(lost)},
            records={"opportunity": sorted(lost)},
            remedy=Remedy("correct", opportunity=min(lost)),
        )
