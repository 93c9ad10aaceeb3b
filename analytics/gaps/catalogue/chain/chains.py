"""Whether it is recorded at all how a deal will be decided."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message


def chain_missing(context: GapContext) -> Iterator[Finding]:
    """Find open deals past the first stage of their model without a decision chain in force.

    A deal of which the stage, or its place among the stages, is not known says nothing. One that follows no model, but
    came from Salesforce, is placed by the stages that come with it.
    """
    decided = {chain.opportunity for chain in context.account.chains if chain.status == "active"}
    for deal in context.open_deals:
        stage = context.stage(deal)
        if stage is not None and stage.place > 1 and deal.id not in decided:
            drafts = [chain.id for chain in context.account.chains if chain.opportunity == deal.id]
            yield Finding(
                (Subject("opportunity", deal.id),),
                Message("gaps_chain.chain_missing", deal=context.name.deal(deal.id)),
                numbers={"stage": stage.key, "place": stage.place, "stages": stage.stages},
                records={"chain": sorted(drafts)},
                remedy=Remedy("draw_chain", opportunity=deal.id),
            )
