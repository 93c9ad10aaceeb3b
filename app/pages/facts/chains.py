"""Facts about the numbers of the answers about decision chains, and about the ways on which people are reached."""

from app.pages.fact import Fact

SWING = Fact("probability", "chains.swing.swing")
WORTH = Fact("probability", "chains.value_of_knowing.value_of_knowing", span="0 to 0.5")
STRENGTH = Fact("strength", "routes.access_graph.access_graph")
USABLE = Fact("strength")

CHAIN_FACTS = {
    "ChainOfAnswer.standing": Fact("", "chains.decision.decision"),
    "ChainOfAnswer.voters": Fact("people", "chains.decision.decision"),
    "ForecastAnalysis.forecast": Fact(
        "probability", "chains.forecast.forecast", "amount_unknown mostly_unknown no_decider"
    ),
    "ForecastAnalysis.forecast_range": Fact(
        "probability", "chains.forecast.forecast", "mostly_unknown no_decider", "two numbers, 0 to 1"
    ),
    "ForecastAnalysis.bounds": Fact("probability", "chains.forecast.forecast", "no_decider", "two numbers, 0 to 1"),
    "ForecastAnalysis.baseline": Fact("probability", "chains.forecast.forecast", "no_decider"),
    "ForecastAnalysis.known_share": Fact("share", "chains.known_share.known_share", "no_decider"),
    "ForecastAnalysis.standard_error": Fact("probability", "votes.passing.passing"),
    "ForecastStep.order": Fact("rank"),
    "AmountLimit.value": Fact("units of its currency"),
    "ForecastStep.applies": Fact("", "votes.amounts.applies"),
    "ForecastStep.needed": Fact("votes", "chains.decision.needed"),
    "ForecastStep.probability": Fact("probability", "votes.passing.step_chance"),
    "ForecastStep.possible": Fact("", "votes.ballots.possible"),
    "ForecastVoter.p": Fact("probability", "chains.yes.yes"),
    "ForecastVoter.support": Fact("support", "beliefs.consensus.consensus"),
    "ForecastVoter.confidence": Fact("degree", "beliefs.consensus.consensus"),
    "ForecastVoter.counts": Fact("votes", "chains.decision.weight"),
    "ForecastVoter.swing": SWING,
    "NextQuestion.value_of_knowing": WORTH,
    "RankedQuestion.value_of_knowing": WORTH,
    "NextQuestionAnalysis.questions": Fact("", "chains.value_of_knowing.value_of_knowing", "no_decider"),
    "PowerAnalysis.voters": Fact("", "chains.power.power", "no_decider"),
    "PowerAnalysis.method": Fact("", "chains.power.power", "no_decider"),
    "PowerAnalysis.standard_error": Fact("share", "chains.power.power", "no_decider"),
    "PowerVoter.swing": SWING,
    "PowerVoter.banzhaf": Fact("share", "chains.power.power"),
    "PowerVoter.shapley_shubik": Fact("share", "chains.power.power"),
    "PowerVoter.value_of_knowing": WORTH,
    "OpinionPerson.support": Fact("support", "beliefs.consensus.consensus"),
    "OpinionPerson.drifted": Fact("support", "chains.opinions.opinions"),
    "OpinionLever.lever": Fact("support per support", "chains.opinions.opinions"),
    "OpinionsAnalysis.forecast": Fact("probability", "chains.opinions.opinions", "amount_unknown no_decider"),
    "AccessAnalysis.usable": USABLE,
    "AccessOfPerson.best": Fact("", "access.access.access", "no_edges"),
    "AccessOfPerson.disjoint_paths": Fact("paths", "access.access.access"),
    "AccessRoute.strength": Fact("strength", "access.access.access"),
    "AccessRoute.weakest": Fact("place"),
    "AccessStep.kind": Fact("", "access.kinds.kinds"),
    "AccessStep.rung": Fact("", "closeness.rungs.rungs"),
    "AccessStep.strength": STRENGTH,
    "PathsAnalysis.best": Fact("", "access.access.access", "left no_edges"),
    "PathsAnalysis.disjoint_paths": Fact("paths", "access.access.access"),
    "PathsAnalysis.usable": USABLE,
}
