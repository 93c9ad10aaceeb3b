"""Numbers and lists of the remaining records stay within what the design says."""

import pytest

from schemas.records.chains import CHAINS
from schemas.records.closeness_notes import CLOSENESS_NOTES
from schemas.records.coverages import COVERAGES
from schemas.records.stakes import STAKES
from schemas.records.team_members import TEAM_MEMBERS
from schemas.records.team_reporting_lines import TEAM_REPORTING_LINES
from schemas.resource import Resource
from tests.unit.schemas.refusals import refusal, taken

RANGES = [
    (STAKES, "weight", 0, 100),
    (COVERAGES, "cadence_days", 1, 3650),
    (CHAINS, "version", 1, 10_000),
    (CLOSENESS_NOTES, "score", 0, 100),
]


@pytest.mark.parametrize(("resource", "field", "least", "most"), RANGES)
def test_a_number_lies_in_its_range(resource: Resource, field, least, most):
    assert (taken(resource, field, least), taken(resource, field, most)) == (least, most)
    for value in (least - 1, most + 1, True, str(least), float("nan")):
        refusal(resource, field, value)


def test_a_stake_may_have_no_role_and_none_twice():
    assert taken(STAKES, "roles", []) == []
    assert taken(STAKES, "roles", ["user", "champion"]) == ["user", "champion"]
    assert "'user' is listed twice" in refusal(STAKES, "roles", ["user", "user"])
    refusal(STAKES, "roles", ["boss"])


def test_a_stake_has_no_weight_of_its_own_unless_one_is_sent():
    assert not STAKES.defaults


def test_a_coverage_has_one_target_of_a_kind_that_can_be_looked_after():
    assert taken(COVERAGES, "target", {"kind": "chain", "id": "ch1"}).id == "ch1"
    refusal(COVERAGES, "target", {"kind": "step", "id": "s1"})
    refusal(COVERAGES, "target", {"kind": "chain"})
    refusal(COVERAGES, "target", {"kind": "chain", "id": "ch1", "name": "Tender"})


def test_a_line_of_ours_is_of_no_project():
    assert taken(TEAM_REPORTING_LINES, "line", "dotted") == "dotted"
    refusal(TEAM_REPORTING_LINES, "line", "project")


def test_what_one_of_us_knows_stands_once():
    assert taken(TEAM_MEMBERS, "industries", ["machinery", "paper"]) == ["machinery", "paper"]
    assert "'pumps' is listed twice" in refusal(TEAM_MEMBERS, "products", ["pumps", "pumps"])
