"""Models that exist for the OpenAPI document: lists, histories and ends of records."""

from functools import cache
from typing import Any

from pydantic import BaseModel, Field, create_model

from schemas.fields import Identifier, judgement_field
from schemas.instants import Instant
from schemas.resource import Resource
from schemas.screens.portfolio import PortfolioScores


def one_of(resource: Resource) -> str:
    """Return a record of a kind in words, with its article.

    Examples
    --------
    >>> from schemas.registry import BY_KIND
    >>> one_of(BY_KIND["account_tie"]), one_of(BY_KIND["person"])
    ('an account tie', 'a person')
    """
    kind = resource.kind.replace("_", " ")
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


class EndedEdge(BaseModel):
    """An edge that ended along with its record."""

    kind: str = Field(examples=["influence"])
    id: Identifier = Field(examples=["i7"])


class EndedRecord(BaseModel):
    """The outcome of an end."""

    kind: str = Field(examples=["person"])
    id: Identifier = Field(examples=["p1"])
    outcome: str = Field(description="``ended``, or ``unchanged`` when it had ended then already.", examples=["ended"])
    revision: int = Field(description="Revision after the write.", examples=[8])
    valid_to: Instant | None = Field(description="When it ended.", examples=["2026-06-30T23:12:05.123456Z"])
    also_ended: list[EndedEdge] = Field(description="Open edges that ended along.")


class ErasedElsewhere(EndedEdge):
    """A record of another account that an erasure reached."""

    account_id: Identifier = Field(description="Its account; empty for the book.", examples=["acme-group"])


class ErasedRecord(BaseModel):
    """The outcome of an erasure."""

    kind: str = Field(examples=["person"])
    id: Identifier = Field(examples=["p1"])
    outcome: str = Field(description="``erased``.", examples=["erased"])
    revision: int = Field(description="Revision after the write.", examples=[8])
    erased_at: Instant = Field(description="When.", examples=["2026-06-30T23:12:05.123456Z"])
    also_erased: list[EndedEdge] = Field(
        description="What could not be without it and went along; of an account, whose everything goes, none is listed."
    )
    scrubbed: list[EndedEdge] = Field(description="What named it and was changed in place, with its history.")
    elsewhere: list[ErasedElsewhere] = Field(description="What was erased or changed beyond its account.")


_SCORES = judgement_field("Only with `include=scores`.")


@cache
def list_model(resource: Resource) -> type[BaseModel]:
    """Return the model of a page of a resource; items hold the chosen fields only, where ``fields`` is given."""
    fields: dict[str, Any] = {name: _optional(resource, name) for name in resource.record.model_fields}
    if resource.scope == "self":
        fields["scores"] = (PortfolioScores | None, _SCORES)
    item = create_model(f"{resource.record.__name__}Item", **fields)
    return create_model(
        f"{resource.record.__name__}List",
        items=(list[item], ...),
        next_cursor=(str | None, Field(description="Cursor of the next page; null after the last.")),
        as_of=(Instant, Field(description="What was so then.")),
        known_at=(Instant, Field(description="As known then; give both times to have this answer again.")),
        revision=(int, Field(description="Revision known then.", examples=[7])),
    )


@cache
def history_model(resource: Resource) -> type[BaseModel]:
    """Return the model of a record's history."""
    return create_model(
        f"{resource.record.__name__}History",
        items=(list[resource.record], ...),  # type: ignore[name-defined]
        next_cursor=(str | None, Field(description="Always null: it is given whole.")),
        revision=(int, Field(description="Revision of its ledger.", examples=[7])),
    )


def _optional(resource: Resource, name: str) -> Any:
    field = resource.record.model_fields[name]
    documented = Field(
        None, description=field.description, examples=field.examples, json_schema_extra=field.json_schema_extra
    )
    return (field.annotation | None, documented)  # type: ignore[operator]
