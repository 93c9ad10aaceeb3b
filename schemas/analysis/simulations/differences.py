"""What changes of the numbers that a simulation compares: after less before, null where either is."""

from typing import Any

from pydantic import create_model

from schemas.analysis.answer import Reasons, Result
from schemas.analysis.simulations.scores import (
    REASONS,
    AccountScores,
    ChainScores,
    PersonScores,
    StepScores,
    VoterScores,
    numbers_of,
)
from schemas.fields import Identifier, ShownLine, judgement_field, open_field

Change = float | None
"""After less before; null where either is."""


def _named(key: str, name: str) -> dict[str, Any]:
    """Return the fields that say of what the numbers change, by an example of it."""
    return {
        "id": (Identifier, open_field("Which one.", default=..., examples=[key])),
        "name": (ShownLine | None, open_field("Its name, or theirs.", default=..., examples=[name])),
    }


def _change(number: str) -> Any:
    return judgement_field(f"Change of `{number}`.", default=..., examples=[0.12])


def _of(whom: str, scores: type[Result], **named: Any) -> Any:
    """Return what makes the model of the differences of some scores: the change of each number in them."""
    changes = {number: (Change, _change(number)) for number in numbers_of(scores)}
    text = f"What changes of the numbers of {whom}."
    return {"__doc__": text, **named, **changes, "reasons": (Reasons, REASONS)}


_STEP, _SOMEBODY = _named("s1", "Budget approval"), _named("p1", "Ada Brandt")

AccountDifference = create_model("AccountDifference", __base__=Result, **_of("an account", AccountScores))
ChainDifference = create_model("ChainDifference", __base__=Result, **_of("a chain", ChainScores))
StepDifference = create_model("StepDifference", __base__=Result, **_of("an open step", StepScores, **_STEP))
VoterDifference = create_model("VoterDifference", __base__=Result, **_of("a voter", VoterScores, **_SOMEBODY))
PersonDifference = create_model(
    "PersonDifference", __base__=Result, **_of("one of their people", PersonScores, **_SOMEBODY)
)
