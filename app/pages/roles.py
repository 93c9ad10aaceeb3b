"""The table of roles and operations, made from the document of the API: `docs/roles.md`."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute, iter_route_contexts

from app.openapi.document import ANYONE, role_of_request
from app.openapi.references import requests_of, resolved
from app.security.grants import role_of_kinds, role_of_parameters
from schemas.api_keys import Role
from schemas.registry import BOOK_RESOURCES

Row = tuple[str, str, str]
"""Operation, method with path, and the role that it needs."""

_HEAD = """# Roles

Made from the code by `stakegraph key roles`; a test holds it true. A key has one role, and each role may do what those
before it may. Without a good key an operation answers 401, without the role 403. While no key was ever made, the
service listens on loopback only, and whoever is at the machine may do everything.
"""


def outline(app: FastAPI) -> dict[str, Any]:
    """Return of the document of an application as much as roles need, without the seconds that its types take."""
    paths: dict[str, Any] = {}
    for endpoint in iter_route_contexts(app.routes):
        if not isinstance(endpoint.original_route, APIRoute) or not endpoint.include_in_schema:
            continue
        path = endpoint.path_format or ""
        names = [{"name": field.alias} for field in get_flat_params(endpoint.dependant)]
        for method in endpoint.methods or ():
            operation = {"operationId": endpoint.operation_id, "x-role": role_of_request(method, path)}
            paths.setdefault(path, {})[method.lower()] = {**operation, "parameters": names}
    return {"paths": paths}


def operation_rows(document: Mapping[str, Any]) -> Iterator[Row]:
    """Yield every operation; one that can purge has a second row."""
    for method, path, operation in requests_of(document):
        request = f"{method} {path}"
        yield operation["operationId"], request, operation["x-role"]
        if any(resolved(document, each)["name"] == "purge" for each in operation.get("parameters", ())):
            needed = role_of_parameters({"purge": ["true"]})
            yield operation["operationId"], f"{request}?purge=true", needed.value


def kind_rows() -> Iterator[tuple[str, str]]:
    """Yield every kind of a batch of the book with the role that it needs."""
    for resource in BOOK_RESOURCES:
        yield resource.kind, role_of_kinds([resource.kind]).value


def may(role: Role | None, needed: str) -> bool:
    """Whether a role, or none, suffices for an operation."""
    return needed == ANYONE or (role is not None and role.covers(Role(needed)))


def role_table(document: Mapping[str, Any]) -> str:
    """Return both tables as Markdown."""
    heads = " | ".join(["no key", *Role])
    rules = "---|" * (len(Role) + 1)
    lines = [_HEAD, f"| operation | request | {heads} |", f"|---|---|{rules}"]
    lines += [f"| `{name}` | `{request}` | {_cells(needed)} |" for name, request, needed in operation_rows(document)]
    lines += ["", "Items of `POST /v1/batch`, by kind:", "", f"| kind | {heads} |", f"|---|{rules}"]
    lines += [f"| `{kind}` | {_cells(needed)} |" for kind, needed in kind_rows()]
    return "\n".join(lines)


def _cells(needed: str) -> str:
    return " | ".join("yes" if may(role, needed) else "-" for role in (None, *Role))
