"""Changes of voters: somebody has a vote on a chain, or on one of its steps."""

from analytics.chains.decision import OPEN
from analytics.simulation.draft import Draft, refused
from analytics.simulation.who import chain_at, known, person_at
from schemas.analysis.simulations.change import AddVoter
from schemas.messages.message import Message
from schemas.rows.deals import ChainNode, StakeEdge, StepNode

CLOSED_CHAIN = frozenset({"closed", "replaced"})
CLOSED_DEAL = frozenset({"won", "lost"})


def add_voter(draft: Draft, change: AddVoter) -> None:
    """Give somebody a vote; their recorded stake on the same chain or step gets this weight and veto instead."""
    chain = chain_at(draft, "chain", change.chain)
    _check_open(draft, chain)
    if change.step is not None:
        _check_step(draft, chain, change.step)
    person = person_at(draft, "person", change.person).id
    if change.weight == 0 and not change.veto:
        raise refused("weight", Message("simulation.no_vote"))
    draft.settle("person", "vote", chain.id, change.step or "", person)
    here = chain.id, change.step
    recorded = next((each for each in draft.rows_of("stakes", person) if (each.chain, each.step) == here), None)
    stake = recorded or StakeEdge(draft.new_id, person, *here, valid_from=draft.account.as_of)
    draft.put("stakes", stake._replace(weight=change.weight, veto=change.veto))


def _check_open(draft: Draft, chain: ChainNode) -> None:
    """Refuse a chain that takes no more votes: it is closed, or its deal is."""
    if chain.status in CLOSED_CHAIN:
        raise refused("chain", Message("simulation.chain_closed", id=chain.id, status=chain.status or ""))
    deal = draft.rows("opportunities").get(chain.opportunity)
    if deal is not None and deal.status in CLOSED_DEAL:
        raise refused("chain", Message("simulation.deal_closed", id=chain.id, opportunity=deal.id, status=deal.status))


def _check_step(draft: Draft, chain: ChainNode, step: str) -> None:
    found: StepNode = known(draft, "step", "steps", "step", step)
    if found.chain != chain.id:
        raise refused("step", Message("simulation.step_elsewhere", id=step, chain=chain.id))
    if found.outcome not in OPEN:
        raise refused("step", Message("simulation.step_decided", id=step, outcome=found.outcome or ""))
