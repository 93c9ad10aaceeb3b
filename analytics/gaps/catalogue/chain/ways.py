"""Whether ways lead to those who decide, and who could close them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analytics.access.access import Cuts
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject, people
from analytics.gaps.remedy import Remedy
from analytics.ranking import ranked
from analytics.routes.access_graph import Node
from schemas.messages.message import Message, Parameter


def approver_unreachable(context: GapContext) -> Iterator[Finding]:
    """Find approvers and economic buyers to whom no usable way leads from any of us; vacant seats do not count.

    Critical where none of us has ever met them.
    """
    if context.chain is None:
        return
    for person in context.with_role("approver", "economic_buyer"):
        if person in context.reached | context.seats:
            continue
        signs = person in context.with_role("approver")
        who, chain = context.name.person(person), context.chain_name
        yield Finding(
            people(person),
            Message("gaps_chain.approver_unreachable", person=who, chain=chain)
            if signs
            else Message("gaps_chain.buyer_unreachable", person=who, chain=chain),
            numbers={"ways": 0, "usable_from": context.numbers.access_graph.usable},
            records={"stake": [each.id for each in context.stakes if each.person == person]},
            severity=None if person in context.met else "critical",
            remedy=Remedy("meet", person),
        )


def single_cut(context: GapContext) -> Iterator[Finding]:
    """Find whoever, of theirs or of ours, is alone enough to cut us off from somebody who decides.

    One finding for all whom one person can cut us off from; vacant seats do not count. Of several on one way, whom we
    meet first of theirs is named: behind that one are the most.
    """
    behind: dict[Node, list[str]] = {}
    for person in sorted(context.deciders - context.seats):
        if node := _enough(context.cuts[person]):
            behind.setdefault(node, []).append(person)
    for node, deciders in sorted(behind.items()):
        yield _alone(context, node, deciders)


def opponent_dominates(context: GapContext) -> Iterator[Finding]:
    """Find people who are against us and stand on every usable way to somebody who decides.

    One finding for all to whom one opponent closes every way; vacant seats do not count.
    """
    behind: dict[str, list[str]] = {}
    for person in sorted(context.deciders - context.seats):
        for opponent in context.cuts[person].dominated_by(context.support):
            behind.setdefault(opponent, []).append(person)
    for opponent, deciders in sorted(behind.items()):
        closed = _Closed.of(context, deciders)
        yield Finding(
            people(opponent),
            closed.by_opponent(context.name.person(opponent)),
            numbers={"support": context.support[opponent], "deciders": len(deciders)},
            records={"person": deciders},
            remedy=Remedy("another_way", closed.first),
        )


def _enough(found: Cuts) -> Node | None:
    """Return who alone closes every usable way; None where it takes more than one, or there is no way."""
    if len(found.cut) != 1:
        return None
    return next((node for node in found.every_way if node.side == "theirs"), found.every_way[0])


def _alone(context: GapContext, node: Node, deciders: list[str]) -> Finding:
    closed = _Closed.of(context, deciders)
    if node.side == "ours":
        subject, said = Subject("member", node.id), closed.by_one_of_us(context.name.member(node.id))
    else:
        subject, said = Subject("person", node.id), closed.by_person(context.name.person(node.id))
    return Finding(
        (subject,),
        said,
        numbers={"side": node.side, "deciders": len(deciders)},
        records={"person": deciders},
        remedy=Remedy("another_way", closed.first),
    )


class _Closed(NamedTuple):
    """Those to whom one person closes every way: their names, the chain, and who of them comes first by influence."""

    names: list[str]
    chain: str
    first: str

    @classmethod
    def of(cls, context: GapContext, deciders: Iterable[str]) -> "_Closed":
        order = ranked({person: context.numbers.influence[person] for person in deciders})
        chain = context.chain_name
        return cls([context.name.bare(person) for person in order], chain, order[0])

    def by_person(self, who: Parameter) -> Message:
        """Return the sentence about somebody of theirs."""
        number = len(self.names)
        return Message("gaps_chain.single_cut", person=who, deciders=self.names, chain=self.chain, count=number)

    def by_one_of_us(self, who: Parameter) -> Message:
        """Return the sentence about one of us."""
        number = len(self.names)
        return Message("gaps_chain.single_cut_ours", person=who, deciders=self.names, chain=self.chain, count=number)

    def by_opponent(self, who: Parameter) -> Message:
        """Return the sentence about somebody who is against us."""
        number = len(self.names)
        return Message("gaps_chain.opponent_dominates", person=who, deciders=self.names, chain=self.chain, count=number)
