"""The beliefs that observers share about each person: the answer of ``analysis/beliefs``."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.analysis.answer import Amount, Answer, Probability, Reasons, Result
from schemas.fields import (
    Identifier,
    ShownLine,
    ShownProse,
    judgement_field,
    open_field,
    open_list,
    restricted_field,
)
from schemas.instants import Instant
from schemas.records.assessors import Assessor
from schemas.vocabularies import Attribute, OurFunction

JudgedAttribute = Literal["support", "political_status", "importance", "adaptability", "style", "orientation", "rung"]
TextAttribute = Literal["pain", "why_buy", "why_us", "why_now", "business_agenda", "personal_agenda"]
"""Attributes whose values are texts."""

Silence = Literal["superseded", "unknown", "too_unsure", "too_old", "other_chain"]


class Word(Result):
    """The word of one assessor, without the value."""

    id: Identifier = open_field("Id of the assessment.", default=..., examples=["s12"])
    assessor: Assessor | None = open_field("Who believes it; null where nobody is named.", default=...)
    assessor_name: ShownLine | None = open_field(
        "Their name; null where none is recorded.", default=..., examples=["Kim Vale"]
    )
    evidence: ShownProse | None = judgement_field(
        "What it rests on, as they put it; given where one person is asked about.",
        default=None,
        examples=["Asked for our price in front of the board"],
    )
    function: OurFunction = open_field("In which function they saw it.", default=..., examples=["presales"])
    observed_at: Instant = open_field("When it was observed.", default=..., examples=["2026-06-01T02:00:00.000000Z"])
    age: Amount = open_field("Days since then.", default=..., examples=[29.9])
    confidence: Probability = judgement_field(
        "How sure they are, as it is counted: the usual where they did not say.", default=..., examples=[0.8]
    )


class CountingWord(Word):
    """A word that counts: ``weight = confidence * reliability * 2 ** (-age / half_life)``."""

    chain: Identifier | None = open_field("Chain it was said for; null: for all.", default=..., examples=["c1"])
    reliability: Probability = open_field("How much their function counts.", default=..., examples=[0.8])
    weight: Probability = judgement_field("What the word weighs.", default=..., examples=[0.51])


class JudgedWord(CountingWord):
    """A word that counts."""

    value: int | str = judgement_field("What they say.", default=..., examples=[1])


class CountingText(CountingWord):
    """A text that counts."""

    value: str = restricted_field("What they say.", default=..., examples=["Two standstills a month"])


class SilentWord(Word):
    """A word that no longer counts, without the value."""

    chain: Identifier | None = open_field("Chain it was said for; null: for all.", default=..., examples=["c2"])
    why: Silence = open_field(
        "They said something later; they no longer know; it weighs too little, ever or by now; it counts for another"
        " chain.",
        default=...,
        examples=["superseded"],
    )


class SilentJudgement(SilentWord):
    """A word that no longer counts."""

    value: int | str = judgement_field("What they said.", default=..., examples=[-1])


class SilentText(SilentWord):
    """A text that no longer counts."""

    value: str = restricted_field("What they said.", default=..., examples=["The budget"])


class AnyBelief(Result):
    """A belief about one person, without the value."""

    person: Identifier = open_field("Whom it is about.", default=..., examples=["p7"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Finance Director"])
    member: Identifier | None = open_field(
        "Of a rung: which of us is that close; else null.", default=..., examples=[None]
    )
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=[None])
    attribute: Attribute = open_field("What is believed of them.", default=..., examples=["support"])
    chain: Identifier | None = open_field(
        "Chain whose own words count; null: words for all chains.", default=..., examples=["c1"]
    )
    confidence: Probability | None = judgement_field(
        "``agreement * (1 - prod(1 - weight))``; null where no word counts.", default=..., examples=[0.62]
    )
    agreement: Probability | None = judgement_field(
        "1 when all say the same; null where no word counts.", default=..., examples=[0.9]
    )
    corroborated: bool = judgement_field("Whether two known functions agree.", default=..., examples=[True])
    stale: bool | None = judgement_field(
        "Whether the newest word is older than the half-life; null where no word counts.", default=..., examples=[False]
    )
    inherited: bool = open_field(
        "Whether words for all chains are taken over, because none for the chain in scope counts.",
        default=...,
        examples=[False],
    )
    pooled: bool = open_field(
        "Whether words for the active chains of open deals are taken together, because no chain is in scope and no word"
        " for all chains counts.",
        default=...,
        examples=[False],
    )
    half_life: Amount = open_field("Days after which a word counts half.", default=..., examples=[90.0])
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class Belief(AnyBelief):
    """A judgement: a number of support or importance, else a word."""

    attribute: JudgedAttribute = open_field("What is believed of them.", default=..., examples=["support"])
    value: float | str | None = judgement_field(
        "Weighted mean of support (-2 to 2) or importance (1 to 5), else the weightiest word; null where none counts.",
        default=...,
        examples=[1.25],
    )
    assessments: tuple[JudgedWord, ...] = open_list("The words that count, the latest first.")
    silent: tuple[SilentJudgement, ...] = open_list("Words that do not count, the latest first.")


class TextBelief(AnyBelief):
    """A text given in confidence."""

    attribute: TextAttribute = open_field("What is believed of them.", default=..., examples=["pain"])
    value: str | None = restricted_field(
        "The latest word; null where none counts.", default=..., examples=["Two standstills a month"]
    )
    assessments: tuple[CountingText, ...] = open_list("The words that count, the latest first.")
    silent: tuple[SilentText, ...] = open_list("Words that do not count, the latest first.")


OneBelief = Annotated[Belief | TextBelief, Field(discriminator="attribute")]
"""Of either kind, as the attribute says."""

Beliefs = tuple[OneBelief, ...]


class BeliefsAnalysis(Answer):
    """Beliefs about the people in scope."""

    sentence: str = judgement_field(
        "Of one person who is asked about: their support and whose words it rests on, in the language of the answer.",
        default="",
        examples=["Support of Ada Brandt (Finance Director), as it is believed: Supporter, 62% sure."],
    )
    beliefs: Beliefs = open_list("By person, attribute and member: everything that was ever said of.")
