"""The resource pattern: every endpoint of one kind of stored record, made from its `Resource`."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

import uuid_utils
from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel

from app.dependencies import AccountId, CallDep, EffectDep, EndDep, MomentDep, RecordId, refuse_unknown_parameters
from app.http.bodies import read_json, sent_body
from app.http.calls import Call
from app.http.declared_route import Endpoint
from app.http.errors import problems
from app.http.etags import CREATE_CONDITION, WRITE_CONDITION, conditional_read, creates_only, starting_points
from app.http.idempotency import ONCE, Sent, write_and_answer
from app.http.moments import Effect, Moment
from app.http.shapes.asked_shape import WITHOUT_NULLS
from app.messages.validation import validated
from app.records.answers import ended_answer, erased_answer, written_answer
from app.records.documentation import EndedRecord, ErasedRecord, history_model, list_model, one_of
from app.records.list_parameters import list_parameters
from app.records.lists import answer_history, answer_list
from app.records.portfolio.answers import answer_accounts
from app.records.portfolio.parameters import portfolio_parameters
from app.records.sent_back import parted
from app.records.similar import hinting, people_there
from app.records.single_reads import answer_at, latest_answer
from app.records.write_endpoints import record_write
from app.writing.places import errors_located, in_the_body
from app.writing.time_zones import holds_dates, time_zones
from schemas.errors import Conflict, InvalidInput, NotFound, RevisionMismatch
from schemas.fields import ExternalId, SystemName
from schemas.instants import take_dates_in
from schemas.messages.message import Message
from schemas.resource import Resource
from schemas.writes import BOOK, Expectation, WriteItem, WriteOutcome

System = Annotated[SystemName, Path(description="Another system.", examples=["salesforce"])]
OtherId = Annotated[ExternalId, Path(description="The record's id there.", examples=["0035g00000ABCDE"])]

CREATED = {201: "Created"}
LEFT = "A field that is not sent is left as it is, null clears it."

Purge = Annotated[
    bool,
    Query(
        description="Erase it for good, with its history and all that is about it, and scrub its names from texts; a "
        "tombstone without content stays, and nothing is stored again under this id."
    ),
]


async def account_ledger(account_id: AccountId) -> str:
    """Return the account of the URL."""
    return account_id


async def book_ledger() -> str:
    """Return the ledger of what belongs to no account."""
    return BOOK


def record_router(resource: Resource) -> APIRouter:
    """Return the endpoints of a resource: list, get and history; those that write too, unless it is read only."""
    under = "/accounts/{account_id}" if resource.scope == "account" else ""
    router = APIRouter(
        prefix=f"{under}/{resource.path}", tags=[resource.path], dependencies=[Depends(refuse_unknown_parameters)]
    )
    ledger = Annotated[str, Depends(account_ledger if resource.scope == "account" else book_ledger)]
    _add_list(router, resource, ledger)
    _add_get(router, resource, ledger)
    _add_history(router, resource, ledger)
    if resource.read_only:
        return router
    _add_post(router, resource, ledger)
    _add_put_by_external_id(router, resource, ledger)
    _add_put_and_patch(router, resource, ledger)
    _add_delete(router, resource, ledger)
    return router


def _read_endpoint(
    router: APIRouter, path: str, operation: str, summary: str, model: type[BaseModel], description: str | None = None
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a read, which can be asked whether anything has changed."""
    return conditional_read(router, path, operation, summary, model, NotFound, description=description, **WITHOUT_NULLS)


def _add_list(router: APIRouter, resource: Resource, ledger: Any) -> None:
    parameters = portfolio_parameters() if resource.scope == "self" else list_parameters(resource)

    @_read_endpoint(router, "", f"list_{resource.plural}", f"List {resource.path}", list_model(resource))
    async def list_records(
        call: CallDep,
        owner: ledger,
        asked: Annotated[parameters, Query()],  # type: ignore[valid-type]
    ) -> Response:
        """Those that were so at `as_of`, as known at `known_at`, page by page."""
        if resource.scope == "self":
            return await answer_accounts(call, asked)
        return await answer_list(call, resource, owner, asked)


def _add_get(router: APIRouter, resource: Resource, ledger: Any) -> None:
    @_read_endpoint(
        router,
        "/{record_id}",
        f"get_{resource.kind}",
        f"Get one {resource.kind.replace('_', ' ')}",
        resource.record,
        "Without `as_of` and `known_at` its latest state, ended or future too.",
    )
    async def get_record(
        call: CallDep,
        owner: ledger,
        record_id: RecordId,
        moment: MomentDep,
    ) -> Response:
        if moment == Moment(None, None):
            return await latest_answer(call, resource, _ledger(resource, owner, record_id), record_id)
        return await answer_at(call, resource, owner, record_id, moment)


def _add_history(router: APIRouter, resource: Resource, ledger: Any) -> None:
    @_read_endpoint(
        router,
        "/{record_id}/history",
        f"list_{resource.kind}_history",
        f"Every row of one {resource.kind.replace('_', ' ')}, newest first",
        history_model(resource),
    )
    async def list_history(call: CallDep, owner: ledger, record_id: RecordId) -> Response:
        """Each says who recorded it and when; what was corrected since is among them."""
        own = _ledger(resource, owner, record_id)
        return await answer_history(call, resource, own, record_id)


def _add_post(router: APIRouter, resource: Resource, ledger: Any) -> None:
    @record_write(
        router.post,
        "",
        f"create_{resource.kind}",
        resource,
        {"parameters": [*WRITE_CONDITION["parameters"], ONCE]},
        {200: "It was there already"},
        status_code=201,
        summary=f"Store {one_of(resource)} under an id of ours",
    )
    async def create_record(call: CallDep, owner: ledger) -> Response:
        """Sent again with its `Idempotency-Key`, it stores nothing and is answered as before."""
        record_id = None if resource.is_relation else str(uuid_utils.uuid7())
        return await _write(call, resource, owner, record_id, Effect())


def _add_put_by_external_id(router: APIRouter, resource: Resource, ledger: Any) -> None:
    @record_write(
        router.put,
        "/by/{system}/{external_id}",
        f"put_{resource.kind}_by_external_id",
        resource,
        WRITE_CONDITION,
        CREATED,
        summary=f"Create or change the {resource.kind.replace('_', ' ')} that another system knows",
    )
    async def put_by_external_id(
        call: CallDep,
        owner: ledger,
        system: System,
        external_id: OtherId,
        effect: EffectDep,
    ) -> Response:
        """Found by the id that it has there; one that is not known yet gets an id of ours."""
        holder = await call.store.repository.holder(resource, system, external_id)
        if holder is not None and resource.scope == "account" and holder[0] != owner:
            raise Conflict(_named_elsewhere(resource, system, external_id, holder[0]))
        record_id = holder[1] if holder else None if resource.is_relation else str(uuid_utils.uuid7())
        return await _write(call, resource, owner, record_id, effect, names={system: external_id})


def _add_put_and_patch(router: APIRouter, resource: Resource, ledger: Any) -> None:
    @record_write(
        router.put,
        "/{record_id}",
        f"put_{resource.kind}",
        resource,
        CREATE_CONDITION,
        CREATED,
        description=f"{LEFT} `If-None-Match: *` only creates.",
        summary=f"Create or change {one_of(resource)} under your id",
    )
    async def put_record(
        call: CallDep,
        owner: ledger,
        record_id: RecordId,
        effect: EffectDep,
    ) -> Response:
        expects: Expectation = "absent" if creates_only(call.request) else "any"
        return await _write(call, resource, owner, record_id, effect, expects)

    @record_write(
        router.patch,
        "/{record_id}",
        f"patch_{resource.kind}",
        resource,
        WRITE_CONDITION,
        merge_patch=True,
        description=LEFT,
        summary=f"Change fields of {one_of(resource)} (JSON merge patch)",
    )
    async def patch_record(
        call: CallDep,
        owner: ledger,
        record_id: RecordId,
        effect: EffectDep,
    ) -> Response:
        return await _write(call, resource, owner, record_id, effect, "present")


def _add_delete(router: APIRouter, resource: Resource, ledger: Any) -> None:
    @router.delete(
        "/{record_id}",
        operation_id=f"end_{resource.kind}",
        summary=f"End {one_of(resource)}, or erase it for good",
        description="Ends its open edges along with it and lists them; history is kept. With `purge`, nothing is kept.",
        response_model=EndedRecord | ErasedRecord,
        response_description="What became of the record",
        responses=problems(NotFound, Conflict, RevisionMismatch),
        openapi_extra=WRITE_CONDITION,
    )
    async def end_record(
        call: CallDep,
        owner: ledger,
        record_id: RecordId,
        effect: EndDep,
        purge: Purge = False,
    ) -> Response:
        own = _ledger(resource, owner, record_id)
        if purge:
            return await _erase(call, resource, own, record_id, effect)
        item = WriteItem(resource, own, record_id, action="end", **asdict(effect))
        return ended_answer(call, resource, await _store(call, item))


def _named_elsewhere(resource: Resource, system: str, external_id: str, account: str) -> Message:
    return Message(
        "records.external_id_elsewhere", system=system, external_id=external_id, kind=resource.kind, account=account
    )


def _ledger(resource: Resource, owner: str, record_id: str) -> str:
    """Return whose revision a record raises: an account's own record its own."""
    return record_id if resource.scope == "self" else owner


async def _write(
    call: Call,
    resource: Resource,
    owner: str,
    record_id: str | None,
    effect: Effect,
    expects: Expectation = "any",
    names: Mapping[str, str] | None = None,
) -> Response:
    body = await read_json(call.request)
    writable, as_read = parted(resource, body)
    if resource.scope == "self" and holds_dates(sent_body(call.request)):
        zones = await time_zones(call.store, [record_id] if record_id else [])
        take_dates_in(zones.of(record_id, writable))
    sent = validated(resource.fields, writable).model_dump(exclude_unset=True)
    if names:
        sent["external_ids"] = {**(sent.get("external_ids") or {}), **names}
    own = _ledger(resource, owner, record_id or "")
    effects = {"expects": expects, "exact": names is None, "as_read": as_read, **asdict(effect)}
    item = WriteItem(resource, own, record_id, sent, **effects)
    there = await people_there(call, own, [item]) if call.request.method == "POST" else None
    answer = hinting(partial(written_answer, call, resource), [item], there)
    return await write_and_answer(call, Sent(body, [item], if_match=starting_points(call.request)), answer)


async def _store(call: Call, item: WriteItem) -> WriteOutcome:
    if_match = starting_points(call.request)
    with errors_located(in_the_body):
        return await call.store.writer.write([item], author=call.principal.id, if_match=if_match)


async def _erase(call: Call, resource: Resource, own: str, record_id: str, effect: Effect) -> Response:
    if effect != Effect():
        raise InvalidInput.at("?purge", Message("records.erasure_moment"))
    if_match = starting_points(call.request)
    erased = await call.store.erasures.erase(resource, own, record_id, author=call.principal.id, if_match=if_match)
    return erased_answer(call, (resource.kind, record_id), erased)
