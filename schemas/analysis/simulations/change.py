"""Changes that a simulation takes: what somebody could do, or what could happen, each of one kind."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.fields import Flag, Identifier, Line, Share, judgement_field, open_field
from schemas.records.pairs import Pair
from schemas.records.stakes import Weight
from schemas.vocabularies import LineKind, Seniority

MOST_CHANGES = 1_000
"""How many changes one simulation takes."""

EndedEdge = Literal["influence", "alliance", "conflict", "reporting_line", "stake"]
"""What can end: a relation between two of their people, or the say of one of them on a chain."""

Support = Annotated[float, Field(strict=True, ge=-2, le=2, allow_inf_nan=False)]
Closeness = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]


class Change(BaseModel):
    """One thing that would be otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonLeaves(Change):
    """One of their people leaves."""

    kind: Literal["person_leaves"] = open_field("Kind of change.", default=...)
    person: Identifier = open_field("Who leaves.", default=..., examples=["p1"])


class MemberLeaves(Change):
    """One of us leaves, and takes their relationships along."""

    kind: Literal["member_leaves"] = open_field("Kind of change.", default=...)
    member: Identifier = open_field("Who leaves.", default=..., examples=["t1"])


class SetCloseness(Change):
    """One of us is as close to one of them as this, whatever was logged or asserted."""

    kind: Literal["set_closeness"] = open_field("Kind of change.", default=...)
    member: Identifier = open_field("Which of us.", default=..., examples=["t1"])
    person: Identifier = open_field("Which of them.", default=..., examples=["p1"])
    value: Closeness = judgement_field("Closeness from 0 to 100.", default=..., examples=[50.0])


class SetSupport(Change):
    """One belief, beyond doubt, replaces all that is believed of a person's support, on every chain."""

    kind: Literal["set_support"] = open_field("Kind of change.", default=...)
    person: Identifier = open_field("Whose support.", default=..., examples=["p1"])
    value: Support = judgement_field("Support from -2 to 2.", default=..., examples=[2.0])


class AddedEdge(Change):
    """A relation between two of their people."""

    kind: Literal["add_edge"] = open_field("Kind of change.", default=...)
    confidence: Share | None = judgement_field("How sure, 0 to 1; a missing one counts as 0.7.", examples=[1.0])


class AddInfluence(AddedEdge):
    """One of them moves another."""

    edge: Literal["influence"] = open_field("Kind of relation.", default=...)
    source: Identifier = open_field("Who moves.", default=..., examples=["p1"])
    target: Identifier = open_field("Who is moved.", default=..., examples=["p2"])
    strength: Share | None = judgement_field("How strongly, 0 to 1; a missing one counts as 0.5.", examples=[0.6])


class AddReportingLine(AddedEdge):
    """One of them reports to another."""

    edge: Literal["reporting_line"] = open_field("Kind of relation.", default=...)
    person: Identifier = open_field("Who reports.", default=..., examples=["p1"])
    manager: Identifier = open_field("To whom.", default=..., examples=["p2"])
    line: LineKind = open_field("Solid, dotted, or within one project.", default="solid", examples=["solid"])
    chain: Identifier | None = open_field("Decision chain of a project line.")


class AddAlliance(AddedEdge):
    """Two of them stand together."""

    edge: Literal["alliance"] = open_field("Kind of relation.", default=...)
    people: Pair = open_field("The two people, in any order.", default=..., examples=[["p1", "p2"]])
    strength: Share | None = judgement_field("How strongly, 0 to 1; a missing one counts as 0.5.", examples=[0.6])


class AddConflict(AddedEdge):
    """Two of them stand against each other."""

    edge: Literal["conflict"] = open_field("Kind of relation.", default=...)
    people: Pair = open_field("The two people, in any order.", default=..., examples=[["p1", "p2"]])
    strength: Share | None = judgement_field("How strongly, 0 to 1; a missing one counts as 0.5.", examples=[0.6])


class EndEdge(Change):
    """A recorded relation ends."""

    kind: Literal["end_edge"] = open_field("Kind of change.", default=...)
    edge: EndedEdge = open_field("Kind of relation.", default=..., examples=["influence"])
    id: Identifier = open_field("Id of the record.", default=..., examples=["i1"])


class AddVoter(Change):
    """Somebody has a vote on a chain, or on one of its open steps; what they had there before does not count."""

    kind: Literal["add_voter"] = open_field("Kind of change.", default=...)
    chain: Identifier = open_field("On which chain.", default=..., examples=["c1"])
    step: Identifier | None = open_field("On this step only; null: on every open step.")
    person: Identifier = open_field("Who votes.", default=..., examples=["p1"])
    weight: Weight = open_field("Weight of the vote, 0 to 100.", default=1, examples=[1])
    veto: Flag = open_field("Whether their no fails a step under every rule.", default=False)


class FillPlaceholder(Change):
    """Somebody who had to exist becomes known: a placeholder gets a person, a vacant seat is taken."""

    kind: Literal["fill_placeholder"] = open_field("Kind of change.", default=...)
    person: Identifier = open_field("The placeholder.", default=..., examples=["p1"])
    name: Line | None = open_field("Name; null: as it is.", examples=["张伟 Zhang Wei"])
    title: Line | None = open_field("Job title; null: as it is.", examples=["Head of Procurement"])
    seniority: Seniority | None = open_field("Level; null: as it is.", examples=["director"])


AddEdge = AddInfluence | AddReportingLine | AddAlliance | AddConflict

AnyChange = PersonLeaves | MemberLeaves | SetCloseness | SetSupport | AddEdge | EndEdge | AddVoter | FillPlaceholder
"""One change; ``kind``, and of an added edge ``edge``, say which."""

MODELS: Mapping[str, type[Change] | Mapping[str, type[Change]]] = {
    "person_leaves": PersonLeaves,
    "member_leaves": MemberLeaves,
    "set_closeness": SetCloseness,
    "set_support": SetSupport,
    "add_edge": {
        "influence": AddInfluence,
        "reporting_line": AddReportingLine,
        "alliance": AddAlliance,
        "conflict": AddConflict,
    },
    "end_edge": EndEdge,
    "add_voter": AddVoter,
    "fill_placeholder": FillPlaceholder,
}
"""The same by kind; of an added edge by ``edge``, too."""
