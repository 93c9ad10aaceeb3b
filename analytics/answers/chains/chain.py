"""The fields that answers about a chain share: the chain, its people, and how they are reached."""

from collections.abc import Iterable
from typing import TypedDict

from analytics.access.access import Access, AccessPath
from analytics.answers.provenance import Provenance, provenance
from analytics.context import Context
from analytics.routes.access_graph import Node
from schemas.analysis.chains.access import AccessOfPerson, AccessRoute, AccessStep, CutMember, StepKind
from schemas.analysis.chains.chain import ChainOfAnswer
from schemas.rows.account_graph import PersonNode
from schemas.vocabularies import NullReason


class ChainProvenance(Provenance):
    """The fields that every answer about a chain begins with."""

    chain: ChainOfAnswer


class Named(TypedDict):
    """The person that a row is about."""

    person: str
    name: str | None
    title: str | None


def chain_provenance(context: Context) -> ChainProvenance:
    """Return the fields that every answer about the chain in scope begins with; the account has that chain."""
    return ChainProvenance(**provenance(context), chain=chain_of_answer(context))


def chain_of_answer(context: Context) -> ChainOfAnswer:
    """Return the chain in scope, and where it stands; the account has that chain."""
    account = context.account
    chain = next(each for each in account.chains if each.id == context.chain)
    deal = next((each for each in account.opportunities if each.id == chain.opportunity), None)
    return ChainOfAnswer.model_validate(
        {
            "id": chain.id,
            "name": chain.name,
            "status": chain.status,
            "opportunity": chain.opportunity,
            "opportunity_name": deal and deal.name,
            "opportunity_status": deal and deal.status,
            "standing": context.decision.state,
            "voters": len(context.decision.voters),
            "uncertain_steps": context.decision.uncertain,
        }
    )


def named(context: Context, person: str) -> Named:
    """Return id, name and title of a person."""
    node: PersonNode = context.people[person]
    return Named(person=person, name=node.name, title=node.title)


def support_of(context: Context) -> dict[str, float]:
    """Return the believed support, from -2 to 2, of each person about whom there is a belief."""
    return {person: float(belief.value) for (person, word, _), belief in context.beliefs.items() if word == "support"}


def access_row(context: Context, person: str, found: Access, reason: NullReason = "no_edges") -> AccessOfPerson:
    """Return how a person is reached, or the reason why they are not."""
    return AccessOfPerson(
        **named(context, person),
        best=None if found.best is None else route(context, found.best),
        alternatives=tuple(route(context, path) for path in found.alternatives),
        disjoint_paths=found.disjoint_paths,
        cut=_members(context, found.cut),
        dominated_by=_members(context, (Node("theirs", each) for each in found.dominated_by(support_of(context)))),
        reasons={} if found.best else {"best": reason},
    )


def route(context: Context, path: AccessPath) -> AccessRoute:
    """Return a path from one of us to a person, step by step."""
    steps = tuple(
        _step(context, source, target, strength)
        for source, target, strength in zip(path.nodes, path.nodes[1:], path.strengths, strict=False)
    )
    return AccessRoute(
        people=tuple(node.id for node in path.nodes),
        names=tuple(name_of(context, node) for node in path.nodes),
        strength=path.strength,
        steps=steps,
        weakest=path.weakest,
    )


def name_of(context: Context, node: Node) -> str | None:
    """Return the name of a member of ours or of a person of theirs."""
    return context.member_names.get(node.id) if node.side == "ours" else context.names.get(node.id)


def _members(context: Context, nodes: Iterable[Node]) -> tuple[CutMember, ...]:
    return tuple(CutMember(side=node.side, id=node.id, name=name_of(context, node)) for node in nodes)


def _step(context: Context, source: Node, target: Node, strength: float) -> AccessStep:
    if source.side == "ours":
        rung = context.pair_rungs.get((source.id, target.id))
        kind: StepKind = "closeness"
    else:
        rung, kind = None, context.access_kinds[source.id, target.id]
    return AccessStep(
        source=source.id,
        source_name=name_of(context, source),
        target=target.id,
        target_name=name_of(context, target),
        kind=kind,
        rung=rung,
        strength=strength,
    )
