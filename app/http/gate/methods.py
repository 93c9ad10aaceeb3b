"""Methods: which an address takes, and `OPTIONS`, which says so without asking the store for anything."""

import re
from collections.abc import Iterator

from fastapi import FastAPI, Response
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount, compile_path

Table = dict[re.Pattern[str], frozenset[str]]

READ = frozenset({"GET", "HEAD"})

ANYTHING = "*"
"""The address that stands for the service itself (RFC 9110, 9.3.7)."""


def allowed_methods(app: FastAPI, path: str) -> tuple[str, ...]:
    """Return the methods that an address takes, as `Allow` lists them; none where nothing is there.

    Parameters
    ----------
    path : str
        Decoded, without the query.
    """
    table = _table(app)
    everywhere = path == ANYTHING
    found = frozenset[str]().union(*(methods for form, methods in table.items() if everywhere or form.match(path)))
    return tuple(sorted(found | {"OPTIONS"})) if found else ()


def options_answer(methods: tuple[str, ...]) -> Response:
    """Return what `OPTIONS` is answered with."""
    return Response(status_code=204, headers=method_headers(methods))


def method_headers(methods: tuple[str, ...]) -> dict[str, str]:
    """Return the headers that say which methods there are, and as what a patch may be sent (RFC 5789)."""
    return {"Allow": ", ".join(methods), **({"Accept-Patch": PATCH_TYPES} if "PATCH" in methods else {})}


PATCH_TYPES = "application/merge-patch+json, application/json"


def _table(app: FastAPI) -> Table:
    """Return the methods by the form of an address; made once, for hundreds of routes share few forms."""
    table: Table | None = getattr(app.state, "methods_by_form", None)
    if table is None:
        table = {}
        for form, methods in _routes(app):
            table[form] = table.get(form, frozenset()) | methods
        app.state.methods_by_form = table
    return table


def _routes(app: FastAPI) -> Iterator[tuple[re.Pattern[str], frozenset[str]]]:
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, Mount):
            yield context.original_route.path_regex, READ
        else:
            methods = frozenset(context.methods or ())
            form, _, _ = compile_path(context.path or "/")
            yield form, methods | READ if "GET" in methods else methods
