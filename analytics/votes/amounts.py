"""Amounts: which steps of a chain are needed at the amount of its deal."""

from typing import Literal

from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import OpportunityNode, StepNode

Applies = Literal["yes", "no", "amount_unknown", "other_currency"]
"""Whether a step is needed: yes, no, or why that is not known."""


def applies(step: StepNode, deal: OpportunityNode | None) -> Applies:
    """Return whether a step is needed at the amount of a deal.

    ``yes`` without ``only_above``, and from that amount on, itself included; ``no`` below it. ``amount_unknown`` if the
    deal has no amount, or one without a currency; ``other_currency`` if its currency is not the one of the limit:
    nothing is converted.

    Examples
    --------
    >>> board = StepNode("s1", "c1", 1, only_above={"value": 1e6, "currency": "EUR"})
    >>> deal = OpportunityNode("o1", amount=1e6, currency="EUR")
    >>> applies(board, deal), applies(board, deal._replace(amount=9e5)), applies(board, deal._replace(currency="CNY"))
    ('yes', 'no', 'other_currency')
    """
    limit = step.only_above
    if limit is None:
        return "yes"
    if deal is None or deal.amount is None or deal.currency is None:
        return "amount_unknown"
    if deal.currency != limit["currency"]:
        return "other_currency"
    return "yes" if deal.amount >= limit["value"] else "no"


def applies_of_each(account: AccountGraph, chain: str | None) -> dict[str, Applies]:
    """Return whether each step of a chain is needed at the amount of its deal, by id, in their order."""
    deals = {deal.id: deal for deal in account.opportunities}
    deal = next((deals.get(each.opportunity) for each in account.chains if each.id == chain), None)
    steps = sorted((step for step in account.steps if step.chain == chain), key=lambda step: (step.order, step.id))
    return {step.id: applies(step, deal) for step in steps}
