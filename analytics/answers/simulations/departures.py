"""The answer of ``analysis/departures``: everybody on both sides, by what would be lost if they left."""

from collections.abc import Iterator, Mapping
from typing import Any

from analytics.access.access import Access
from analytics.answers.chains.chain import chain_provenance
from analytics.answers.provenance import provenance
from analytics.answers.simulations.simulation import Sides
from analytics.closeness.account import account_closeness
from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.coverage.coverage import coverage
from analytics.inputs.remains import Remains
from analytics.limits import check_departures, check_voters_leaving
from analytics.ranking import DIGITS
from analytics.routes.access_graph import Node
from analytics.simulation.apply import changed
from analytics.simulation.heirs import Ending, Heirs
from schemas.analysis.answer import Reasons
from schemas.analysis.simulations.change import MemberLeaves, PersonLeaves
from schemas.analysis.simulations.departures import (
    CutOffVoter,
    Departure,
    DeparturesAnalysis,
    EndingRelationship,
    Side,
    Successor,
)
from schemas.vocabularies import NullReason


def departures_analysis(sides: Sides) -> DeparturesAnalysis:
    """Return what would be lost when each person leaves, alone, theirs or ours.

    Parameters
    ----------
    sides : Sides
        The account as it is, and with the chain in scope of which the answer is, too.

    Raises
    ------
    TooLarge
        When there are too many people and edges, or voters, to be computed in seconds.
    """
    check_departures(sides.account.account, len(sides.account.assumed_lines.lines))
    if sides.chain is not None:
        decided = sides.chain.decision
        check_voters_leaving(sides.chain.chain or "", len(decided.voters), decided.votes)
    drill = _Drill(sides)
    rows = sorted(drill.rows(), key=lambda row: (-round(row.coverage_lost or 0.0, DIGITS), row.side, row.id))
    values = {"coverage": drill.coverage, "closeness": drill.closeness, "forecast": drill.forecast}
    return DeparturesAnalysis(
        **provenance(sides.account),
        chain=None if sides.chain is None else chain_provenance(sides.chain)["chain"],
        **values,
        departures=tuple(rows),
        reasons=drill.reasons(values, sides.chain),
    )


class _Drill:
    """Everybody's departure, each measured against the account as it is."""

    def __init__(self, sides: Sides) -> None:
        context = self._context = sides.account
        self._chain = sides.chain
        self._heirs = Heirs(context)
        self.coverage = coverage(context.present, context.influence, context.attainment)
        self.closeness = account_closeness(context.present, context.influence, context.people_closeness).closeness
        self.forecast = None if sides.chain is None else _chance(sides.chain)

    def rows(self) -> Iterator[Departure]:
        context = self._context
        for member, left in context.without_ours.items():
            yield self._row("ours", member, left, self._heirs.of_ours(member))
        for person, left in context.without_theirs.items():
            yield self._row("theirs", person, left, self._heirs.of_theirs(person))

    def reasons(self, values: dict[str, float | None], chain: Context | None) -> Reasons:
        """Return why some values of one state are null."""
        contacts: NullReason = "no_interactions" if self._context.present else "too_few_people"
        forecast: NullReason = (chain and chain.forecast.reason) or "no_decider"
        why: dict[str, NullReason] = {"closeness": contacts, "forecast": forecast}
        return {name: why.get(name, "too_few_people") for name, value in values.items() if value is None}

    def _row(self, side: Side, key: str, left: Remains, endings: list[Ending]) -> Departure:
        context, after = self._context, self._after(side, key)
        forecast = self.forecast if after is None else _chance(after)
        values: dict[str, Any] = {
            "coverage": left.coverage,
            "coverage_lost": _lost(self.coverage, left.coverage),
            "closeness": left.closeness,
            "closeness_lost": _lost(self.closeness, left.closeness),
            "forecast": forecast,
            "forecast_lost": None if forecast is None or self.forecast is None else self.forecast - forecast,
        }
        named = context.member_names if side == "ours" else context.names
        return Departure(
            side=side,
            id=key,
            name=named.get(key),
            title=context.people[key].title if side == "theirs" else None,
            **values,
            votes=after is not None,
            cut_off=tuple(self._cut_off(side, key)),
            successor=self._successor(key) if side == "theirs" else None,
            relationships=tuple(self._ending(side, each) for each in endings),
            reasons=self._why(values, after),
        )

    def _why(self, values: dict[str, float | None], after: Context | None) -> Reasons:
        found = self.reasons(values, after or self._chain)
        if "forecast" in found and "forecast_lost" in found:
            found["forecast_lost"] = found["forecast"]
        if found.get("closeness_lost"):
            found["closeness_lost"] = "no_interactions" if self._context.present else "too_few_people"
        if "forecast_lost" in found and "forecast" not in found:
            found["forecast_lost"] = self.reasons({"forecast": None}, self._chain)["forecast"]
        return found

    def _after(self, side: Side, key: str) -> Context | None:
        """Return the chain without one of its voters; None for everybody else, on whom it does not depend."""
        if self._chain is None or side == "ours" or key not in self._chain.decision.voters:
            return None
        return ContextBeside(self._chain, changed(self._chain.account, [_leaves(key)]))

    def _cut_off(self, side: Side, key: str) -> Iterator[CutOffVoter]:
        if self._chain is not None:
            after = self._other_ways(side, key)
            for voter, found in self._chain.access.items():
                gone = Node(side, key) in found.every_way if after is None else found.cut and not after[voter].cut
                if gone and (side, key) != ("theirs", voter):
                    yield CutOffVoter(id=voter, name=self._context.names.get(voter))

    def _other_ways(self, side: Side, key: str) -> Mapping[str, Access] | None:
        """Return the ways once one of us has left whose leaving makes others closer or less close; None of nobody."""
        left = None if self._chain is None or side == "theirs" else self._chain.left_duties.get(key)
        if self._chain is None or left is None or not left.closeness:
            return None
        leaves = MemberLeaves(kind="member_leaves", member=key)
        return ContextBeside(self._chain, changed(self._chain.account, [leaves])).access

    def _successor(self, leaver: str) -> Successor | None:
        person, context = self._heirs.successor(leaver), self._context
        if person is None:
            return None
        member, closeness = self._heirs.closest(person) or (None, None)
        return Successor(
            id=person,
            name=context.names.get(person),
            title=context.people[person].title,
            member=member,
            member_name=None if member is None else context.member_names.get(member),
            closeness=closeness,
        )

    def _ending(self, side: Side, ending: Ending) -> EndingRelationship:
        context = self._context
        heirs = context.member_names if side == "ours" else context.names
        return EndingRelationship(
            **ending._asdict(),
            member_name=context.member_names.get(ending.member),
            person_name=context.names.get(ending.person),
            heir_name=None if ending.heir is None else heirs.get(ending.heir),
        )


def _leaves(person: str) -> PersonLeaves:
    return PersonLeaves(kind="person_leaves", person=person)


def _chance(chain: Context) -> float | None:
    return chain.forecast.chance and chain.forecast.chance.value


def _lost(now: float | None, after: float | None) -> float | None:
    """Return what is lost: all of it where nothing is left to measure."""
    return None if now is None else now - (after or 0.0)
