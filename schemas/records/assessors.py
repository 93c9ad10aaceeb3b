"""Assessors: who believes something, one of us or one of theirs."""

from pydantic import BaseModel

from schemas.fields import Identifier, open_field
from schemas.vocabularies import AssessorKind


class Assessor(BaseModel, extra="forbid"):
    """Who says so."""

    kind: AssessorKind = open_field("One of us, or one of theirs.", default=..., examples=["team_member"])
    id: Identifier = open_field("Their id.", default=..., examples=["m1"])
