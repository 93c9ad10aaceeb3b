"""The graph itself: `GET /v1/accounts/{account_id}/graph`."""

import asyncio
from typing import Annotated, Any

from fastapi import Depends, Query, Response

from app.dependencies import AccountId, CallDep, MomentDep, strict_router
from app.exchange.account_records import read_account_records
from app.exchange.graph.choice import GraphChoice, graph_choice
from app.exchange.graph.formats import FORMS, AccountRecordsAnswer, Format, NodeLinkGraph
from app.http.errors import problems
from app.http.etags import READ_CONDITION, UNCHANGED
from app.http.moments import moment_headers
from app.http.shapes.asked_shape import WITHOUT_NULLS
from app.questions.asking import ask_elsewhere, response_of
from schemas.errors import NotFound

router = strict_router("graph")

FormatParameter = Annotated[
    Format,
    Query(
        alias="format",
        description="`json`: a list of each kind of record. `node-link`: nodes and edges, as networkx reads them. "
        "`cytoscape`, `graphml`, `gexf` (with times): the same as a file of these, flat and without nulls.",
    ),
]

_XML: dict[str, Any] = {
    form.media_type: {"schema": {"type": "string"}, "example": "<?xml version='1.0' encoding='UTF-8'?>…"}
    for form in FORMS.values()
    if form.media_type.endswith("xml")
}


@router.get(
    "/accounts/{account_id}/graph",
    operation_id="get_account_graph",
    summary="Everything of one account at one moment",
    response_model=AccountRecordsAnswer | NodeLinkGraph,
    responses={
        200: {"content": _XML, "headers": {"Content-Disposition": {}}},
        **UNCHANGED,
        **problems(NotFound),
    },
    openapi_extra=READ_CONDITION,
    **WITHOUT_NULLS,
)
async def get_account_graph(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    choice: Annotated[GraphChoice, Depends(graph_choice)],
    shape: FormatParameter = "json",
) -> Response:
    """Every record of its lists in one answer, with the team members, competitors and stage models that they name.

    The lists of kinds that are not asked for are left out, and of nodes and edges the edges whose ends are.
    """
    snapshot = await call.store.repository.snapshot(account_id, moment.as_of or call.this_hour, moment.known_at)
    known = "".join(filter(str.isdigit, snapshot.known_at))
    etag = call.etag(snapshot.as_of, snapshot.revision, snapshot.book_revision, known)
    if unchanged := call.unchanged(etag):
        return unchanged
    asked = ("graph", snapshot, call.principal.reader, shape, choice)
    if reply := await ask_elsewhere(call, snapshot, asked, may_be_job=False):
        return response_of(reply)
    found = await read_account_records(call.store, snapshot, choice.kinds)
    form = FORMS[shape]
    body = await asyncio.to_thread(form.write, found, choice)
    file = {"Content-Disposition": f'inline; filename="{account_id}.{form.suffix}"'} if form.suffix else {}
    return Response(body, 200, {"ETag": etag, **file, **moment_headers(snapshot)}, form.media_type)
