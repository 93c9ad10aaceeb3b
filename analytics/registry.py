"""Every metric and its inputs, and nothing else: to add a metric is to add a line here.

An input is named by another line of the same class, or by something that the context was given (`analytics.context`).
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

from analytics import departments, members, seeds
from analytics.access import access, kinds
from analytics.backend.algorithms import reach
from analytics.beliefs import consensus, key_players, silent_words
from analytics.chains import decision, forecast, known_share, opinions, power, swing, value_of_knowing, yes
from analytics.chains.decision import not_voting
from analytics.chains.decision import voters as decision_voters
from analytics.closeness import pairs, people, rungs, trend
from analytics.closeness.degrees import cadence, ceiling, depth, expertise, frequency, length
from analytics.closeness.sources import asserted, assumed, contacts, counts, evidence
from analytics.coverage import aims, attainment, covered, targets
from analytics.graphs import (
    assumed_lines,
    contribution,
    grounds,
    possible_graphs,
    presence,
    projection,
    relations,
    tie_graph,
)
from analytics.health import corroboration, departures, duties, freshness, missed, resilience
from analytics.influence import attention, components, decision_influence, influence, interval, moves, percentile
from analytics.influence.chart import authority, departments_agreement, flag, informal_gap
from analytics.influence.position import (
    articulation,
    brokerage,
    communities,
    constraint,
    effective_size,
    expected_reach,
)
from analytics.inputs import contact_log
from analytics.members import standing_coverages, without_setters
from analytics.network import betweenness, brokerage_roles, cohesion, degrees, distances, krackhardt, pagerank
from analytics.routes import access_graph

Value = TypeVar("Value")


class Metric(Generic[Value]):
    """One value of a context: a pure function and the names of its inputs there; computed once, on first use."""

    def __init__(self, compute: Callable[..., Value], *inputs: str) -> None:
        self.compute = compute
        self.inputs = inputs

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, context: None, owner: type) -> Self: ...

    @overload
    def __get__(self, context: object, owner: type) -> Value: ...

    def __get__(self, context: Any, owner: type) -> Self | Value:
        if context is None:
            return self
        value: Value = context.value_of(self)
        context.__dict__[self.name] = value  # from now on attribute access finds it there and skips this descriptor
        return value


class Metrics:
    """Metrics of one context."""

    def value_of(self, metric: Metric[Value]) -> Value:
        """Return the value of a metric of this context, from its inputs."""
        return metric.compute(*(getattr(self, name) for name in metric.inputs))


class AccountMetrics(Metrics):
    """Everything that is computed about an account."""

    present = Metric(presence.present_people, "account")
    vacant = Metric(presence.vacant_seats, "account")
    members = Metric(members.present_members, "account")
    departments = Metric(departments.primary_departments, "account")

    seats = Metric(assumed_lines.seats, "account", "present", "departments")
    assumed_lines = Metric(assumed_lines.assumed_lines, "account", "settings", "present", "seats")
    chain_of_lines = Metric(contribution.chain_of_lines, "account", "chain")
    contributions = Metric(
        contribution.contributions, "account", "settings", "chain_of_lines", "present", "assumed_lines"
    )
    line_ends = Metric(contribution.line_ends, "account", "contributions", "assumed_lines")
    recorded_contributions = Metric(
        contribution.recorded_contributions,
        "contributions",
        "assumed_lines",
        "account",
        "settings",
        "chain_of_lines",
        "present",
    )
    recorded_graph = Metric(
        projection.recorded_graph, "influence_graph", "assumed_lines", "present", "recorded_contributions", "settings"
    )
    influence_graph = Metric(projection.influence_graph, "present", "contributions", "settings")
    possible_graphs = Metric(possible_graphs.possible_graphs, "present", "contributions", "settings")
    chart_graph = Metric(projection.chart_graph, "present", "contributions", "settings")
    influence_arcs = Metric(relations.influence_arcs, "account")
    informal = Metric(contribution.has_informal_edge, "contributions")
    solid_lines = Metric(relations.solid_lines, "account")
    solid_reach = Metric(reach.reach, "solid_lines")
    ties = Metric(tie_graph.ties, "influence_graph")
    seed = Metric(seeds.seed, "account")

    chart_attention = Metric(attention.attention, "chart_graph", "settings")
    chart_influence = Metric(influence.influence, "chart_graph", "chart_attention")
    attention = Metric(attention.attention, "influence_graph", "settings")
    influence = Metric(influence.influence, "influence_graph", "attention")
    influence_percentile = Metric(percentile.percentile, "influence")
    grounds = Metric(grounds.grounds, "contributions", "influence_graph")
    decision_components = Metric(
        components.components, "influence_graph", "attention", "grounds", "decision_influence", "deciders"
    )
    components = Metric(components.components, "influence_graph", "attention", "grounds", "influence")
    moves = Metric(moves.moves, "influence_graph", "attention", "grounds", "influence")
    interval = Metric(interval.interval, "influence", "possible_graphs", "settings", "seed")
    brokerage = Metric(brokerage.brokerage, "influence_graph")
    constraint = Metric(constraint.constraint, "ties")
    effective_size = Metric(effective_size.effective_size, "ties")
    expected_reach = Metric(expected_reach.expected_reach, "influence_graph", "settings", "seed")
    authority = Metric(authority.authority, "solid_lines")
    informal_gap = Metric(informal_gap.informal_gap, "chart_influence", "influence", "informal")
    flag = Metric(flag.flag, "informal_gap", "solid_lines", "vacant", "settings")
    brokerage_roles = Metric(brokerage_roles.brokerage_roles, "influence_arcs", "departments")

    connectedness = Metric(krackhardt.connectedness, "solid_lines")
    hierarchy = Metric(krackhardt.hierarchy, "solid_reach")
    efficiency = Metric(krackhardt.efficiency, "solid_lines")
    least_upper_boundedness = Metric(krackhardt.least_upper_boundedness, "solid_lines", "solid_reach")
    articulation = Metric(articulation.articulation, "ties")
    communities = Metric(communities.communities, "ties", "settings", "seed")
    departments_agreement = Metric(
        departments_agreement.departments_agreement, "communities", "departments", "influence_graph"
    )

    heard = Metric(consensus.heard, "account", "settings", "present")
    beliefs = Metric(consensus.consensus, "account", "settings", "present", "chain", "heard")
    rung_beliefs = Metric(consensus.rung_beliefs, "account", "settings", "present")
    silent_words = Metric(silent_words.silent_words, "account", "settings", "present", "beliefs")
    key_players = Metric(key_players.key_players, "beliefs")

    decision = Metric(decision.decision, "account", "present", "chain")
    yes = Metric(yes.yes, "decision", "beliefs", "settings")
    swing = Metric(swing.swing, "decision", "yes", "settings", "seed")
    power = Metric(power.power, "decision", "settings", "seed")
    known_share = Metric(known_share.known_share, "decision", "yes", "swing")
    forecast = Metric(forecast.forecast, "decision", "yes", "known_share", "settings", "seed")
    value_of_knowing = Metric(value_of_knowing.value_of_knowing, "yes", "swing")
    opinions = Metric(
        opinions.opinions, "account", "influence_graph", "decision", "beliefs", "chain", "settings", "seed"
    )
    deciders = Metric(decision_influence.deciders, "influence_graph", "decision", "swing", "forecast")
    decision_influence = Metric(decision_influence.decision_influence, "influence_graph", "attention", "deciders")

    standing_coverages = Metric(standing_coverages, "account")
    cadence_setters = Metric(cadence.cadence_setters, "standing_coverages")
    no_cadence_setters = Metric(without_setters, "standing_coverages", "cadence_setters")
    cadence_unset = Metric(cadence.cadence, "account", "settings", "present", "key_players", "no_cadence_setters")
    cadence = Metric(cadence.cadence, "account", "settings", "present", "key_players", "standing_coverages")
    asserted = Metric(asserted.asserted, "rung_beliefs", "settings", "members")
    assumed = Metric(assumed.assumed, "account", "present", "members")
    contact_log = Metric(contact_log.contact_log, "account")
    contacts = Metric(
        contacts.contacts, "account", "contact_log", "settings", "present", "members", "asserted", "assumed"
    )
    pair_cadence = Metric(pairs.pair_cadence, "contacts", "cadence")
    frequency = Metric(frequency.frequency, "contacts", "pair_cadence", "settings")
    expertise = Metric(expertise.expertise, "contacts", "settings")
    depth = Metric(depth.depth, "contacts", "pair_cadence", "settings")
    length = Metric(length.length, "contacts", "pair_cadence", "settings")
    pair_value = Metric(pairs.value, "contacts", "frequency", "expertise", "depth", "length", "settings")
    limited_by = Metric(ceiling.limited_by, "pair_value", "ceiling")
    ceiling = Metric(ceiling.ceiling, "contacts", "depth", "settings")
    logged = Metric(pairs.logged, "pair_value", "ceiling")
    pair_asserted = Metric(pairs.pair_asserted, "contacts", "asserted")
    pair_closeness = Metric(pairs.pair_closeness, "contacts", "logged", "pair_asserted", "assumed")
    counts = Metric(counts.counts, "contacts")
    cadence_evidence = Metric(evidence.cadence_evidence, "account", "beliefs", "cadence")
    evidence = Metric(evidence.evidence, "contacts", "beliefs", "cadence_evidence")
    closeness = Metric(pairs.by_pair, "contacts", "pair_closeness")
    rungs = Metric(rungs.rungs, "pair_closeness", "settings")
    pair_rungs = Metric(pairs.rungs_by_pair, "contacts", "rungs")
    trend = Metric(trend.trend, "closeness", "closeness_before")
    people_closeness = Metric(people.people_closeness, "contacts", "closeness", "rungs", "settings")

    ears = Metric(access_graph.ears, "account", "settings", "chain_of_lines")
    access_graph = Metric(access_graph.access_graph, "recorded_graph", "members", "closeness", "settings", "ears")
    access_kinds = Metric(kinds.kinds, "account", "recorded_contributions", "recorded_graph", "settings", "chain")
    voters = Metric(decision_voters, "decision")
    not_voting = Metric(not_voting, "account", "present", "chain")
    access = Metric(access.access_of_each, "access_graph", "voters")

    aim_setters = Metric(aims.aim_setters, "account", "aims")
    no_aim_setters = Metric(without_setters, "standing_coverages", "aim_setters")
    aims_unset = Metric(aims.aims, "account", "settings", "present", "key_players", "no_aim_setters")
    aims = Metric(aims.aims, "account", "settings", "present", "key_players", "standing_coverages")
    targets_unset = Metric(targets.targets, "aims_unset", "settings")
    targets = Metric(targets.targets, "aims", "settings")
    attainment = Metric(attainment.attainment, "targets", "people_closeness")
    covered = Metric(covered.covered, "people_closeness", "settings")

    meetings = Metric(freshness.meetings, "contacts")
    last_met = Metric(freshness.last_met, "meetings")
    fresh = Metric(freshness.fresh, "last_met", "cadence")
    corroborated = Metric(corroboration.corroborated, "beliefs")
    departures = Metric(
        departures.departures, "account", "settings", "contributions", "line_ends", "seats", "assumed_lines"
    )
    departing = Metric(resilience.departing, "settings", "contributions", "line_ends", "influence_graph", "departures")
    loss_of_theirs = Metric(resilience.loss_of_theirs, "departing", "influence_graph", "influence", "attainment")
    left_duties = Metric(duties.left_duties, "cadence_setters", "closeness_unset", "aim_setters", "targets_unset")
    loss_of_ours = Metric(resilience.loss_of_ours, "without_ours")
    without_theirs = Metric(missed.without_theirs, "departing", "influence", "attainment", "people_closeness")
    without_ours = Metric(missed.without_ours, "members", "influence", "closeness", "targets", "left_duties")


class NetworkMetrics(Metrics):
    """Everything that is computed about one recorded relation."""

    arcs = Metric(relations.recorded_arcs, "account", "relation")
    weighted_arcs = Metric(relations.recorded_arcs, "account", "relation", "weights")
    groups = Metric(departments.primary_departments, "account")
    reach = Metric(reach.reach, "arcs")
    ties = Metric(tie_graph.ties, "weighted_arcs")

    density = Metric(cohesion.density, "arcs")
    reciprocity = Metric(cohesion.reciprocity, "arcs")
    transitivity = Metric(cohesion.transitivity, "arcs")
    average_distance = Metric(distances.average_distance, "reach")
    diameter = Metric(distances.diameter, "reach")
    in_centralization = Metric(degrees.centralization, "in_degree")
    out_centralization = Metric(degrees.centralization, "out_degree")
    connectedness = Metric(krackhardt.connectedness, "arcs")
    hierarchy = Metric(krackhardt.hierarchy, "reach")
    efficiency = Metric(krackhardt.efficiency, "arcs")
    least_upper_boundedness = Metric(krackhardt.least_upper_boundedness, "arcs", "reach")
    total_roles = Metric(brokerage_roles.total_roles, "brokerage_roles")

    in_degree = Metric(degrees.in_degree, "arcs")
    out_degree = Metric(degrees.out_degree, "arcs")
    betweenness = Metric(betweenness.betweenness, "arcs")
    closeness_centrality = Metric(distances.closeness_centrality, "arcs", "reach")
    pagerank = Metric(pagerank.pagerank, "weighted_arcs", "settings")
    constraint = Metric(constraint.constraint, "ties")
    effective_size = Metric(effective_size.effective_size, "ties")
    brokerage_roles = Metric(brokerage_roles.brokerage_roles, "arcs", "groups")
