"""What an endpoint whose answer can be asked for in part declares: ``nulls``; an analysis also its parts and fields."""

from collections.abc import Iterable, Set
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel

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


PARTS = frozenset({"nulls", "include", "exclude"})
"""Parameters that say which parts of an answer are asked for."""


async def ask_without_nulls(request: Request, nulls: Nulls = None) -> None:
    """Note whether fields that are null are to be left out."""
    _note(request, Shape(nulls=nulls is None), {"nulls"})


async def ask_for_parts(
    request: Request,
    nulls: Nulls = None,
    include: Annotated[Names, Query(description=INCLUDE)] = None,
    exclude: Annotated[Names, Query(description=EXCLUDE)] = None,
) -> None:
    """Note how much of an analysis is asked for, of which no part is a list of rows.

    Raises
    ------
    InvalidInput
        When a part is unknown.
    """
    _note(request, Shape(nulls is None, _some(_parts_left(request, include, exclude), include, exclude)), PARTS)


async def ask_for_rows(
    request: Request,
    nulls: Nulls = None,
    include: Annotated[Names, Query(description=INCLUDE)] = None,
    exclude: Annotated[Names, Query(description=EXCLUDE)] = None,
    fields: Annotated[Names, Query(description=FIELDS)] = None,
) -> None:
    """Note how much of an analysis is asked for, and of the rows of its lists.

    Raises
    ------
    InvalidInput
        When a part is unknown, or a field that no row of what is left has.
    """
    left = _parts_left(request, include, exclude)
    chosen = None if fields is None else _fields(fields, list(left.values()))
    _note(request, Shape(nulls is None, _some(left, include, exclude), chosen), PARTS | {"fields"})


def _parts_left(request: Request, include: str | None, exclude: str | None) -> dict[str, frozenset[str]]:
    """Return the parts of an answer that are asked for, each with the fields of its rows."""
    route: APIRoute = request.scope["route"]
    parts = answer_parts(route.response_model)
    left = set(parts) if include is None else names_asked("include", include, parts) | HEAD
    left -= (names_asked("exclude", exclude, parts) if exclude is not None else set()) - HEAD
    return {name: parts.get(name, frozenset()) for name in left}


def _some(left: Iterable[str], include: str | None, exclude: str | None) -> frozenset[str] | None:
    return None if include is None and exclude is None else frozenset(left)


def _fields(text: str, of_rows: list[frozenset[str]]) -> frozenset[str]:
    possible = sorted(frozenset().union(*of_rows))
    if not possible:
        raise InvalidInput.at("?fields", Message("requests.no_rows"))
    return frozenset(names_asked("fields", text, ["id", *possible]))


def _note(request: Request, shape: Shape, asked_by: Set[str]) -> None:
    """Note a shape, and the parameters it was read from: an endpoint may have others of these names."""
    if shape != Shape():
        request.state.shape, request.state.shape_parameters = shape, asked_by


WITHOUT_NULLS: dict[str, Any] = {"dependencies": [Depends(ask_without_nulls)]}
"""What a route takes whose answer can be asked for without nulls."""


def in_parts(model: type[BaseModel]) -> dict[str, Any]:
    """Return the same of an analysis, by its answer: fields are offered where a part is a list of rows."""
    has_rows = any(answer_parts(model).values())
    return {"dependencies": [Depends(ask_for_rows if has_rows else ask_for_parts)]}


def whole_query(request: Request) -> bytes:
    """Return the query of a request as if the whole answer were asked for: it is computed and kept whole."""
    query: bytes = request.scope["query_string"]
    if shape_of(request) is None:
        return query
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] not in request.state.shape_parameters]).encode()
