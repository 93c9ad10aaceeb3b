"""Gap states: the service writes them, callers read them, and an export comes back."""

import pytest

from tests.api.accounts import Account, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem

GAP = "gap-0c4f1a5d9be27a36"
SEEN = "2026-06-01T00:00:00.000000Z"
REOPENED = "2026-06-20T00:00:00.000000Z"

STATE = {
    "rule": "overdue-contact",
    "severity": "high",
    "people": ["ada"],
    "first_seen": SEEN,
    "since": REOPENED,
    "times_opened": 2,
    "valid_from": SEEN,
    "mute": {"by": "keeper", "reason": "On leave", "until": "2026-09-01T00:00:00.000000Z", "at": REOPENED},
    "feedback": [{"by": "keeper", "verdict": "known", "reason": None, "at": REOPENED}],
}


def state(**fields: object) -> dict[str, object]:
    return item("gap_state", GAP, **{**STATE, **fields})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_caller_writes_one_by_itself(firm: Account, method):
    place = "" if method == "POST" else f"/{GAP}"
    with firm.untouched():
        response = firm.client.request(method, f"{firm.path}/gap-states{place}", json=STATE)
        assert_problem(response, 405, "MethodNotAllowed")
        assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_batch_takes_one_and_it_is_read_with_its_history(firm: Account):
    firm.batch(state(mute=None, feedback=None, since=SEEN, times_opened=1))
    firm.batch(state())
    found = firm.get(f"gap-states/{GAP}")
    assert {name: found[name] for name in STATE} == STATE
    assert found["closed_at"] is None
    assert [one["times_opened"] for one in firm.get(f"gap-states/{GAP}/history")["items"]] == [2, 1]
    assert [one["id"] for one in firm.get("gap-states", rule="overdue-contact", people="ada")["items"]] == [GAP]
    assert firm.get("gap-states", rule="single-cut")["items"] == []
    assert firm.get("gap-states", as_of="2026-05-31T00:00:00Z")["items"] == []


@pytest.mark.parametrize(
    ("fields", "pointer", "says"),
    [
        ({"people": ["nobody"]}, "/people/0", "no person 'nobody'"),
        ({"since": "2026-05-01T00:00:00Z"}, "/since", "first_seen"),
        ({"closed_at": SEEN}, "/closed_at", "since"),
        ({"severity": "awful"}, "/severity", "critical"),
        ({"mute": {"by": "keeper", "until": REOPENED, "at": SEEN}}, "/mute/reason", ""),
        ({"feedback": [{"by": "k", "verdict": "so_so", "at": SEEN}]}, "/feedback/0/verdict", "right"),
    ],
)
def test_one_that_cannot_be_is_refused_where_it_is_wrong(firm: Account, fields, pointer, says):
    with firm.untouched():
        assert_invalid(firm.send(state(**fields)), f"/items/0/data{pointer}", says)


def test_what_a_gap_is_about_never_changes_under_its_id(firm: Account):
    firm.batch(state())
    with firm.untouched():
        refused = assert_invalid(firm.send(state(people=["bo"])), "/items/0/data/people", "never changes ('ada')")
    assert refused["count"] == 1


def test_one_that_is_only_about_an_erased_person_goes_with_them(firm: Account):
    both = f"gap-{fresh_id('x')}"
    firm.batch(state(), item("gap_state", both, rule="single-cut", people=["ada", "bo"], first_seen=SEEN, since=SEEN))
    firm.client.delete(f"{firm.path}/people/ada", params={"purge": "true"}).raise_for_status()
    assert [(one["id"], one["people"]) for one in firm.get("gap-states")["items"]] == [(both, ["bo"])]
    assert_problem(firm.client.get(f"{firm.path}/gap-states/{GAP}"), 404, "NotFound")
