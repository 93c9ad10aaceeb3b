"""The answers of analysis/influence and analysis/network, whole."""

from dataclasses import replace

import pytest
from hypothesis import given

from schemas.analysis.influence import Authority
from schemas.rows.account_graph import DepartmentNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import NOW, account, accounts, influence, line, member, person, stake
from tests.unit.analytics.asked import influence_analysis, network_analysis

SETTINGS = AnalysisSettings()
UNITS = [
    DepartmentNode(name, None, None, above, None) for name, above in [("top", None), ("mid", "top"), ("low", "mid")]
]


def test_an_answer_names_what_it_was_computed_from():
    for answer in (influence_analysis(account(""), SETTINGS), network_analysis(account(""), SETTINGS, "influences")):
        common = answer.model_dump(include={"account_id", "as_of", "known_at", "revision", "book_revision", "settings"})
        assert common == {
            "account_id": "a1",
            "as_of": NOW,
            "known_at": NOW,
            "revision": 7,
            "book_revision": 3,
            "settings": SETTINGS.fingerprint(),
        }


def test_an_empty_account_is_an_answer():
    assert influence_analysis(account(""), SETTINGS).people == ()
    found = network_analysis(account(""), SETTINGS, "reporting-lines").account
    assert (found.people, found.edges, found.density) == (0, 0, None)
    assert set(found.reasons.values()) == {"too_few_people"}


def test_people_are_in_order_of_influence_then_of_id():
    found = influence_analysis(account("di cy bo ada", [influence("bo", "ada", 0.9)]), SETTINGS)
    assert [row.id for row in found.people] == ["bo", "ada", "cy", "di"]


def test_an_unknown_value_is_null_with_a_reason():
    row = influence_analysis(account("ada"), SETTINGS).people[0]
    assert (row.influence, row.brokerage, row.constraint, row.effective_size, row.authority) == (1.0, *[None] * 4)
    assert row.reasons == {
        "authority": "no_edges",
        "brokerage": "too_few_people",
        "constraint": "no_edges",
        "decision_components": "no_decider",
        "decision_influence": "no_decider",
        "effective_size": "no_edges",
        "flag": "no_informal_edge",
        "informal_gap": "no_informal_edge",
    }


def test_a_known_value_has_no_reason():
    reports = ["bo", "cy", "di", "ed", "flo", "gil", "hal"]
    chart = account("ada bo cy di ed flo gil hal", [influence("bo", "cy")], [line(name, "ada") for name in reports])
    decided = replace(chart, stakes=(stake("ada")._replace(weight=1),))
    first = influence_analysis(decided, SETTINGS, "c1").people[0]
    assert (first.id, first.reasons) == ("ada", {})
    assert first.authority == Authority(direct=7, total=7, depth=0, rank=1)


def test_the_depth_below_a_circle_is_null_with_a_reason():
    rows = influence_analysis(account("ada bo", [], [line("bo", "ada"), line("ada", "bo")]), SETTINGS).people
    assert [row.reasons["authority.depth"] for row in rows] == ["no_edges", "no_edges"]


def test_a_person_without_a_name_is_still_a_person():
    assert influence_analysis(account([person("ada")._replace(name=None)]), SETTINGS).people[0].name is None


def test_a_chain_in_scope_adds_its_project_lines():
    lines = [line("bo", "ada", "project", chain="c1")]
    given_account = replace(account("ada bo cy", [], lines), stakes=(stake("ada"), stake("bo")))
    assert {row.constraint for row in influence_analysis(given_account, SETTINGS).people} == {None}
    on_the_chain = influence_analysis(given_account, SETTINGS, chain="c1").people
    assert {row.id: row.constraint for row in on_the_chain} == {"ada": 1.0, "bo": 1.0}


def test_a_department_filters_the_answer_and_not_the_graph():
    places = [member("ada", "top"), member("bo", "low"), member("cy", "mid", None), member("cy", "apart", True)]
    given_account = account("ada bo cy", [influence("bo", "ada", 0.9)], [], places, UNITS)
    everyone = {row.id: row for row in influence_analysis(given_account, SETTINGS).people}
    for department, expected in {"top": ["bo", "ada"], "mid": ["bo"], "apart": ["cy"]}.items():
        rows = influence_analysis(given_account, SETTINGS, department=department).people
        assert [row.id for row in rows] == expected
        assert all(row == everyone[row.id] for row in rows)
        network = network_analysis(given_account, SETTINGS, "influences", department=department)
        assert [row.id for row in network.people] == sorted(expected)
        assert network.account.people == 3


def test_weights_count_in_pagerank_constraint_and_effective_size_only():
    edges = [influence("ada", "bo", 0.9, 1.0), influence("ada", "cy", 0.1, 1.0), influence("bo", "cy", 0.5, 1.0)]
    plain = network_analysis(account("ada bo cy", edges), SETTINGS, "influences")
    weighted = network_analysis(account("ada bo cy", edges), SETTINGS, "influences", weighted=True)
    same = {"id", "in_degree", "out_degree", "betweenness", "closeness_centrality", "brokerage_roles", "reasons"}
    assert plain.account == weighted.account
    for one, other in zip(plain.people, weighted.people, strict=True):
        assert one.model_dump(include=same) == other.model_dump(include=same)
    assert [row.pagerank for row in plain.people] != [row.pagerank for row in weighted.people]
    assert [row.constraint for row in plain.people] != [row.constraint for row in weighted.people]


def test_with_few_edges_the_reason_is_edges_and_not_people():
    found = network_analysis(account("ada bo cy"), SETTINGS, "influences").account
    assert found.density == 0.0
    assert found.in_centralization == 0.0
    assert found.reasons == dict.fromkeys(
        sorted(
            {"reciprocity", "transitivity", "average_distance", "diameter", "hierarchy", "efficiency"}
            | {"least_upper_boundedness"}
        ),
        "no_edges",
    )


@given(accounts())
def test_every_account_has_an_answer_and_every_null_its_reason(drawn):
    for row in influence_analysis(drawn, SETTINGS, "c1").people:
        nulls = {field for field, value in row if value is None and field != "moves"}  # given only on request
        deserved = (
            {"flag"} if row.flag is None and "flag" not in row.reasons else set()
        )  # neither of the two, which is known
        assert nulls - {"name", "title"} - deserved == set(row.reasons) - {"authority.depth"}
    for weighted in (False, True):
        network = network_analysis(drawn, SETTINGS, "reporting-lines", weighted=weighted)
        rows = [(network.account, network.account.reasons), *((row, row.reasons) for row in network.people)]
        for part, reasons in rows:
            assert {field for field, value in part if value is None} - {"name", "title"} == set(reasons)


@pytest.mark.parametrize("field", ["influence_percentile", "influence"])
def test_no_number_is_rounded(field):
    rows = influence_analysis(account("ada bo cy", [influence("ada", "bo", 0.3)]), SETTINGS).people
    assert any(len(repr(getattr(row, field))) > 12 for row in rows)
