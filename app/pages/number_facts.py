"""Facts about the numbers of the answers that their schemas do not hold: unit, definition, and reasons for a null."""

from collections.abc import Mapping

from app.pages.fact import Fact
from app.pages.facts.chains import CHAIN_FACTS
from app.pages.facts.changes import CHANGE_FACTS
from app.pages.facts.gaps import GAP_FACTS
from app.pages.facts.simulations import SIMULATION_FACTS

PARTS_OF_INFLUENCE = Fact("share", "influence.components.components")
ROLES = Fact("paths", "network.brokerage_roles.brokerage_roles")
CHART = "no_edges too_few_people"
CELL = Fact("closeness", "closeness.matrices.matrix")
PAIRS = Fact("pairs", "closeness.matrices.matrix")
WEIGHT = Fact("weight", "health.health.health")
AGE, CONFIDENCE = Fact("days", "ages.ages"), Fact("degree", "inputs.words.confidence")
WORD_WEIGHT, RELIABILITY = Fact("weight", "inputs.words.counting_words"), Fact("share", "inputs.words.reliability")
BELIEVED = Fact("degree", "beliefs.consensus.consensus", "no_assessments")
HALF_LIFE = Fact("days", "inputs.words.half_life")
INFLUENCE = Fact("share", "influence.influence.influence")
ATTAINMENT = Fact("share", "coverage.attainment.attainment")
OF_PERSON = Fact("closeness", "closeness.people.people_closeness", "no_interactions")
CADENCE = Fact("days", "closeness.degrees.cadence.cadence", span="from 1")
RECENT = Fact("contacts", "closeness.sources.counts.counts")
STANCES = ("supporting", "neutral", "opposing", "unknown")
JUDGED = Fact("support or importance", "", "", "-2 to 5; else a word")

INFLUENCE_FACTS = {
    "InfluencePerson.influence": INFLUENCE,
    "InfluencePerson.influence_percentile": Fact("percent", "influence.percentile.percentile"),
    "InfluencePerson.interval": Fact("share", "influence.interval.interval", span="two numbers, 0 to 1"),
    "InfluencePerson.decision_influence": Fact(
        "share", "influence.decision_influence.decision_influence", "no_decider"
    ),
    "InfluencePerson.decision_components": Fact("", "influence.components.components", "no_decider"),
    "InfluencePerson.brokerage": Fact("share", "influence.position.brokerage.brokerage", "too_few_people"),
    "InfluencePerson.constraint": Fact("index", "influence.position.constraint.constraint", "no_edges", "above 0 to 2"),
    "InfluencePerson.effective_size": Fact(
        "people", "influence.position.effective_size.effective_size", "no_edges", "from 1"
    ),
    "InfluencePerson.expected_reach": Fact(
        "people", "influence.position.expected_reach.expected_reach", span="0 to n - 1"
    ),
    "InfluencePerson.expected_reach_error": Fact("people", "influence.position.expected_reach.expected_reach"),
    "InfluencePerson.authority": Fact("", "influence.chart.authority.authority", "no_edges"),
    "InfluencePerson.informal_gap": Fact(
        "ranks", "influence.chart.informal_gap.informal_gap", "no_informal_edge", "-(n - 1) to n - 1"
    ),
    "InfluencePerson.flag": Fact("", "influence.chart.flag.flag", "no_informal_edge too_few_people"),
    "Authority.direct": Fact("people", "influence.chart.authority.authority"),
    "Authority.total": Fact("people", "influence.chart.authority.authority"),
    "Authority.depth": Fact("lines", "influence.chart.authority.authority", "no_edges"),
    "Authority.rank": Fact("rank", "influence.chart.authority.authority"),
    **dict.fromkeys(
        [
            f"InfluenceComponents.{part}"
            for part in ("restart", "influences", "alliances", "reporting_lines", "assumed_lines")
        ],
        PARTS_OF_INFLUENCE,
    ),
    "InfluenceMove.weight": Fact("probability", "graphs.projection.influence_graph"),
    "InfluenceMove.onward": Fact("probability", "influence.attention.attention"),
    "InfluenceMove.share": Fact("share", "influence.moves.moves"),
    "InfluenceRecord.weight": Fact("probability", "graphs.grounds.grounds"),
    "InfluenceAccount.connectedness": Fact("share", "network.krackhardt.connectedness", "too_few_people"),
    "InfluenceAccount.hierarchy": Fact("share", "network.krackhardt.hierarchy", CHART),
    "InfluenceAccount.efficiency": Fact("share", "network.krackhardt.efficiency", CHART),
    "InfluenceAccount.least_upper_boundedness": Fact("share", "network.krackhardt.least_upper_boundedness", CHART),
    "InfluenceAccount.unassumed_people": Fact("people", "graphs.assumed_lines.assumed_lines"),
    "InfluenceAccount.articulation": Fact("", "influence.position.articulation.articulation"),
    "InfluenceAccount.communities": Fact("", "influence.position.communities.communities"),
    "InfluenceAccount.departments_agreement": Fact(
        "index", "influence.chart.departments_agreement.departments_agreement", "too_few_people"
    ),
    **dict.fromkeys(
        [f"BrokerageRoles.{role}" for role in ("coordinator", "gatekeeper", "representative", "consultant", "liaison")],
        ROLES,
    ),
}

NETWORK_FACTS = {
    "NetworkAccount.people": Fact("people", "graphs.presence.present_people"),
    "NetworkAccount.edges": Fact("arcs", "graphs.relations.recorded_arcs"),
    "NetworkAccount.density": Fact("share", "network.cohesion.density", "too_few_people"),
    "NetworkAccount.reciprocity": Fact("share", "network.cohesion.reciprocity", CHART),
    "NetworkAccount.transitivity": Fact("share", "network.cohesion.transitivity", CHART),
    "NetworkAccount.average_distance": Fact("steps", "network.distances.average_distance", CHART, "from 1"),
    "NetworkAccount.diameter": Fact("steps", "network.distances.diameter", CHART, "from 1"),
    "NetworkAccount.in_centralization": Fact("index", "network.degrees.centralization", "too_few_people"),
    "NetworkAccount.out_centralization": Fact("index", "network.degrees.centralization", "too_few_people"),
    "NetworkAccount.connectedness": Fact("share", "network.krackhardt.connectedness", "too_few_people"),
    "NetworkAccount.hierarchy": Fact("share", "network.krackhardt.hierarchy", CHART),
    "NetworkAccount.efficiency": Fact("share", "network.krackhardt.efficiency", CHART),
    "NetworkAccount.least_upper_boundedness": Fact("share", "network.krackhardt.least_upper_boundedness", CHART),
    "NetworkPerson.in_degree": Fact("arcs", "network.degrees.in_degree"),
    "NetworkPerson.out_degree": Fact("arcs", "network.degrees.out_degree"),
    "NetworkPerson.betweenness": Fact("paths", "network.betweenness.betweenness", span="0 to (n - 1)(n - 2)"),
    "NetworkPerson.closeness_centrality": Fact("index", "network.distances.closeness_centrality", "too_few_people"),
    "NetworkPerson.pagerank": Fact("share", "network.pagerank.pagerank"),
    "NetworkPerson.constraint": Fact("index", "influence.position.constraint.constraint", "no_edges", "above 0 to 2"),
    "NetworkPerson.effective_size": Fact(
        "people", "influence.position.effective_size.effective_size", "no_edges", "from 1"
    ),
}

BELIEF_FACTS = {
    **{
        f"{belief}.{field}": fact
        for belief in ("Belief", "TextBelief")
        for field, fact in {
            "confidence": BELIEVED,
            "agreement": BELIEVED,
            "stale": BELIEVED._replace(unit=""),
            "half_life": HALF_LIFE,
            "value": BELIEVED._replace(unit=""),
        }.items()
    },
    **{
        f"{word}.{field}": fact
        for word in ("JudgedWord", "CountingText", "SilentJudgement", "SilentText")
        for field, fact in {"age": AGE, "confidence": CONFIDENCE}.items()
    },
    **{
        f"{word}.{field}": fact
        for word in ("JudgedWord", "CountingText")
        for field, fact in {"reliability": RELIABILITY, "weight": WORD_WEIGHT}.items()
    },
    "JudgedWord.value": JUDGED,
    "SilentJudgement.value": JUDGED,
}
BELIEF_FACTS["Belief.value"] = Fact(
    "support or importance", "beliefs.consensus.consensus", "no_assessments", "-2 to 5; else a word"
)

CLOSENESS_FACTS = {
    "ClosenessPair.closeness": Fact("closeness", "closeness.pairs.pair_closeness"),
    "ClosenessPair.components": Fact("", "closeness.pairs.value", "no_interactions"),
    "ClosenessPair.logged": Fact("closeness", "closeness.pairs.logged", "no_interactions"),
    "ClosenessPair.ceiling": Fact(
        "closeness", "closeness.degrees.ceiling.ceiling", "no_interactions", "above 0 to 100"
    ),
    "ClosenessPair.limited_by": Fact("", "closeness.degrees.ceiling.limited_by", "no_interactions"),
    "ClosenessPair.asserted": Fact("closeness", "closeness.sources.asserted.asserted", "no_assessments"),
    "ClosenessPair.rung": Fact("", "closeness.rungs.rungs"),
    "ClosenessPair.cadence_days": CADENCE,
    "ClosenessPair.trend": Fact("closeness", "closeness.trend.trend", "no_previous"),
    "ClosenessPair.trend_sign": Fact("", "closeness.trend.trend_sign", "no_previous"),
    "ClosenessPair.cadence_changed": Fact("", "closeness.degrees.cadence.cadence", "no_previous"),
    "ClosenessPair.reciprocity": Fact("share", "closeness.sources.counts.counts", "mostly_unknown no_interactions"),
    "ClosenessPair.first_at": Fact("", "closeness.sources.counts.counts", "no_interactions"),
    "ClosenessPair.last_at": Fact("", "closeness.sources.counts.counts", "no_interactions"),
    "ClosenessPair.count_90d": RECENT,
    **{
        f"Degrees.{part}": Fact("degree", f"closeness.degrees.{part}.{part}")
        for part in ("frequency", "expertise", "depth", "length")
    },
    "ClosenessPerson.closeness": OF_PERSON,
    "ClosenessPerson.rung": Fact("", "closeness.rungs.rungs"),
    "ClosenessPerson.combined": Fact("percent", "closeness.people.people_closeness", "no_interactions"),
    "ClosenessAccount.closeness": Fact(
        "closeness", "closeness.account.account_closeness", "no_interactions too_few_people"
    ),
    **{
        f"ClosenessAccount.{name}": Fact(unit, "closeness.threads.threads", "no_interactions too_few_people", "from 1")
        for name, unit in {"threads": "pairs", "threads_theirs": "people", "threads_ours": "members"}.items()
    },
    "Unknown.people": Fact("people", "closeness.account.account_closeness"),
    "Unknown.influence": Fact("share", "closeness.account.account_closeness", "too_few_people"),
    **{
        f"{cell}.{field}": fact
        for cell in ("PairCell", "DepartmentCell", "SeniorityCell")
        for field, fact in {"mean": CELL, "maximum": CELL, "count": PAIRS}.items()
    },
    "ExternalScore.score": Fact("points of the other system"),
}

COVERAGE_FACTS = {
    **{
        f"{part}.coverage": Fact("percent", "coverage.coverage.coverage", "too_few_people")
        for part in ("CoverageAccount", "CoverageDepartment")
    },
    "CoverageSeniority.coverage": Fact("percent", "coverage.coverage.coverage"),
    "CoverageAccount.decision_coverage": Fact("percent", "coverage.coverage.coverage", "no_decider"),
    "CoverageAccount.stance": Fact("", "coverage.stance.stance", "no_interactions"),
    **{f"CoverageStance.{side}": Fact("share", "coverage.stance.stance") for side in STANCES},
    **{
        f"{part}.{field}": Fact("people", "coverage.cells.cells")
        for part in ("CoverageDepartment", "CoverageCell")
        for field in ("known", "covered")
    },
    "CoverageDepartment.expected_headcount": Fact("people", "", "no_template"),
    "CoverageCell.expected": Fact("people", "coverage.cells.cells", "no_template"),
    "CoveragePerson.influence": INFLUENCE,
    "CoveragePerson.closeness": OF_PERSON,
    "CoveragePerson.target": Fact("closeness", "coverage.targets.targets"),
    "CoveragePerson.attainment": ATTAINMENT,
    "CoveragePerson.shortfall": ATTAINMENT,
    "CoveragePerson.covered": Fact("", "coverage.covered.covered"),
    "CoverageEvidence.desired_rung": Fact("", "coverage.aims.aims"),
    "CoverageEvidence.closest": Fact("", "closeness.people.people_closeness", "no_interactions"),
    "CoverageAnalysis.lorenz": Fact("share", "coverage.lorenz.lorenz", span="pairs of numbers, 0 to 1"),
}

HEALTH_FACTS = {
    "DuplicatePair.score": Fact("degree"),
    "HealthAnalysis.health": Fact("percent", "health.health.health", "mostly_unknown"),
    "HealthAnalysis.grade": Fact("", "health.health.grade", "mostly_unknown"),
    "HealthAnalysis.change": Fact("percent", "", "no_previous mostly_unknown"),
    "HealthComponents.completeness": Fact("percent", "health.completeness.completeness", "no_template too_few_people"),
    "HealthComponents.coverage": Fact("percent", "coverage.coverage.coverage", "too_few_people"),
    "HealthComponents.closeness": Fact(
        "closeness", "closeness.account.account_closeness", "no_interactions too_few_people"
    ),
    "HealthComponents.freshness": Fact("percent", "health.freshness.fresh", "too_few_people"),
    "HealthComponents.corroboration": Fact("percent", "health.corroboration.corroboration", "too_few_people"),
    "HealthComponents.resilience": Fact("percent", "health.resilience.resilience", "no_interactions too_few_people"),
    **{
        f"HealthWeights.{part}": WEIGHT
        for part in ("completeness", "coverage", "closeness", "freshness", "corroboration", "resilience")
    },
    **{
        f"AskedThing.{field}": Fact(unit, "health.completeness.completeness")
        for field, unit in {"have": "people or things", "need": "people or things", "share": "share"}.items()
    },
    "HealthDeal.stage_model": Fact("", "health.completeness.stage_of", "no_template"),
    "HealthDeal.stage": Fact("", "health.completeness.stage_of", "no_template"),
    "HealthDeal.share": Fact("share", "health.completeness.completeness", "no_template"),
    "HealthPerson.influence": INFLUENCE,
    "HealthPerson.attainment": ATTAINMENT,
    "HealthPerson.closeness": OF_PERSON,
    "HealthPerson.days": Fact("days", "health.freshness.last_met", "no_interactions"),
    "HealthPerson.cadence_days": CADENCE,
    "HealthPerson.fresh": Fact("", "health.freshness.fresh"),
    "HealthPerson.support": Fact("", "health.corroboration.corroborated"),
    "HealthPerson.political_status": Fact("", "health.corroboration.corroborated"),
    "HealthPerson.described": Fact("", "health.completeness.undescribed"),
    "HealthEvidence.two_way": Fact("", "health.freshness.meetings", "no_interactions"),
    "HealthParts.theirs": Fact("", "health.resilience.loss_of_theirs", "too_few_people"),
    "HealthParts.ours": Fact("", "health.resilience.loss_of_ours", "too_few_people"),
    "HealthLoss.coverage": Fact("percent", "health.resilience.resilience"),
    "RankedLoss.coverage": Fact("percent", "health.missed.without_ours", "too_few_people"),
    "RankedLoss.coverage_lost": Fact("percent", "health.missed.without_theirs"),
    "RemainingPerson.influence": Fact("share", "health.resilience.loss_of_theirs"),
    "RemainingPerson.attainment": ATTAINMENT,
}

PROFILE_FACTS = {
    "ProfileAnalysis.influence": Fact(null="left"),
    "ProfileAnalysis.closeness": Fact(null="left"),
    "ProfileAnalysis.coverage": Fact(null="left"),
    "KnownElsewhere.closest": Fact("", "closeness.people.people_closeness", "left no_interactions"),
    "ElsewhereClosest.closeness": OF_PERSON._replace(null=""),
    "ProfileInfluence.influence": INFLUENCE,
    "ProfileInfluence.influence_percentile": Fact("percent", "influence.percentile.percentile"),
    "ProfileInfluence.brokerage": Fact("share", "influence.position.brokerage.brokerage", "too_few_people"),
    "ProfileInfluence.direct_reports": Fact("people", "influence.chart.authority.authority", "no_edges"),
    "ProfileContacts.count": Fact("contacts", "closeness.sources.contacts.contacts"),
    "ProfileContacts.count_90d": RECENT,
    **dict.fromkeys(("ProfilePair.strength", "ProfileMove.strength"), Fact("probability")),
    "ProfileStake.weight": Fact("votes"),
    "ProfileCoverage.cadence_days": Fact("days", span="from 1"),
    "TimelineContact.depth": Fact("level", span="1 to 5"),
    "TimelineJudgement.value": JUDGED,
}

FACTS: Mapping[str, Fact] = {
    "Answer.revision": Fact("writes"),
    "Answer.book_revision": Fact("writes"),
    **{
        f"{answer}Analysis.assumed_lines": Fact("lines", "graphs.assumed_lines.assumed_lines")
        for answer in ("Influence", "Closeness", "Coverage", "Health", "Profile", "Opinions", "Gaps", "ChainGaps")
    },
    **INFLUENCE_FACTS,
    **NETWORK_FACTS,
    **BELIEF_FACTS,
    **CLOSENESS_FACTS,
    **COVERAGE_FACTS,
    **HEALTH_FACTS,
    **PROFILE_FACTS,
    **CHAIN_FACTS,
    **SIMULATION_FACTS,
    **GAP_FACTS,
    **CHANGE_FACTS,
}
"""Fact of each number, and of each field whose null has a reason, by schema and field."""
