"""The sections of `docs/numbers.md`: which answers it explains, and by which functions, in the order of reading."""

from typing import NamedTuple

from pydantic import BaseModel

from schemas.analysis.beliefs import BeliefsAnalysis
from schemas.analysis.chains.access import AccessAnalysis, PathsAnalysis
from schemas.analysis.chains.forecast import ForecastAnalysis
from schemas.analysis.chains.next_question import NextQuestionAnalysis
from schemas.analysis.chains.opinions import OpinionsAnalysis
from schemas.analysis.chains.power import PowerAnalysis
from schemas.analysis.changes import ChangesAnalysis
from schemas.analysis.closeness import ClosenessAnalysis
from schemas.analysis.coverage import CoverageAnalysis
from schemas.analysis.gaps import ChainGapsAnalysis, GapsAnalysis
from schemas.analysis.health import HealthAnalysis
from schemas.analysis.influence import InfluenceAnalysis
from schemas.analysis.network import NetworkAnalysis
from schemas.analysis.profile import ProfileAnalysis
from schemas.analysis.simulations.departures import DeparturesAnalysis
from schemas.analysis.simulations.simulation import SimulationAnalysis


class Section(NamedTuple):
    """One section of the page.

    Attributes
    ----------
    title : str
        Its heading.
    text : str
        The paragraph below the heading.
    answer : type of BaseModel or None
        The answer that it explains, field by field.
    functions : tuple of str
        The functions that define its numbers, by their path in `analytics`.
    """

    title: str
    text: str
    answer: type[BaseModel] | None = None
    functions: tuple[str, ...] = ()


def _of(module: str, names: str) -> tuple[str, ...]:
    return tuple(f"{module}.{name}" for name in names.split())


def _each(folder: str, names: str) -> tuple[str, ...]:
    """Return functions that have the name of their module."""
    return tuple(f"{folder}.{name}.{name}" for name in names.split())


SECTIONS: tuple[Section, ...] = (
    Section(
        "Influence",
        "`GET /v1/accounts/{account_id}/analysis/influence`: who moves whom, on the influence graph of the account.",
        InfluenceAnalysis,
        functions=(
            *_each("influence", "attention influence percentile interval components moves"),
            *_of("influence.decision_influence", "deciders decision_influence"),
            *_each("influence", "brokerage constraint effective_size expected_reach authority informal_gap flag"),
            *_each("influence", "articulation communities departments_agreement"),
        ),
    ),
    Section(
        "Network",
        "`GET /v1/accounts/{account_id}/analysis/network`: the classical measures of one relation, exactly as it is"
        " recorded and as textbooks define them. `relation` is influences, reporting-lines, conflicts or alliances.",
        NetworkAnalysis,
        functions=(
            *_of("network.degrees", "in_degree out_degree centralization"),
            *_of("network.cohesion", "density reciprocity transitivity"),
            *_of("backend.reach", "reach"),
            *_of("network.distances", "average_distance diameter closeness_centrality"),
            *_of("network.krackhardt", "connectedness hierarchy efficiency least_upper_boundedness"),
            *_each("network", "betweenness pagerank"),
            *_of("network.brokerage_roles", "brokerage_roles total_roles"),
        ),
    ),
    Section(
        "Beliefs",
        "`GET /v1/accounts/{account_id}/analysis/beliefs`: what observers together believe about each person. A *word*"
        " is one assessment as it counts. A *subject* is a person and an attribute, and for a rung also a team member.",
        BeliefsAnalysis,
        functions=(
            *_of("inputs.words", "counting_words latest_assessments subject_of"),
            *_of("inputs.words", "initial_weight confidence reliability half_life"),
            *_each("beliefs", "consensus silent_words key_players"),
        ),
    ),
    Section(
        "Closeness",
        "`GET /v1/accounts/{account_id}/analysis/closeness`: how close each of us is to each of them, from 0 to 100.",
        ClosenessAnalysis,
        functions=(
            *_each("closeness", "cadence contacts frequency expertise depth length"),
            *_of("closeness.pairs", "value"),
            *_of("closeness.ceiling", "ceiling limited_by"),
            *_of("closeness.pairs", "logged"),
            *_each("closeness", "asserted assumed"),
            *_of("closeness.pairs", "pair_closeness pair_asserted pair_cadence by_pair rungs_by_pair"),
            *_of("inputs.rungs", "rung_threshold"),
            *_each("closeness", "rungs"),
            *_of("closeness.trend", "trend trend_sign"),
            *_each("closeness", "counts"),
            *_of("closeness.people", "people_closeness"),
            *_of("closeness.account", "account_closeness"),
            *_each("closeness", "threads"),
            *_of("closeness.matrices", "matrix"),
            *_of("closeness.evidence", "evidence cadence_evidence words_on"),
        ),
    ),
    Section(
        "Coverage",
        "`GET /v1/accounts/{account_id}/analysis/coverage`: how much of the influence in an account we have reached.",
        CoverageAnalysis,
        functions=_each("coverage", "aims targets attainment covered coverage stance lorenz cells"),
    ),
    Section(
        "Forecast",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/forecast`: how likely a decision chain is to pass,"
        " as the recorded beliefs imply. It is never a win rate.",
        ForecastAnalysis,
        functions=(
            *_of("chains.decision", "decision voters needed weight not_voting"),
            *_of("votes.amounts", "applies"),
            *_of("votes.ballots", "possible"),
            *_each("chains", "yes"),
            *_of("votes.chances", "yes_of_support"),
            *_of("votes.passing", "passing step_chance swings"),
            *_each("chains", "swing known_share forecast"),
        ),
    ),
    Section(
        "Power",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/power`: how much each vote matters, by the beliefs"
        " and by the rules alone.",
        PowerAnalysis,
        functions=_each("chains", "power value_of_knowing"),
    ),
    Section(
        "Opinions",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/opinions`: where opinions drift when people keep"
        " moving each other. Experimental.",
        OpinionsAnalysis,
        functions=_of("chains.opinions", "opinions friedkin_johnsen"),
    ),
    Section(
        "Access",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/access`: through whom we reach the people who"
        " decide.",
        AccessAnalysis,
        functions=(
            *_of("routes.access_graph", "access_graph ears"),
            *_of("access.access", "access access_of_each best_path best_paths"),
            *_each("access", "kinds"),
        ),
    ),
    Section(
        "Paths",
        "`GET /v1/accounts/{account_id}/analysis/paths`: through whom we reach one person.",
        PathsAnalysis,
    ),
    Section(
        "Next question",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/next-question`: which voter to find out about"
        " first.",
        NextQuestionAnalysis,
    ),
    Section(
        "Health",
        "`GET /v1/accounts/{account_id}/analysis/health`: how well the account is looked after, in six parts and one"
        " grade.",
        HealthAnalysis,
        functions=(
            *_of("health.completeness", "completeness stage_of undescribed"),
            *_of("health.freshness", "meetings last_met fresh"),
            *_of("health.corroboration", "corroborated corroboration"),
            *_of("health.resilience", "loss_of_theirs loss_of_ours departing resilience"),
            *_each("health", "departures"),
            *_of("health.duties", "left_duties"),
            *_of("closeness.cadence", "cadence_setters cadence_unset"),
            *_of("coverage.aims", "aim_setters aims_unset"),
            *_of("health.health", "health grade"),
        ),
    ),
    Section(
        "Changes",
        "`GET /v1/accounts/{account_id}/analysis/changes`: what differs between two instants, and how much of each"
        " difference was recorded and how much only time did. Its scores are those of the other answers.",
        ChangesAnalysis,
        functions=(
            *_of("changes.parts", "parts_of"),
            *_of("changes.grounds", "grounds grounds_of_pair"),
            *_of("changes.states", "closeness_of_pairs believed_values"),
        ),
    ),
    Section(
        "Profile",
        "`GET /v1/accounts/{account_id}/analysis/people/{person_id}/profile`: everything about one person in one"
        " request. Its numbers are those of the other answers.",
        ProfileAnalysis,
    ),
    Section(
        "Simulation",
        "`POST /v1/accounts/{account_id}/analysis/simulate`, and of a chain"
        " `POST /v1/accounts/{account_id}/chains/{chain_id}/analysis/simulate`: every number before and after changes"
        " that nobody has recorded. Nothing is stored. Sampling has the same seed on both sides.",
        SimulationAnalysis,
        functions=(
            *_of("simulation.apply", "changed"),
            *_of("simulation.people", "person_leaves member_leaves set_closeness set_support fill_placeholder"),
            *_of("simulation.edges", "add_influence add_pair add_reporting_line end_edge"),
            *_of("simulation.voters", "add_voter"),
            *_of("scores.scores", "scores_of"),
        ),
    ),
    Section(
        "Departures",
        "`POST /v1/accounts/{account_id}/analysis/departures`: everybody on both sides by what would be lost if they"
        " left, who could hold their relationships, and what to do before it happens.",
        DeparturesAnalysis,
        functions=(
            *_of("health.missed", "without_theirs without_ours"),
            *_of("backend.leaving", "means_without_each"),
        ),
    ),
    Section(
        "Gaps",
        "`GET /v1/accounts/{account_id}/analysis/gaps`: what is missing, which of us does what about it, through whom"
        " and by when. `GET /v1/gap-rules` explains every rule with two examples.",
        GapsAnalysis,
        functions=(
            *_of("gaps.gaps", "find_gaps"),
            *_of("gaps.identity", "gap_id"),
            *_of("gaps.priority", "priority influence_held"),
            *_of("gaps.suppression", "causes"),
            *_of("gaps.profiles", "chosen_profile setting"),
            *_of(
                "gaps.vocabulary",
                "went_both_ways met supportive top_decile deciders open_deals stage_place reached_usably",
            ),
            *_of("gaps.actions.action", "actions_of"),
            *_of("gaps.actions.owners", "owner closest_member closest_contact"),
            *_of("gaps.actions.dues", "due_of"),
            *_of("gaps.actions.statements", "fitting_statement"),
            *_of("gaps.actions.degrees", "weakest_degree"),
        ),
    ),
    Section(
        "Gaps of a decision",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/gaps`: those of one decision chain, and those of the"
        " account about people with a stake in it.",
        ChainGapsAnalysis,
    ),
    Section(
        "Graphs",
        "The influence graph says who moves whom, with what probability. All of influence is computed on it.",
        functions=(
            *_of("graphs.assumed_lines", "assumed_lines shared seats"),
            *_of("graphs.contribution", "contributions has_informal_edge recorded_contributions line_ends edge_of"),
            *_of("graphs.projection", "influence_graph noisy_or chart_graph recorded_graph"),
            *_each("graphs", "grounds possible_graphs"),
            *_of("graphs.tie_graph", "ties"),
            *_of("graphs.relations", "recorded_arcs influence_arcs solid_lines"),
        ),
    ),
    Section(
        "People, ranking and seeds",
        "Which people, members and departments count, and how values are ranked. All sections above use these.",
        functions=(
            *_of("graphs.presence", "present_people vacant_seats has_left"),
            *_of("members", "present_members standing_coverages"),
            *_of("departments", "primary_departments people_of"),
            *_of("scopes", "people_in_scope"),
            *_of("deals", "is_open active_chains"),
            *_of("ages", "ages days_before"),
            *_of("ranking", "ranked mean_ranks foremost"),
            *_of("shares", "influence_share"),
            *_of("seeds", "seed"),
        ),
    ),
)
"""In the order of the page."""
