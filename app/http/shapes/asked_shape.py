"""What an endpoint whose answer can be asked for in part declares: ``nulls``; an analysis also its parts and fields."""

from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query, Request
from fastapi.routing import APIRoute

from app.http.shapes.answer_parts import HEAD, answer_parts
from app.http.shapes.names import names_asked
from app.http.shapes.shape import Shape, shape_of
from schemas.errors import InvalidInput
from schemas.messages.message import Message

Nulls = Annotated[
    Literal["omit"] | None, Query(description="`omit`: leave out the fields that are null; members of lists stay.")
]
Names = Annotated[str | None, Query(max_length=2000)]

INCLUDE = "Parts of the answer to return, separated by commas; what says of when it is always comes."
EXCLUDE = "Parts of the answer to leave out, separated by commas."
FIELDS = "Fields of the rows of its lists to return, separated by commas; `id` always comes."


async def ask_without_nulls(request: Request, nulls: Nulls = None) -> None:
    """Note whether fields that are null are to be left out."""
    _note(request, Shape(nulls=nulls is None), {"nulls"})


async def ask_for_parts(
    request: Request,
    nulls: Nulls = None,
    include: Annotated[Names, Query(description=INCLUDE)] = None,
    exclude: Annotated[Names, Query(description=EXCLUDE)] = None,
    fields: Annotated[Names, Query(description=FIELDS)] = None,
) -> None:
    """Note how much of an analysis is asked for.

    Raises
    ------
    InvalidInput
        When a part is unknown, or a field that no row of what is left has.
    """
    route: APIRoute = request.scope["route"]
    parts = answer_parts(route.response_model)
    left = set(parts) if include is None else names_asked("include", include, parts) | HEAD
    left -= (names_asked("exclude", exclude, parts) if exclude is not None else set()) - HEAD
    chosen = None if fields is None else _fields(fields, [parts[name] for name in parts if name in left])
    some = None if include is None and exclude is None else frozenset(left)
    _note(request, Shape(nulls is None, some, chosen), {"nulls", "include", "exclude", "fields"})


def _fields(text: str, of_rows: list[frozenset[str]]) -> frozenset[str]:
    possible = sorted(frozenset().union(*of_rows))
    if not possible:
        raise InvalidInput.at("?fields", Message("requests.no_rows"))
    return frozenset(names_asked("fields", text, ["id", *possible]))


def _note(request: Request, shape: Shape, asked_by: set[str]) -> None:
    """Note a shape, and the parameters it was read from: an endpoint may have others of these names."""
    if shape != Shape():
        request.state.shape, request.state.shape_parameters = shape, asked_by


WITHOUT_NULLS: dict[str, Any] = {"dependencies": [Depends(ask_without_nulls)]}
"""What a route takes whose answer can be asked for without nulls."""

IN_PARTS: dict[str, Any] = {"dependencies": [Depends(ask_for_parts)]}
"""The same of an analysis."""


def whole_query(request: Request) -> bytes:
    """Return the query of a request as if the whole answer were asked for: it is computed and kept whole."""
    query: bytes = request.scope["query_string"]
    if shape_of(request) is None:
        return query
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] not in request.state.shape_parameters]).encode()
