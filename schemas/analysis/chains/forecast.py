"""What the recorded beliefs imply of a chain: the answer of ``chains/{chain}/analysis/forecast``."""

from typing import Literal

from schemas.analysis.answer import Amount, Probability, Reasons, Result, Whole
from schemas.analysis.chains.chain import ChainAnswer, Method
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.records.steps import AmountLimit
from schemas.vocabularies import BuyingRole, StepOutcome, StepRule


class ForecastVoter(Result):
    """A vote on one step, and what is believed of it."""

    person: Identifier = open_field("Who votes.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Finance Director"])
    p: Probability = judgement_field(
        "With what probability they say yes; 0.5 where nothing is known.", default=..., examples=[0.71]
    )
    known: bool = judgement_field("Whether anything is believed of their support.", default=..., examples=[True])
    inherited: bool = judgement_field("Whether that was said without this chain.", default=..., examples=[False])
    support: float | None = judgement_field(
        "Consensus from -2 (enemy) to 2 (mentor); null where nothing is known.",
        default=...,
        examples=[1.2],
        ge=-2,
        le=2,
    )
    confidence: Probability | None = judgement_field(
        "How firmly that is believed; null where nothing is known.", default=..., examples=[0.64]
    )
    counts: Whole = open_field("What a yes counts on this step.", default=..., examples=[1])
    veto: bool = open_field("Whether a no alone fails the step.", default=..., examples=[False])
    swing: Probability = judgement_field(
        "P(the chain passes when they say yes) less P(it passes when they say no).", default=..., examples=[0.42]
    )


class ForecastStep(Result):
    """A step of the chain, in order; decided ones have no votes."""

    id: Identifier = open_field("Id of the step.", default=..., examples=["s1"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Budget approval"])
    order: int = open_field("Its place; equal ones are decided side by side.", default=..., examples=[2])
    only_above: AmountLimit | None = open_field(
        "From what amount of the deal on it is needed; null: always.", default=...
    )
    applies: Literal["yes", "no", "amount_unknown", "other_currency"] = open_field(
        "Whether the deal's amount asks for it, or why that is not known: the amount is not recorded, or is in another"
        " currency. A step that is not needed has no votes.",
        default=...,
        examples=["yes"],
    )
    rule: StepRule | None = open_field("How it is decided; null counts as any.", default=..., examples=["majority"])
    needed: Whole | None = open_field(
        "What the yeses must count together; null where it is decided.", default=..., examples=[2]
    )
    outcome: StepOutcome = open_field("How it stands.", default=..., examples=["open"])
    probability: Probability | None = judgement_field(
        "With what probability it passes, taken alone; null where it is decided or nobody votes.",
        default=...,
        examples=[0.58],
    )
    possible: bool | None = open_field(
        "Whether its voters can meet its rule at all; null where it is decided.", default=..., examples=[True]
    )
    voters: tuple[ForecastVoter, ...] = judgement_field("Who votes on it, in order of id.", default=())


class ForecastPerson(Result):
    """Somebody with a stake on the chain, whether they vote on it or not."""

    person: Identifier = open_field("Id of the person.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Finance Director"])
    roles: tuple[BuyingRole, ...] = open_field(
        "Roles on the chain and on its steps, each once.", default=..., examples=[["economic_buyer"]]
    )
    steps: tuple[Identifier, ...] = open_field(
        "The steps that they have a stake on; empty: only on the chain as a whole.", default=..., examples=[["s2"]]
    )
    votes: bool = open_field(
        "Whether they vote on a step that is open; where none is recorded as open, whether their stake votes.",
        default=...,
        examples=[True],
    )
    veto: bool = open_field("Whether a no of theirs alone fails a step.", default=..., examples=[False])


NotVotingReason = Literal["left", "no_weight"]
"""Why somebody with a stake has no vote: they left, or their vote weighs nothing."""


class NotVoting(Result):
    """A stake on what is still to be decided that gives no vote."""

    person: Identifier = open_field("Whose stake it is.", default=..., examples=["p3"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Cy Moreau"])
    step: Identifier | None = open_field(
        "The step; null where it is a stake on the whole chain.", default=..., examples=["s1"]
    )
    reason: NotVotingReason = open_field(
        "`left`: they are not there any more; `no_weight`: a weight of 0 without a veto.",
        default=...,
        examples=["left"],
    )


class NextQuestion(Result):
    """Which voter to find out about first, and whom of us to ask."""

    person: Identifier = open_field("The voter.", default=..., examples=["p2"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Bo Lind"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Head of Procurement"])
    ask: Identifier | None = open_field(
        "The one of us who is closest to them, else on the best way to them; null where nobody is.",
        default=...,
        examples=["t1"],
    )
    ask_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    value_of_knowing: Probability = judgement_field(
        "By how much the forecast is expected to move when their vote is known.", default=..., examples=[0.11]
    )


class ForecastAnalysis(ChainAnswer):
    """How a decision stands by what is believed of its voters. Not a win rate."""

    meaning: Literal["implied_by_recorded_beliefs"] = open_field(
        "What the number is: arithmetic on recorded beliefs and rules, learned from no outcome of any deal.",
        default="implied_by_recorded_beliefs",
    )
    sentence: str = judgement_field(
        "How it stands, in the language of the answer.",
        default="",
        examples=["Too little is known to say how it stands: voters whose view is recorded hold 33% of the say."],
    )
    forecast: Probability | None = judgement_field(
        "With what probability every open step passes; null where it would be an artefact of ignorance.",
        default=...,
        examples=[0.43],
    )
    forecast_range: tuple[Probability, Probability] | None = judgement_field(
        "The forecast with all `uncertain_steps` of the chain, and without any; twice the same where there are none.",
        default=...,
        examples=[[0.43, 0.43]],
    )
    bounds: tuple[Probability, Probability] | None = judgement_field(
        "The forecast if all unknown voters say no, with all `uncertain_steps`; and if they say yes, without any.",
        default=...,
        examples=[[0.2, 0.6]],
    )
    baseline: Probability | None = judgement_field(
        "The forecast if every vote were even: how hard the chain is by its rules alone.", default=..., examples=[0.25]
    )
    known_share: Probability | None = judgement_field(
        "Of the say in the decision, what part is with voters of known support.", default=..., examples=[0.67]
    )
    method: Method = open_field("Whether votes were counted out or sampled.", default=..., examples=["exact"])
    standard_error: Amount = open_field("Of the forecast; 0 where votes were counted out.", default=..., examples=[0.0])
    steps: tuple[ForecastStep, ...] = judgement_field("Every step, in order.", default=())
    people: tuple[ForecastPerson, ...] = open_field(
        "Everybody with a stake: those who vote first, the largest swing first, then by id.", default=()
    )
    not_voting: tuple[NotVoting, ...] = open_field(
        "Stakes that give no vote, in order of person and step, each with its reason.", default=()
    )
    next_question: NextQuestion | None = judgement_field(
        "The voter worth most to know more about; null where no vote is uncertain.", default=None
    )
    reasons: Reasons = open_field("Why something is null.", default=..., examples=[{"forecast": "mostly_unknown"}])
