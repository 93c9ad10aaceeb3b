"""The context of gap rules: an account, or one decision chain of it, with each number computed once for all rules."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property

from analytics.access.access import Cuts, cuts_of_each
from analytics.ages import days_before
from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.deals import active_chains
from analytics.gaps import vocabulary
from analytics.gaps.names import Names
from analytics.gaps.profiles import Profile
from analytics.gaps.vocabulary import StagePlace
from analytics.health.completeness import Asked, completeness
from analytics.inputs.beliefs import Belief
from analytics.inputs.person_closeness import PersonCloseness
from analytics.members import standing_coverages
from analytics.routes.access_graph import Node
from analytics.votes.ballots import OpenStep
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import CoverageEdge
from schemas.rows.deals import ChainNode, OpportunityNode, StakeEdge, StepNode
from schemas.rows.stages import StageModelRow


class GapContext:
    """An account, or with ``chain`` one of its decision chains.

    A number that any answer gives is asked of ``numbers``, as ``context.numbers.people_closeness``; words that rules
    share (`analytics.gaps.vocabulary`) are attributes here.

    Parameters
    ----------
    numbers : Context
        Of the account, with the chain in scope if there is one.
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids.
    chain : ChainNode, optional
        The chain that is looked at.
    whole : GapContext, optional
        That of the whole account, for a chain.
    profiles : sequence of Profile, optional
        Stored profiles of rules, in order of their ids; `find_gaps` chooses the one that fits the account.
    also : str, optional
        A chain that is looked at although it may not be in force.

    Examples
    --------
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> GapContext(Context(AccountGraph("a1", "", "", 1), AnalysisSettings())).open_deals
    ()
    """

    def __init__(
        self,
        numbers: Context,
        models: Sequence[StageModelRow] = (),
        chain: ChainNode | None = None,
        whole: "GapContext | None" = None,
        also: str | None = None,
        profiles: Sequence[Profile] = (),
    ) -> None:
        self.numbers = numbers
        self.models = models
        self.profiles = profiles
        self.chain = chain
        self._whole = whole
        self.name = Names(numbers.account)
        self._also = also
        self._closeness_before: dict[float, Mapping[str, PersonCloseness]] = {}

    @property
    def whole(self) -> "GapContext":
        """That of the whole account: of a whole account itself."""
        return self._whole or self

    def let_go(self) -> None:
        """Forget the chains, which hold this and are held by it, so that all of it is freed with the last who holds it.

        Only who asks thousands of accounts needs this: else circles wait until somebody looks for them.
        """
        self.__dict__.pop("chains", None)

    def with_numbers(self, numbers: Context, whole: "GapContext | None") -> "GapContext":
        """Return this context on other numbers, of which all that was computed here holds; it has no chains yet."""
        made = copy(self)
        made.numbers, made._whole = numbers, whole
        made.let_go()
        return made

    @property
    def account(self) -> AccountGraph:
        """All that is recorded."""
        return self.numbers.account

    @property
    def present(self) -> frozenset[str]:
        """P: the people who have not left."""
        return self.numbers.present

    @cached_property
    def chains(self) -> Mapping[str, "GapContext"]:
        """Each chain that rules look at, in order of id: those in force of open deals."""
        looked_at = active_chains(self.account) | ({self._also} if self._also else frozenset())
        return {
            chain.id: GapContext(ContextBeside.of_chain(self.numbers, chain.id), self.models, chain, whole=self.whole)
            for chain in sorted(self.account.chains, key=lambda each: each.id)
            if chain.id in looked_at
        }

    @property
    def chain_name(self) -> str:
        """Name of the chain that is looked at; empty for a whole account."""
        return self.name.chain(self.chain.id) if self.chain else ""

    @property
    def open_steps(self) -> Sequence[OpenStep]:
        """Steps of the chain that are still to be decided; none for a whole account, or once a step has failed."""
        decision = self.numbers.decision
        return () if self.chain is None or decision.state == "failed" else decision.steps

    @cached_property
    def deal(self) -> OpportunityNode | None:
        """The opportunity that the chain decides."""
        wanted = self.chain and self.chain.opportunity
        return next((each for each in self.account.opportunities if each.id == wanted), None)

    @cached_property
    def open_deals(self) -> tuple[OpportunityNode, ...]:
        """Opportunities that are open."""
        return vocabulary.open_deals(self.account)

    def stage(self, deal: OpportunityNode) -> StagePlace | None:
        """Return where a deal is among its stages; None where that is not known."""
        return vocabulary.stage_place(deal, self.models)

    def chain_in_force(self, deal: OpportunityNode) -> str | None:
        """Return the chain that decides a deal, the first of several by id; None without one in force."""
        return min(
            (c.id for c in self.account.chains if c.opportunity == deal.id and c.status == "active"), default=None
        )

    @cached_property
    def asked(self) -> Mapping[str, tuple[Asked, ...]]:
        """Requirements of the stage of each open deal, and how far each is met (`completeness`)."""
        found = completeness(self.account, self.present, self.numbers.departments, self.models)
        return {deal.id: deal.asked for deal in found.deals}

    @cached_property
    def stakes(self) -> tuple[StakeEdge, ...]:
        """Stakes of present people on the chain, in order of id."""
        wanted = self.chain and self.chain.id
        held = (each for each in self.account.stakes if each.chain == wanted and each.person in self.present)
        return tuple(sorted(held, key=lambda stake: stake.id))

    @cached_property
    def stakeholders(self) -> tuple[str, ...]:
        """The present people with a stake on the chain, in order of id."""
        return tuple(sorted({stake.person for stake in self.stakes}))

    def with_role(self, *roles: str) -> tuple[str, ...]:
        """Return the people who have any of some roles on the chain, in order of id."""
        wanted = frozenset(roles)
        return tuple(sorted({each.person for each in self.stakes if not wanted.isdisjoint(each.roles or ())}))

    @cached_property
    def steps(self) -> Mapping[str, StepNode]:
        """The steps of the chain, in their order."""
        wanted = self.chain and self.chain.id
        found = sorted((each for each in self.account.steps if each.chain == wanted), key=lambda s: (s.order, s.id))
        return {step.id: step for step in found}

    @cached_property
    def deciders(self) -> frozenset[str]:
        """Who decides the chain; of a whole account, who decides any chain that is looked at."""
        if self.chain is None:
            return frozenset[str]().union(*(each.deciders for each in self.chains.values()))
        return vocabulary.deciders(self.numbers, self.stakes) & self.present

    def decides(self, person: str) -> "GapContext | None":
        """Return the first chain that a person decides; None for everybody else."""
        return next((each for each in self.whole.chains.values() if person in each.deciders), None)

    def chain_decided_by(self, person: str) -> str | None:
        """Return the first chain that a person decides; None for everybody else."""
        decided = self.decides(person)
        return decided.chain.id if decided and decided.chain else None

    @cached_property
    def important(self) -> frozenset[str]:
        """Who counts: key players, deciders, the most influential, and those for whom one of us is responsible."""
        duties = {each.target_id for each in standing_coverages(self.account) if each.target_kind == "person"}
        return self.key_players | self.deciders | frozenset(self.most_influential) | (duties & self.present)

    @property
    def key_players(self) -> frozenset[str]:
        """People believed to be in the inner circle or the political structure."""
        return self.numbers.key_players

    @cached_property
    def closest_of_us(self) -> str | None:
        """Who of us is closest to anybody of theirs, the first of equal ones; None where nobody of us is known."""
        pairs = self.numbers.closeness
        if pairs:
            return min(pairs, key=lambda pair: (-pairs[pair], pair))[0]
        return min(self.numbers.members, default=None)

    @cached_property
    def first_duties(self) -> Mapping[tuple[str, str | None], CoverageEdge]:
        """The coverage that is asked first, by what it is for."""
        return vocabulary.first_duties(self.numbers.standing_coverages)

    @cached_property
    def best_known(self) -> Sequence[str]:
        """People to whom anybody of us is close, the closest first, equal ones in order of id."""
        known = {person: found.closeness for person, found in self.numbers.people_closeness.items() if found.closeness}
        return sorted(known, key=lambda person: (-known[person], person))

    @property
    def covered(self) -> frozenset[str]:
        """People whom at least one of us knows."""
        return self.numbers.covered

    def closeness_before(self, days: float) -> Mapping[str, PersonCloseness]:
        """Return how close we were to each person some days ago, by what is recorded now.

        Contacts and words count up to that instant; cadences are those of today, so that a shorter one, which asks for
        more, is not taken for a relationship that cools.
        """
        if days not in self._closeness_before:
            then = replace(self.account, as_of=days_before(self.account.as_of, days), assumed_closeness=())
            earlier = ContextBeside(self.numbers, then)
            now = self.numbers.cadence
            earlier.__dict__["cadence"] = now if earlier.present <= now.keys() else {**earlier.cadence, **now}
            self._closeness_before[days] = earlier.people_closeness
        return self._closeness_before[days]

    @cached_property
    def met(self) -> frozenset[str]:
        """People whom any of us ever met."""
        return self.whole.met if self.chain else vocabulary.met(self.numbers.contact_log, self.account.as_of)

    @cached_property
    def support(self) -> Mapping[str, float]:
        """Believed support of each person about whom there is a belief, from -2 to 2."""
        return {
            who: float(belief.value) for (who, word, _), belief in self.numbers.beliefs.items() if word == "support"
        }

    @cached_property
    def supportive(self) -> frozenset[str]:
        """People who are for us."""
        return vocabulary.supportive(self.support)

    def belief(self, person: str, attribute: str) -> Belief | None:
        """Return what is believed of a person, for the chain if one is looked at; None where nothing is."""
        return self.numbers.beliefs.get((person, attribute, None))

    @cached_property
    def most_influential(self) -> tuple[str, ...]:
        """The top decile by influence; nobody among fewer than eight people."""
        return vocabulary.top_decile(self.numbers.influence)

    @cached_property
    def seats(self) -> frozenset[str]:
        """Placeholders and vacant seats: nobody who could be met."""
        placeholders = {each.id for each in self.account.people if each.kind == "placeholder"}
        return (frozenset(placeholders) | self.numbers.vacant) & self.present

    @cached_property
    def reached(self) -> frozenset[str]:
        """People to whom a usable way leads from any of us."""
        ours = [node for node in self.numbers.access_graph.nodes if node.side == "ours"]
        return vocabulary.reached_usably(self.numbers.access_graph, ours)

    @cached_property
    def cuts(self) -> Mapping[str, Cuts]:
        """Who can close the ways to each of those who decide."""
        return cuts_of_each(self.numbers.access_graph, sorted(self.deciders))

    def reaches(self, person: str, target: str) -> bool:
        """Return whether a usable way leads from one person of theirs to another, or they are the same."""
        graph = self.numbers.access_graph
        return person == target or target in vocabulary.reached_usably(graph, [Node("theirs", person)])
