"""Roles and operations: every cell of the table that the code makes, asked over HTTP."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from app.dependencies import get_principal
from app.main import create_app
from app.openapi.document import ANYONE
from app.openapi.references import requests_of
from app.pages.roles import Row, kind_rows, may, operation_rows
from app.settings import Settings
from schemas.api_keys import Role
from tests.api.keys import Sent, connect_from, make_key
from tests.api.openapi_parts import golden
from tests.api.problems import assert_problem
from tests.api.serving import Service, wait_until
from tests.cli.running import stakegraph
from tests.conftest import Serve

TABLE = Path(__file__).parents[2] / "docs" / "roles.md"
ROWS = list(operation_rows(golden()))

HOLDERS: dict[str, Role | None] = {role.value: role for role in Role} | dict.fromkeys(["nobody", "expired", "revoked"])
"""Who asks, and the role that counts."""


def named(row: Row) -> str:
    """Return what a test of a row is called."""
    return row[0] + ("-purge" if "?" in row[1] else "")


VALUES = {"system": "salesforce", "external_id": "0035g00000ABCDE", "account_id": "acme", "record_id": "p1"}

Keys = dict[str, Sent]


@pytest.fixture(scope="module")
def service(serve: Serve) -> Service:
    """A service of its own, whose keys no other test has."""
    return serve("roles")


@pytest.fixture(scope="module")
def keys(service: Service) -> Keys:
    """A key of each role, one that has expired and one that was revoked."""
    made = {role.value: make_key(service, role) for role in Role}
    made["expired"] = make_key(service, Role.ADMIN, seconds=-1.0)
    made["revoked"] = make_key(service, Role.ADMIN, revoked=True)
    with connect_from(service) as client:
        wait_until(lambda: client.get("/v1/accounts").status_code == 401)
    return made


@pytest.fixture(scope="module")
def clients(service: Service, keys: Keys) -> Iterator["cycle[httpx.Client]"]:
    """Clients at many addresses, for those without a good key are counted by theirs."""
    opened = [connect_from(service) for _ in range(64)]
    yield cycle([each.__enter__() for each in opened])
    for each in opened:
        each.__exit__(None, None, None)


def ask(clients: "cycle[httpx.Client]", keys: Keys, row: Row, holder: str) -> httpx.Response:
    """Send the barest request of an operation: without a body, about what is not there."""
    method, url = row[1].split(" ")
    headers = keys[holder].header if holder in keys else {}
    filled = re.sub(r"{(\w+)}", lambda found: VALUES.get(found[1], "x1"), url)
    return next(clients).request(method, filled, headers=headers)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_every_cell(clients, keys, row):
    for holder, role in HOLDERS.items():
        assert_cell(ask(clients, keys, row, holder), role, row[2])


def assert_cell(response: httpx.Response, role: Role | None, needed: str) -> None:
    """Assert what a role, or none, is answered where another one is needed."""
    if may(role, needed):
        assert response.status_code in {200, 201, 204, 404, 409, 415, 422}, response.text
    elif role is None:
        assert_problem(response, 401, "NotAuthenticated")
        assert response.headers["www-authenticate"] == "Bearer"
    else:
        assert_problem(response, 403, "NotAllowed", says=f"needs the role '{needed}'")


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] != ANYONE], ids=named)
def test_no_role_but_admin_purges_anywhere(clients, keys, row):
    asked = (row[0], f"{row[1].partition('?')[0]}?purge=false&purge=True", row[2])
    for role in (Role.READER, Role.EDITOR):
        assert_problem(ask(clients, keys, asked, role), 403, "NotAllowed", says="needs the role 'admin'")
    assert ask(clients, keys, asked, Role.ADMIN).status_code != 403


@pytest.mark.parametrize(("kind", "needed"), list(kind_rows()))
@pytest.mark.parametrize("role", Role)
def test_every_kind_of_a_batch_of_the_book(clients, keys, kind, needed, role):
    items = [{"kind": kind, "id": "not-there", "action": "end"}]
    response = next(clients).post("/v1/batch", json={"items": items}, headers=keys[role].header)
    assert (response.status_code != 403) == may(role, needed), response.text


def calls(dependant: Dependant) -> Iterator[object]:
    """Yield what an endpoint depends on, however far down, in the order of calling."""
    for needed in dependant.dependencies:
        yield from calls(needed)
        yield needed.call


def test_every_route_below_v1_asks_who_it_is_before_all_else():
    seen = 0
    for context in iter_route_contexts(create_app(Settings()).routes):
        if not str(context.path).startswith("/v1"):
            continue
        seen += 1
        route = context.original_route
        assert isinstance(route, APIRoute), f"{context.path}: only an endpoint is held to its role"
        assert context.path == f"/v1{route.path}", "the role follows from the path below /v1"
        first = next(call for call in calls(context.dependant) if call.__class__.__name__ == "function")
        assert first is get_principal, context.path
    assert seen == sum(row[2] != ANYONE and "?" not in row[1] for row in ROWS)


def test_what_needs_no_key_is_named():
    assert {row[1] for row in ROWS if row[2] == ANYONE} == {"GET /healthz", "GET /readyz"}


def test_the_document_says_what_the_service_does():
    document = golden()
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for _, path, operation in requests_of(document):
        open_to_all = operation["x-role"] == ANYONE
        assert operation.get("security", document["security"]) == ([] if open_to_all else [{}, {"key": []}]), path
        assert open_to_all or "default" in operation["responses"], path
    refusal = document["components"]["responses"]["AnyProblem"]
    assert refusal["headers"].keys() >= {"WWW-Authenticate", "Retry-After"}


def test_the_repository_holds_the_table_that_the_code_makes():
    printed = stakegraph("key", "roles").stdout
    renew = ".venv/bin/stakegraph key roles > docs/roles.md"
    assert TABLE.read_text(encoding="utf-8") == printed, f"look at the difference, then renew it: {renew}"
