"""Batches: many items in one transaction, each checked by itself and told by its place."""

from functools import cache
from typing import Annotated, Any, Literal

import uuid_utils
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from app.http.errors import problem_entries
from app.messages.sentences import Language
from app.messages.validation import validated_by
from schemas.errors import InvalidInput, Problem
from schemas.fields import Identifier
from schemas.instants import Instant
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, Action, Outcome, WriteItem, WriteOutcome, WriteResult

LARGEST_BATCH = 10_000


class BatchResultEntry(BaseModel):
    """What became of one item."""

    index: int = Field(description="Place of the item in the batch, from 0.", examples=[0])
    kind: str = Field(examples=["person"])
    id: str | None = Field(examples=["p1"])
    outcome: Outcome
    also_ended: list[dict[str, str]] | None = Field(None, description="Open edges that ended along with a record.")
    errors: list[dict[str, str]] | None = Field(None, description="Why it was refused, with ``on_error=skip``.")


class BatchAnswer(BaseModel):
    """What became of a batch of one account."""

    account_id: Identifier = Field(examples=["acme"])
    revision: int = Field(description="Revision of the account after the batch.", examples=[8])
    results: list[BatchResultEntry]
    refused: int = Field(description="How many items were refused.", examples=[0])


class BookBatchAnswer(BaseModel):
    """What became of a batch of accounts and book-wide records."""

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
        correction=(bool, Field(False, strict=True, description="Whether it says that we were wrong.")),
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
    body: Any, resources: tuple[Resource, ...], account_id: str | None, *, skip: bool
) -> tuple[list[WriteItem], dict[int, InvalidInput]]:
    """Return the sound items of a batch, and by place the errors of the others.

    Raises
    ------
    InvalidInput
        When the body is no batch, or, without ``skip``, when any item does not fit its schema.
    """
    raw = _items_of(body)
    kinds = {resource.kind for resource in resources}
    items: list[WriteItem] = []
    errors: dict[int, InvalidInput] = {}
    for index, value in enumerate(raw):
        try:
            items.append(_parse_item(index, value, kinds, account_id))
        except InvalidInput as error:
            errors[index] = error
    if errors and not skip:
        found = [problem for error in errors.values() for problem in error.problems]
        raise InvalidInput(f"{len(errors)} of {len(raw)} items are not valid; nothing was stored.", found)
    return items, errors


def _items_of(body: Any) -> list[Any]:
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        pointer = "/items" if isinstance(body, dict) else ""
        raise InvalidInput('a batch is {"items": [...]}', [Problem(pointer, 'a batch is {"items": [...]}')])
    if unknown := sorted(body.keys() - {"items"}):
        detail = f"unknown field '{unknown[0]}'; a batch has items only"
        raise InvalidInput(detail, [Problem(f"/{unknown[0]}", detail)])
    items: list[Any] = body["items"]
    if len(items) > LARGEST_BATCH:
        detail = f"a batch may hold at most {LARGEST_BATCH:,} items, this one has {len(items):,}; send it in parts"
        raise InvalidInput(detail, [Problem("/items", detail)])
    return items


def _parse_item(index: int, value: Any, kinds: set[str], account_id: str | None) -> WriteItem:
    pointer = f"/items/{index}"
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        detail = f"kind must be one of {', '.join(sorted(kinds))}"
        raise InvalidInput(detail, [Problem(f"{pointer}/kind", detail)])
    parsed = validated_by(_adapter(kind), value, pointer)
    resource = BY_KIND[kind]
    record_id = parsed.id
    if record_id is None and not resource.is_relation:
        if parsed.action == "end":
            raise InvalidInput("an end needs the id", [Problem(f"{pointer}/id", "an end needs the id")])
        record_id = str(uuid_utils.uuid7())
    ledger = account_id if account_id is not None else record_id if resource.scope == "self" else BOOK
    data = parsed.data.model_dump(exclude_unset=True)
    return WriteItem(
        resource, ledger or BOOK, record_id, data, parsed.action, parsed.effective_at, parsed.correction, pointer
    )


def batch_results(
    outcome: WriteOutcome, items: list[WriteItem], errors: dict[int, InvalidInput], raw: Any, language: Language
) -> list[dict[str, Any]]:
    """Return a result for each item in the order of the batch, refused ones with their errors in a language."""
    entries: dict[int, dict[str, Any]] = {}
    for result, item in zip(outcome.results, items, strict=True):
        entries[_place(item)] = _entry(_place(item), result, language)
    for index, error in errors.items():
        value = raw["items"][index]
        sent = value if isinstance(value, dict) else {}
        entries[index] = {
            "index": index,
            "kind": str(sent.get("kind"))[:64],
            "id": sent.get("id") if isinstance(sent.get("id"), str) else None,
            "outcome": "refused",
            "errors": problem_entries(error.problems, language),
        }
    return [entries[index] for index in sorted(entries)]


def _place(item: WriteItem) -> int:
    return int(item.pointer.rpartition("/")[2])


def _entry(index: int, result: WriteResult, language: Language) -> dict[str, Any]:
    entry: dict[str, Any] = {"index": index, "kind": result.kind, "id": result.id, "outcome": result.outcome}
    if result.also_ended:
        entry["also_ended"] = [{"kind": kind, "id": record_id} for kind, record_id in result.also_ended]
    if result.problems:
        entry["errors"] = problem_entries(result.problems, language)
    return entry
