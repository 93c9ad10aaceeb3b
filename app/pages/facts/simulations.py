"""Facts about the numbers that a simulation compares; a difference has the unit of what it is a difference of."""

from app.pages.fact import Fact

_CONTACTS = "no_interactions too_few_people"
_CHART = "no_edges too_few_people"

_SCORES = {
    "Account": {
        "people": Fact("people", "graphs.presence.present_people"),
        "members": Fact("people", "members.present_members"),
        "connectedness": Fact("share", "network.krackhardt.connectedness", "too_few_people"),
        "hierarchy": Fact("share", "network.krackhardt.hierarchy", _CHART),
        "efficiency": Fact("share", "network.krackhardt.efficiency", _CHART),
        "least_upper_boundedness": Fact("share", "network.krackhardt.least_upper_boundedness", _CHART),
        "departments_agreement": Fact(
            "index", "influence.chart.departments_agreement.departments_agreement", "too_few_people"
        ),
        "articulation": Fact("people", "influence.position.articulation.articulation"),
        "communities": Fact("circles", "influence.position.communities.communities"),
        "threads": Fact("relationships", "closeness.threads.threads", _CONTACTS),
        "threads_theirs": Fact("people", "closeness.threads.threads", _CONTACTS),
        "threads_ours": Fact("people", "closeness.threads.threads", _CONTACTS),
        "unknown_people": Fact("people", "closeness.account.account_closeness"),
        "unknown_influence": Fact("share", "closeness.account.account_closeness", "too_few_people"),
        "completeness": Fact("percent", "health.completeness.completeness", "no_template too_few_people"),
        "coverage": Fact("percent", "coverage.coverage.coverage", "too_few_people"),
        "closeness": Fact("closeness", "closeness.account.account_closeness", _CONTACTS),
        "freshness": Fact("percent", "health.freshness.fresh", "too_few_people"),
        "corroboration": Fact("percent", "health.corroboration.corroboration", "too_few_people"),
        "resilience": Fact("percent", "health.resilience.resilience", _CONTACTS),
        "health": Fact("percent", "health.health.health", "mostly_unknown"),
    },
    "Chain": {
        "voters": Fact("people", "chains.decision.decision"),
        "forecast": Fact("probability", "chains.forecast.forecast", "amount_unknown mostly_unknown no_decider"),
        "low": Fact("probability", "chains.forecast.forecast", "no_decider"),
        "high": Fact("probability", "chains.forecast.forecast", "no_decider"),
        "baseline": Fact("probability", "chains.forecast.forecast", "no_decider"),
        "known_share": Fact("share", "chains.known_share.known_share", "no_decider"),
        "drifted": Fact("probability", "chains.opinions.opinions", "amount_unknown no_decider"),
        "coverage": Fact("percent", "coverage.coverage.coverage", "too_few_people"),
        "closeness": Fact("closeness", "closeness.account.account_closeness", _CONTACTS),
    },
    "Step": {"probability": Fact("probability", "votes.passing.step_chance", "no_decider")},
    "Voter": {
        "p": Fact("probability", "chains.yes.yes"),
        "swing": Fact("probability", "chains.swing.swing", "no_decider"),
        "value_of_knowing": Fact(
            "probability", "chains.value_of_knowing.value_of_knowing", "no_decider", span="0 to 0.5"
        ),
        "banzhaf": Fact("share", "chains.power.power", "no_decider"),
        "shapley_shubik": Fact("share", "chains.power.power", "no_decider"),
        "access": Fact("strength", "access.access.access", "no_edges"),
        "disjoint_paths": Fact("paths", "access.access.access"),
    },
    "Person": {
        "influence": Fact("share", "influence.influence.influence"),
        "closeness": Fact("closeness", "closeness.people.people_closeness", "no_interactions"),
        "attainment": Fact("share", "coverage.attainment.attainment"),
    },
}
"""By what they are of."""


def _of_difference(of: str, fact: Fact) -> str:
    """Return why a difference may be null: where the number itself is, and of people who are there on one side only."""
    return " ".join(filter(None, ["left" if of in {"Voter", "Person"} else "", fact.null]))


_LEFT = "health.missed.without_theirs"
_LOSS = "no_interactions too_few_people"
_NO_FORECAST = "amount_unknown mostly_unknown no_decider"

DEPARTURE_FACTS = {
    "EndingRelationship.closeness": Fact("closeness", "closeness.pairs.by_pair"),
    "EndingRelationship.heir_closeness": Fact("closeness", "closeness.pairs.by_pair"),
    "Successor.closeness": Fact("closeness", "closeness.people.people_closeness"),
    "Departure.coverage": Fact("percent", _LEFT, "too_few_people"),
    "Departure.coverage_lost": Fact("percent", _LEFT, "too_few_people"),
    "Departure.closeness": Fact("closeness", _LEFT, _LOSS),
    "Departure.closeness_lost": Fact("closeness", _LEFT, _LOSS),
    "Departure.forecast": Fact("probability", "chains.forecast.forecast", _NO_FORECAST),
    "Departure.forecast_lost": Fact("probability", "chains.forecast.forecast", _NO_FORECAST),
    "DeparturesAnalysis.coverage": Fact("percent", "coverage.coverage.coverage", "too_few_people"),
    "DeparturesAnalysis.closeness": Fact("closeness", "closeness.account.account_closeness", _LOSS),
    "DeparturesAnalysis.forecast": Fact("probability", "chains.forecast.forecast", _NO_FORECAST),
}

SIMULATION_FACTS = {
    **DEPARTURE_FACTS,
    "SimulationAnalysis.changes": Fact("changes", span="0 to 1000"),
    "AccountScores.grade": Fact("", "health.health.grade", "mostly_unknown"),
    "ChainScores.standing": Fact("", "chains.decision.decision"),
    **{f"{of}Scores.{field}": fact for of, facts in _SCORES.items() for field, fact in facts.items()},
    **{
        f"{of}Difference.{field}": Fact(fact.unit, "", _of_difference(of, fact), "no end")
        for of, facts in _SCORES.items()
        for field, fact in facts.items()
    },
}
