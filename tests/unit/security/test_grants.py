"""The table of roles: what each kind of operation needs."""

import pytest

from app.security.grants import role_needed, role_of_kinds, role_of_parameters
from schemas.api_keys import Role
from schemas.registry import RESOURCES

BOOK_CONFIGURATION = {"settings", "fields", "stage-models", "templates", "rule-profiles"}


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.path)
def test_an_admin_writes_configuration_an_editor_all_else_and_a_reader_nothing(resource):
    under = "/accounts/{account_id}" if resource.scope == "account" else ""
    writing = Role.ADMIN if not under and resource.path in BOOK_CONFIGURATION else Role.EDITOR
    for place in (resource.path, f"{resource.path}/{{record_id}}", f"{resource.path}/by/{{system}}/{{external_id}}"):
        assert role_needed("GET", f"{under}/{place}") == Role.READER
        for method in ("POST", "PUT", "PATCH", "DELETE", "QUERY", "anything"):
            assert role_needed(method, f"{under}/{place}") == writing
    assert role_of_kinds([resource.kind]) == writing


@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
        ("DELETE", "/jobs/{job_id}", Role.EDITOR),
        ("POST", "/accounts/{account_id}/batch", Role.EDITOR),
        ("POST", "/batch", Role.EDITOR),
    ],
)
def test_all_that_is_not_read_is_written(method, path, role):
    assert role_needed(method, path) == role


@pytest.mark.parametrize(
    ("values", "role"),
    [
        ([], Role.READER),
        (["false"], Role.READER),
        (["0"], Role.READER),
        (["true"], Role.ADMIN),
        (["True"], Role.ADMIN),
        (["1"], Role.ADMIN),
        ([""], Role.ADMIN),
        (["false", "true"], Role.ADMIN),
    ],
)
def test_purging_needs_an_admin_however_it_is_written(values, role):
    assert role_of_parameters({"purge": values}) == role


def test_of_the_kinds_of_a_batch_the_strictest_counts():
    assert role_of_kinds(["account", "setting", "person"]) == Role.ADMIN
    assert role_of_kinds([]) == Role.EDITOR
