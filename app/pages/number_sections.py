"""The sections of `docs/numbers.md`: which answers it explains, and by which functions, in the order of reading."""

from app.pages.gap_sections import GAP_SECTIONS
from app.pages.section import Section, each, of
from schemas.analysis.beliefs import BeliefsAnalysis
from schemas.analysis.chains.access import AccessAnalysis, PathsAnalysis
from schemas.analysis.chains.forecast import ForecastAnalysis
from schemas.analysis.chains.next_question import NextQuestionAnalysis
from schemas.analysis.chains.opinions import OpinionsAnalysis
from schemas.analysis.chains.power import PowerAnalysis
from schemas.analysis.changes import ChangesAnalysis
from schemas.analysis.closeness import ClosenessAnalysis
from schemas.analysis.coverage import CoverageAnalysis
from schemas.analysis.health import HealthAnalysis
from schemas.analysis.influence import InfluenceAnalysis
from schemas.analysis.network import NetworkAnalysis
from schemas.analysis.people.duplicates import DuplicatesAnalysis
from schemas.analysis.profile import ProfileAnalysis
from schemas.analysis.simulations.departures import DeparturesAnalysis
from schemas.analysis.simulations.simulation import SimulationAnalysis

SECTIONS: tuple[Section, ...] = (
    Section(
        "Influence",
        "`GET /v1/accounts/{account_id}/analysis/influence`: who moves whom, on the influence graph of the account.",
        InfluenceAnalysis,
        functions=(
            *each("influence", "attention influence percentile interval components moves"),
            *of("influence.decision_influence", "deciders decision_influence"),
            *each("influence.position", "brokerage constraint effective_size expected_reach"),
            *each("influence.chart", "authority informal_gap flag"),
            *each("influence.position", "articulation communities"),
            *each("influence.chart", "departments_agreement"),
        ),
    ),
    Section(
        "Network",
        "`GET /v1/accounts/{account_id}/analysis/network`: the classical measures of one relation, exactly as it is"
        " recorded and as textbooks define them. `relation` is influences, reporting-lines, conflicts or alliances.",
        NetworkAnalysis,
        functions=(
            *of("network.degrees", "in_degree out_degree centralization"),
            *of("network.cohesion", "density reciprocity transitivity"),
            *of("backend.algorithms.reach", "reach"),
            *of("network.distances", "average_distance diameter closeness_centrality"),
            *of("network.krackhardt", "connectedness hierarchy efficiency least_upper_boundedness"),
            *each("network", "betweenness pagerank"),
            *of("network.brokerage_roles", "brokerage_roles total_roles"),
        ),
    ),
    Section(
        "Beliefs",
        "`GET /v1/accounts/{account_id}/analysis/beliefs`: what observers together believe about each person. A *word*"
        " is one assessment as it counts. A *subject* is a person and an attribute, and for a rung also a team member.",
        BeliefsAnalysis,
        functions=(
            *of("inputs.words", "counting_words latest_assessments subject_of"),
            *of("inputs.words", "initial_weight confidence reliability half_life"),
            *of("beliefs.consensus", "heard consensus rung_beliefs"),
            *each("beliefs", "silent_words key_players"),
        ),
    ),
    Section(
        "Closeness",
        "`GET /v1/accounts/{account_id}/analysis/closeness`: how close each of us is to each of them, from 0 to 100.",
        ClosenessAnalysis,
        functions=(
            *of("inputs.contact_log", "contact_log"),
            *each("closeness.degrees", "cadence"),
            *each("closeness.sources", "contacts"),
            *each("closeness.degrees", "frequency expertise depth length"),
            *of("closeness.pairs", "value"),
            *of("closeness.degrees.ceiling", "ceiling limited_by"),
            *of("closeness.pairs", "logged"),
            *each("closeness.sources", "asserted assumed"),
            *of("closeness.pairs", "pair_closeness pair_asserted pair_cadence by_pair rungs_by_pair"),
            *of("inputs.rungs", "rung_threshold"),
            *each("closeness", "rungs"),
            *of("closeness.trend", "trend trend_sign"),
            *each("closeness.sources", "counts"),
            *of("closeness.people", "people_closeness"),
            *of("closeness.account", "account_closeness"),
            *each("closeness", "threads"),
            *of("closeness.matrices", "matrix"),
            *of("closeness.sources.evidence", "evidence cadence_evidence words_on"),
        ),
    ),
    Section(
        "Coverage",
        "`GET /v1/accounts/{account_id}/analysis/coverage`: how much of the influence in an account we have reached.",
        CoverageAnalysis,
        functions=each("coverage", "aims targets attainment covered coverage stance lorenz cells"),
    ),
    Section(
        "Forecast",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/forecast`: how likely a decision chain is to pass,"
        " as the recorded beliefs imply. It is never a win rate.",
        ForecastAnalysis,
        functions=(
            *of("chains.decision", "decision voters needed weight not_voting"),
            *of("votes.amounts", "applies"),
            *of("votes.ballots", "possible"),
            *each("chains", "yes"),
            *of("votes.chances", "yes_of_support"),
            *of("votes.passing", "passing step_chance swings"),
            *each("chains", "swing known_share forecast"),
        ),
    ),
    Section(
        "Power",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/power`: how much each vote matters, by the beliefs"
        " and by the rules alone.",
        PowerAnalysis,
        functions=each("chains", "power value_of_knowing"),
    ),
    Section(
        "Opinions",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/opinions`: where opinions drift when people keep"
        " moving each other. Experimental.",
        OpinionsAnalysis,
        functions=of("chains.opinions", "opinions friedkin_johnsen"),
    ),
    Section(
        "Access",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/access`: through whom we reach the people who"
        " decide.",
        AccessAnalysis,
        functions=(
            *of("routes.access_graph", "access_graph ears"),
            *of("access.access", "access access_of_each cuts_of_each best_path best_paths"),
            *each("access", "kinds"),
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
            *of("health.completeness", "completeness stage_of undescribed"),
            *of("health.freshness", "meetings last_met fresh"),
            *of("health.corroboration", "corroborated corroboration"),
            *of("health.resilience", "loss_of_theirs loss_of_ours departing resilience"),
            *each("health", "departures"),
            *of("health.duties", "left_duties"),
            *of("closeness.degrees.cadence", "cadence_setters"),
            *of("coverage.aims", "aim_setters"),
            *of("health.health", "health grade"),
        ),
    ),
    Section(
        "Duplicates",
        "`GET /v1/accounts/{account_id}/analysis/duplicates`: people with the same name, mail address or telephone"
        " number, who may be recorded twice. What more people share says nothing: a name of over 20, an address or"
        " number of over 5. Telephone numbers are compared by their last nine digits.",
        DuplicatesAnalysis,
    ),
    Section(
        "Changes",
        "`GET /v1/accounts/{account_id}/analysis/changes`: what differs between two instants, and how much of each"
        " difference was recorded and how much only time did. Its scores are those of the other answers.",
        ChangesAnalysis,
        functions=(
            *of("changes.parts", "parts_of"),
            *of("changes.grounds", "grounds grounds_of_pair"),
            *of("changes.states", "closeness_of_pairs believed_values"),
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
            *of("simulation.apply", "changed"),
            *of("simulation.people", "person_leaves member_leaves set_closeness set_support fill_placeholder"),
            *of("simulation.edges", "add_influence add_pair add_reporting_line end_edge"),
            *of("simulation.voters", "add_voter"),
            *of("scores.scores", "scores_of"),
        ),
    ),
    Section(
        "Departures",
        "`POST /v1/accounts/{account_id}/analysis/departures`: everybody on both sides by what would be lost if they"
        " left, who could hold their relationships, and what to do before it happens.",
        DeparturesAnalysis,
        functions=(
            *of("health.missed", "without_theirs without_ours"),
            *of("backend.algorithms.leaving", "means_without_each"),
        ),
    ),
    *GAP_SECTIONS,
    Section(
        "Graphs",
        "The influence graph says who moves whom, with what probability. All of influence is computed on it.",
        functions=(
            *of("graphs.assumed_lines", "assumed_lines shared seats"),
            *of(
                "graphs.contribution",
                "chain_of_lines contributions has_informal_edge recorded_contributions line_ends edge_of",
            ),
            *of("graphs.projection", "influence_graph noisy_or chart_graph recorded_graph"),
            *each("graphs", "grounds possible_graphs"),
            *of("graphs.tie_graph", "ties"),
            *of("graphs.relations", "recorded_arcs influence_arcs solid_lines"),
        ),
    ),
    Section(
        "People, ranking and seeds",
        "Which people, members and departments count, and how values are ranked. All sections above use these.",
        functions=(
            *of("graphs.presence", "present_people vacant_seats has_left"),
            *of("members", "present_members standing_coverages without_setters"),
            *of("departments", "primary_departments people_of"),
            *of("scopes", "people_in_scope"),
            *of("deals", "is_open active_chains"),
            *of("ages", "ages days_before"),
            *of("ranking", "ranked mean_ranks foremost"),
            *of("shares", "influence_share"),
            *of("seeds", "seed"),
        ),
    ),
)
"""In the order of the page."""
