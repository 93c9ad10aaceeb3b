"""Through whom we reach people: the answers of ``chains/{chain}/analysis/access`` and of ``analysis/paths``."""

from typing import Literal

from schemas.analysis.answer import Answer, Probability, Reasons, Result, Whole
from schemas.analysis.chains.chain import ChainAnswer
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.vocabularies import Rung

StepKind = Literal["closeness", "influence", "alliance", "manager", "report"]


class AccessStep(Result):
    """One step of a way: how the next person is reached from the one before."""

    source: Identifier = open_field("Who reaches: the first is one of us.", default=..., examples=["t1"])
    source_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    target: Identifier = open_field("Who is reached.", default=..., examples=["p1"])
    target_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    kind: StepKind = open_field(
        "Closeness to one of us, an influence, an alliance, or a line: of a manager, or of a report who has their ear.",
        default=...,
        examples=["closeness"],
    )
    rung: Rung | None = judgement_field("Of a step of closeness.", default=..., examples=["trusted"])
    strength: Probability = judgement_field("Of this step.", default=..., examples=[0.62])


class AccessRoute(Result):
    """A way from one of us to a person."""

    people: tuple[Identifier, ...] = open_field(
        "One of us first, then people of theirs.", default=..., examples=[["t1", "p3", "p1"]]
    )
    names: tuple[ShownLine | None, ...] = open_field(
        "Their names.", default=..., examples=[["Kim Vale", "Cy Moss", "Ada Brandt"]]
    )
    strength: Probability = judgement_field("Product of its steps.", default=..., examples=[0.31])
    steps: tuple[AccessStep, ...] = judgement_field("Each step of it.", default=...)
    weakest: Whole = judgement_field("Place of the weakest step, from 0.", default=..., examples=[1])
    sentence: str = judgement_field(
        "The way as a sentence, in the language of the answer.",
        default="",
        examples=["Through Kim Vale, whom Cy Moss trusts, who moves Ada Brandt: 0.31."],
    )


class CutMember(Result):
    """Somebody without whom a person is not reached."""

    side: Literal["ours", "theirs"] = open_field("Whose they are.", default=..., examples=["theirs"])
    id: Identifier = open_field("Their id.", default=..., examples=["p3"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Cy Moss"])


class AccessOfPerson(Result):
    """How one person is reached."""

    person: Identifier = open_field("Who is reached.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Finance Director"])
    best: AccessRoute | None = judgement_field("The strongest way; null where there is none.", default=...)
    alternatives: tuple[AccessRoute, ...] = judgement_field(
        "Up to three further ways, the strongest first.", default=...
    )
    disjoint_paths: Whole = judgement_field(
        "The most usable ways that share nobody, of ours or theirs.", default=..., examples=[2]
    )
    cut: tuple[CutMember, ...] = judgement_field("The fewest without whom no usable way is left.", default=...)
    dominated_by: tuple[CutMember, ...] = judgement_field("Who is against us and on every usable way.", default=...)
    reasons: Reasons = open_field("Why something is null.", default=..., examples=[{}])


class AccessAnalysis(ChainAnswer):
    """Who can reach those who decide."""

    usable: Probability = open_field("Strength from which a step is usable.", default=..., examples=[0.25])
    voters: tuple[AccessOfPerson, ...] = judgement_field("Everybody who decides, in order of id.", default=())


class PathsAnalysis(Answer, AccessOfPerson):
    """How one person of the account is reached, decider or not."""

    usable: Probability = open_field("Strength from which a step is usable.", default=..., examples=[0.25])
