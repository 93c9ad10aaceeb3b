"""Who may be recorded twice: the answer of ``analysis/duplicates``."""

from schemas.analysis.answer import Answer, Probability, Result
from schemas.fields import Identifier, ShownLine, contact_field, open_field
from schemas.names.alike import Agreement


class DuplicatePerson(Result):
    """One of two people who may be the same human."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Finance Director"])


class DuplicatePair(Result):
    """Two people who may be the same human; nothing is merged by itself."""

    people: tuple[DuplicatePerson, DuplicatePerson] = open_field("Both, in order of id.", default=...)
    score: Probability = open_field(
        "How likely they are one: 0.5 for the same name, 0.8 for a mail address, 0.4 for a telephone number, several by"
        " noisy-or. A guess that orders the list, learned from no data.",
        default=...,
        examples=[0.9],
    )
    agree: tuple[Agreement, ...] = contact_field("What they have in common.", default=..., examples=[["name", "mail"]])


class DuplicatesAnalysis(Answer):
    """People of the account who may be recorded twice; placeholders and those who left are left out."""

    pairs: tuple[DuplicatePair, ...] = open_field("The likeliest first, then by ids.", default=())
