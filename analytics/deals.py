"""Deals: which opportunities are open, and which of their decision chains are in force."""

from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import OpportunityNode


def is_open(opportunity: OpportunityNode) -> bool:
    """Return whether a deal is open; a deal without a status is."""
    return opportunity.status in {None, "open"}


def active_chains(account: AccountGraph) -> frozenset[str]:
    """Return the decision chains of open deals that are in force: those of status ``active``.

    Examples
    --------
    >>> from schemas.rows.deals import ChainNode
    >>> deals = OpportunityNode("o1"), OpportunityNode("o2", status="won")
    >>> chains = ChainNode("c1", "o1", status="active"), ChainNode("c2", "o2", status="active"), ChainNode("c3", "o1")
    >>> sorted(active_chains(AccountGraph("a1", "", "", 1, opportunities=deals, chains=chains)))
    ['c1']
    """
    open_deals = {deal.id for deal in account.opportunities if is_open(deal)}
    return frozenset(
        chain.id for chain in account.chains if chain.status == "active" and chain.opportunity in open_deals
    )
