"""Merging people: what a caller asks, and what became of it."""

from typing import Literal

from pydantic import BaseModel

from schemas.fields import Identifier, open_field
from schemas.instants import Instant
from schemas.resource import Body


class MergeBody(Body):
    """Into whom somebody is merged."""

    into: Identifier = open_field("The person who survives: the same human.", default=..., examples=["p2"])


class MovedRecord(BaseModel):
    """A record that went over to the survivor."""

    kind: str = open_field("Its kind.", default=..., examples=["membership"])
    id: str = open_field("Its id before.", default=..., examples=["m1"])
    now: str = open_field(
        "Its id now: another one for an edge, which ended and began anew.", default=..., examples=["m7"]
    )


class DroppedRecord(BaseModel):
    """An edge that ended with the person and did not go over."""

    kind: str = open_field("Its kind.", default=..., examples=["reporting_line"])
    id: str = open_field("Its id.", default=..., examples=["r1"])
    reason: Literal["same", "place", "self", "circle"] = open_field(
        "``same``: the survivor has the same edge; ``place``: another one holds a place of which there is one, a solid"
        " line or an owner; ``self``: it was between the two; ``circle``: the survivor would report to themselves.",
        default=...,
        examples=["place"],
    )


class MergedValues(BaseModel):
    """Fields by what became of them; ``extra/<key>`` and ``external_ids/<system>`` of single entries."""

    moved: list[str] = open_field("What the survivor took over.", default=..., examples=[["title", "mails"]])
    dropped: list[str] = open_field(
        "What the survivor says otherwise, or has no room for.", default=..., examples=[["name"]]
    )


class MergeAnswer(BaseModel):
    """The outcome of a merge."""

    account_id: Identifier = open_field("Account of both.", default=..., examples=["acme"])
    id: Identifier = open_field("Who was merged, and has ended.", default=..., examples=["p1"])
    merged_into: Identifier = open_field("Who survives.", default=..., examples=["p2"])
    merged_at: Instant = open_field("Since when it is one person; before, it is two.", default=...)
    revision: int = open_field("Revision of the account after it.", default=..., examples=[9])
    moved: list[MovedRecord] = open_field("What went over, in order of kind and id.", default=...)
    dropped: list[DroppedRecord] = open_field("What did not, in order of kind and id.", default=...)
    values: MergedValues = open_field("What became of the values.", default=...)
