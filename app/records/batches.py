"""Batches: many items in one transaction, each checked by itself and named by its place."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from functools import cache
from typing import Annotated, Any, Literal

import uuid_utils
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from app.http.errors import problem_entries
from app.http.etags import starting_point
from app.messages.validation import validated_by
from app.records.replaced_fields import REPLACED, ReplacedField
from app.records.sent_back import parted
from app.writing.groups import Group, Origin, Placed, Refusal, results_of
from app.writing.places import in_the_batch, located
from app.writing.time_zones import TimeZones
from schemas.errors import InvalidInput, Problem, of_item
from schemas.fields import Identifier
from schemas.instants import Instant, dates_in
from schemas.messages.message import Language, Message
from schemas.records.accounts import ACCOUNTS
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, Action, Outcome, StartingPoints, WriteItem, WriteOutcome, WriteResult

LARGEST_BATCH = 10_000

EXAMPLE = '{"items": [...]}'
"""The form of a batch, for whoever sent something else."""


class BatchResultEntry(BaseModel):
    """The outcome of one item."""

    index: int = Field(description="Place of the item in the batch, from 0.", examples=[0])
    kind: str = Field(examples=["person"])
    id: str | None = Field(examples=["p1"])
    outcome: Outcome
    also_ended: list[dict[str, str]] | None = Field(None, description="Open edges that ended along with a record.")
    similar: list[Identifier] | None = Field(
        None, description="Of a person who was created: who may be the same human, the likeliest first."
    )
    replaced: list[ReplacedField] | None = Field(None, description=REPLACED)
    errors: list[dict[str, str]] | None = Field(None, description="Why it was refused, with ``on_error=skip``.")


class BatchAnswer(BaseModel):
    """The outcome of a batch of one account."""

    account_id: Identifier = Field(examples=["acme"])
    revision: int = Field(description="Revision of the account after the batch.", examples=[8])
    results: list[BatchResultEntry]
    refused: int = Field(description="How many items were refused.", examples=[0])


class BookBatchAnswer(BaseModel):
    """The outcome of a batch of accounts and book-wide records."""

    revisions: dict[str, int] = Field(description="Revision of each account after the batch.", examples=[{"acme": 8}])
    results: list[BatchResultEntry]
    refused: int = Field(description="How many items were refused.", examples=[0])


@cache
def item_model(resource: Resource) -> type[BaseModel]:
    """Return the model of a batch item of one kind."""
    return create_model(
        f"{resource.record.__name__}BatchItem",
        __config__=ConfigDict(extra="forbid"),
        kind=(_literal(resource.kind), Field(description="Kind of the record.")),
        id=(Identifier | None, Field(None, description="Your id; without one we make or derive it.")),
        action=(Action, Field("upsert", description="Create or change it, or end it.")),
        data=(resource.fields, Field(default_factory=resource.fields, description="Fields to write.")),
        effective_at=(Instant | None, Field(None, description="When it became so; default now.")),
        effective_until=(Instant | None, Field(None, description="Until when it was so; default: still.")),
        correction=(bool, Field(False, strict=True, description="Whether it says that we were wrong.")),
        if_match=(str | None, Field(None, max_length=200, description="ETag of the record that it starts from.")),
    )


def _literal(kind: str) -> Any:
    return Literal[kind]


def batch_model(name: str, resources: tuple[Resource, ...], *example: dict[str, Any]) -> type[BaseModel]:
    """Return the model of a batch of such items as the example's, for the OpenAPI document."""
    union: Any = item_model(resources[0])
    for resource in resources[1:]:
        union = union | item_model(resource)
    items = Annotated[list[Annotated[union, Field(discriminator="kind")]], Field(max_length=LARGEST_BATCH)]
    config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"items": list(example)}]})
    return create_model(name, __config__=config, items=(items, ...))


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(item_model(BY_KIND[kind]))


def parse_batch(
    body: Any, resources: tuple[Resource, ...], account_id: str | None, *, skip: bool, zones: TimeZones | None = None
) -> Group[int]:
    """Return the items of a batch by their places in it; parameters as of `parse_items`.

    Raises
    ------
    InvalidInput
        When the body is not a batch, or, without ``skip``, when any item does not fit its schema.
    """
    raw = _items_of(body)
    group = parse_items(enumerate(raw), resources, account_id, zones)
    if group.refused and not skip:
        found = [problem for place, problems in group.refused for problem in of_item(problems, place)]
        detail = Message("requests.batch_invalid", count=len(group.refused), total=len(raw))
        raise InvalidInput(detail, located(found, in_the_batch))
    return group


def parse_items(
    values: Iterable[tuple[Origin, Any]],
    resources: tuple[Resource, ...],
    account_id: str | None,
    zones: TimeZones | None = None,
) -> Group[Origin]:
    """Return values as items, each by where it came from, and the refusals of those that do not fit their schema.

    Parameters
    ----------
    account_id : str or None
        The account they are of; None for accounts' own records and those of the book.
    zones : TimeZones or None
        Where dates of accounts' own records begin; None: as all others of the request.
    """
    kinds = {resource.kind for resource in resources}
    group: Group[Origin] = Group()
    for origin, value in values:
        try:
            group.items.append(Placed(origin, _parse_item(value, kinds, account_id, zones)))
        except InvalidInput as error:
            group.refused.append(Refusal(origin, error.problems))
    return group


def _items_of(body: Any) -> list[Any]:
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        pointer = "/items" if isinstance(body, dict) else ""
        raise InvalidInput.at(pointer, Message("requests.not_a_batch", example=EXAMPLE))
    if unknown := sorted(body.keys() - {"items"}):
        raise InvalidInput.at(f"/{unknown[0]}", Message("requests.batch_field", field=str(unknown[0])))
    items: list[Any] = body["items"]
    if len(items) > LARGEST_BATCH:
        raise InvalidInput.at("/items", Message("requests.batch_too_large", most=LARGEST_BATCH, count=len(items)))
    return items


def _parse_item(value: Any, kinds: set[str], account_id: str | None, zones: TimeZones | None) -> WriteItem:
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        raise InvalidInput.at("/kind", Message("requests.kind", known=sorted(kinds)))
    resource = BY_KIND[kind]
    data, as_read = parted(resource, value.get("data"))
    with _dates_of(resource, value, zones):
        parsed = validated_by(_adapter(kind), {**value, "data": data} if as_read else value, "")
    record_id = parsed.id
    if record_id is None and not resource.is_relation:
        if parsed.action == "end":
            raise InvalidInput.at("/id", Message("requests.end_without_id"))
        record_id = str(uuid_utils.uuid7())
    ledger = account_id if account_id is not None else record_id if resource.scope == "self" else BOOK
    return WriteItem(
        resource,
        ledger or BOOK,
        record_id,
        parsed.data.model_dump(exclude_unset=True),
        parsed.action,
        parsed.effective_at,
        parsed.correction,
        effective_until=parsed.effective_until,
        if_match=_starts_from(parsed.if_match),
        as_read=as_read,
    )


def _dates_of(resource: Resource, value: Any, zones: TimeZones | None) -> AbstractContextManager[None]:
    if zones is None or resource.scope != "self":
        return nullcontext()
    return dates_in(zones.of(str(value.get("id")), value.get("data")))


def accounts_written(body: Any) -> set[str]:
    """Return the ids of the accounts whose own records a batch may write; empty for what is not a batch."""
    items = body.get("items") if isinstance(body, dict) else None
    own = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return {item["id"] for item in own if item.get("kind") == ACCOUNTS.kind and isinstance(item.get("id"), str)}


def _starts_from(etag: str | None) -> StartingPoints | None:
    if etag is None:
        return None
    if (found := starting_point(etag)) is None:
        raise InvalidInput.at("/if_match", Message("requests.if_match"))
    return frozenset({found})


def batch_results(outcome: WriteOutcome, group: Group[int], raw: Any, language: Language) -> list[dict[str, Any]]:
    """Return a result for each item in the order of the batch, refused ones with their errors in a language."""
    entries = {place: _entry(place, result, language) for place, result in results_of(group.items, outcome)}
    for place, problems in group.refused:
        value = raw["items"][place]
        sent = value if isinstance(value, dict) else {}
        entries[place] = {
            "index": place,
            "kind": str(sent.get("kind"))[:64],
            "id": sent.get("id") if isinstance(sent.get("id"), str) else None,
            "outcome": "refused",
            "errors": _errors(place, problems, language),
        }
    return [entries[place] for place in sorted(entries)]


def _entry(place: int, result: WriteResult, language: Language) -> dict[str, Any]:
    entry: dict[str, Any] = {"index": place, "kind": result.kind, "id": result.id, "outcome": result.outcome}
    if result.also_ended:
        entry["also_ended"] = [{"kind": kind, "id": record_id} for kind, record_id in result.also_ended]
    if result.replaced:
        entry["replaced"] = [asdict(one) for one in result.replaced]
    if result.problems:
        entry["errors"] = _errors(place, result.problems, language)
    return entry


def _errors(place: int, problems: Iterable[Problem], language: Language) -> list[dict[str, str]]:
    return problem_entries(located(of_item(problems, place), in_the_batch), language)
