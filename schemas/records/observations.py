"""Observations: the one-line way to an assessment; who observed it and when, the caller says by asking."""

from schemas.fields import Identifier, Prose, Share, judgement_field, open_field
from schemas.records.assessments import AssessedValue
from schemas.resource import Body
from schemas.vocabularies import Attribute


class Observation(Body):
    """Something that somebody just noticed about a person."""

    person: Identifier = open_field("Whom it is about.", default=..., examples=["p1"])
    attribute: Attribute = open_field("What was observed.", default=..., examples=["support"])
    value: AssessedValue = judgement_field(
        "Support -2 to 2, importance 1 to 5, a word of the attribute's list, or a text.", default=..., examples=[1]
    )
    note: Prose | None = judgement_field("What it rests on.", examples=["Asked for our price in front of the board"])
    member: Identifier | None = open_field("Of a rung: which of us is that close to them; else absent.")
    chain: Identifier | None = open_field("Decision chain it holds for; null: for all.")
    confidence: Share | None = judgement_field("How sure you are, 0 to 1; a missing one counts as 0.7.", examples=[0.8])
