"""Spans of time that are none: each is refused with its place, and an account that is not there is not found."""

import pytest

from tests.api.accounts import Account, fresh_id
from tests.api.problems import assert_invalid, assert_problem

LATER = "2099-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("parameters", "pointer", "says"),
    [
        ({"from": LATER, "to": "2026-01-01T00:00:00Z"}, "?from", "must not be after `to`"),
        (
            {"from": "2026-01-01T00:00:00Z", "from_known_at": LATER, "known_at": "2026-01-01T00:00:00Z"},
            "?from_known_at",
            "must not be after `known_at`",
        ),
        ({}, "?from", "is required"),
        ({"from": "yesterday"}, "?from", "such as"),
    ],
    ids=["from-after-to", "knowledge-lost", "no-from", "no-instant"],
)
def test_a_span_that_is_none_is_refused_with_its_place(firm: Account, parameters, pointer, says):
    response = firm.client.get(f"{firm.path}/analysis/changes", params=parameters)
    assert_invalid(response, pointer, says=says)


def test_an_account_that_is_not_there_is_not_found(client):
    response = client.get(f"/v1/accounts/{fresh_id()}/analysis/changes", params={"from": LATER, "to": LATER})
    assert_problem(response, 404, "NotFound")
