"""What each vote is worth: the answer of ``chains/{chain}/analysis/power``."""

from schemas.analysis.answer import Amount, Probability, Reasons, Result
from schemas.analysis.chains.chain import ChainAnswer, Method
from schemas.fields import Identifier, ShownLine, judgement_field, open_field


class PowerVoter(Result):
    """One vote, by beliefs and by the rules alone."""

    person: Identifier = open_field("Who votes.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Finance Director"])
    swing: Probability = judgement_field(
        "P(the chain passes when they say yes) less P(it passes when they say no), the others as believed.",
        default=...,
        examples=[0.42],
    )
    banzhaf: Probability = open_field(
        "Share of the coalitions in which a vote alone decides that are theirs; all sum to 1, or are 0.",
        default=...,
        examples=[0.6],
    )
    shapley_shubik: Probability = open_field(
        "Share of the orders of voting in which theirs is the vote that makes it pass; all sum to 1, or are 0.",
        default=...,
        examples=[0.6667],
    )
    value_of_knowing: Probability = judgement_field(
        "By how much the forecast is expected to move when their vote is known.", default=..., examples=[0.11]
    )


class PowerAnalysis(ChainAnswer):
    """Who holds the key, by swing, then id."""

    voters: tuple[PowerVoter, ...] | None = judgement_field(
        "Everybody who decides; null where nobody decides something.", default=...
    )
    method: Method | None = open_field(
        "Whether all coalitions were counted, or a sample; null without voters.", default=..., examples=["exact"]
    )
    standard_error: Amount | None = open_field(
        "The largest of any index; 0 where all were counted, null without voters.", default=..., examples=[0.0]
    )
    reasons: Reasons = open_field("Why something is null.", default=..., examples=[{}])
