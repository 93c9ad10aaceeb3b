"""Who leaves, what goes along, and what to do before it happens: the answer of ``analysis/departures``."""

from typing import Literal

from schemas.analysis.answer import Answer, Percent, Probability, Reasons, Result
from schemas.analysis.chains.chain import ChainOfAnswer
from schemas.fields import Identifier, ShownLine, judgement_field, open_field

Side = Literal["ours", "theirs"]


class EndingRelationship(Result):
    """A relationship that ends, and who could hold it afterwards."""

    member: Identifier = open_field("Which of us.", default=..., examples=["t1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    person: Identifier = open_field("Which of them.", default=..., examples=["p1"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    closeness: Percent = judgement_field("How close the two are.", default=..., examples=[57.4])
    heir: Identifier | None = open_field(
        "Who could hold it: of us the next closest, else whoever has the best other way; of them the most influential"
        " beside or below. Null where there is nobody.",
        default=...,
        examples=["t2"],
    )
    heir_name: ShownLine | None = open_field("Their name.", default=..., examples=["Lea Roth"])
    heir_closeness: Percent | None = judgement_field(
        "How close the heir is to whoever stays; null where they are not acquainted.", default=..., examples=[22.0]
    )


class Successor(Result):
    """Which of them could follow somebody who leaves, and which of us is closest to the successor."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p2"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Bo Lind"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Buyer"])
    member: Identifier | None = open_field(
        "The one of us who is closest to them; null where nobody is acquainted.", default=..., examples=["t2"]
    )
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Lea Roth"])
    closeness: Percent | None = judgement_field("How close the two are; null of nobody.", default=..., examples=[31.0])


class CutOffVoter(Result):
    """A voter to whom no usable way is left."""

    id: Identifier = open_field("Who votes.", default=..., examples=["p2"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Bo Lind"])


class Departure(Result):
    """What is lost when one person leaves."""

    side: Side = open_field("Whether it is one of us or of them.", default=..., examples=["ours"])
    id: Identifier = open_field("Who leaves.", default=..., examples=["t1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    title: ShownLine | None = open_field("Title of one of them; null of one of us.", default=..., examples=[None])
    coverage: Percent | None = judgement_field("Coverage of the account without them.", default=..., examples=[29.6])
    coverage_lost: float | None = judgement_field(
        "Coverage as it is less that; below 0 it gains.", default=..., examples=[12.1], ge=-100, le=100
    )
    closeness: Percent | None = judgement_field("Closeness of the account without them.", default=..., examples=[18.0])
    closeness_lost: float | None = judgement_field(
        "Closeness as it is less that; below 0 it gains.", default=..., examples=[5.8], ge=-100, le=100
    )
    votes: bool = open_field("Whether they vote on the chain.", default=..., examples=[False])
    forecast: Probability | None = judgement_field(
        "Forecast of the chain without them; not a win rate.", default=..., examples=[0.4]
    )
    forecast_lost: float | None = judgement_field(
        "Forecast as it is less that; below 0 it gains.", default=..., examples=[0.03], ge=-1, le=1
    )
    cut_off: tuple[CutOffVoter, ...] = judgement_field(
        "Voters of the chain to whom no usable way is left.", default=..., examples=[[]]
    )
    successor: Successor | None = judgement_field(
        "Of one of them: the most influential of those beside or below, else above; null of nobody, and of one of us.",
        default=...,
    )
    relationships: tuple[EndingRelationship, ...] = judgement_field(
        "Of one of us: people to whom nobody is closer. Of one of them: everybody of us who is close. Those that cost"
        " most come first.",
        default=...,
    )
    advice: tuple[str, ...] = judgement_field(
        "What to do before it happens, in words.", default=(), examples=[["Let Kim Vale introduce Lea Roth."]]
    )
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])


class DeparturesAnalysis(Answer):
    """Everybody on both sides, by what would be lost if they left."""

    chain: ChainOfAnswer | None = open_field("The chain; null where none was asked about.", default=...)
    coverage: Percent | None = judgement_field("Of the account as it is.", default=..., examples=[41.7])
    closeness: Percent | None = judgement_field("Of the account as it is.", default=..., examples=[23.8])
    forecast: Probability | None = judgement_field("Of the chain as it is.", default=..., examples=[0.43])
    departures: tuple[Departure, ...] = judgement_field(
        "By coverage that would be lost, then by id; ours before theirs.", default=...
    )
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])
