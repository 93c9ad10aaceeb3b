"""The graph itself: all that the lists of an account hold, at one moment, in forms that other programs read."""

import time
from collections import Counter
from typing import Any

import networkx as nx
import pytest

from schemas.registry import ACCOUNT_RESOURCES
from tests.api.accounts import Account, done, ending, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem

AS_OF = "2026-06-30T10:00:00Z"


@pytest.fixture
def book(client) -> dict[str, str]:
    """Two team members and a competitor of which the account names one each, and a stage model."""
    ids = {name: fresh_id(name) for name in ("li", "other", "rival", "idle", "model")}
    items = [
        item("team_member", ids["li"], name="李娜"),
        item("team_member", ids["other"], name="Other"),
        item("competitor", ids["rival"], name="鼎泽"),
        item("competitor", ids["idle"], name="Idle"),
        item("stage_model", ids["model"], name="Usual", stages=[{"key": "qualify", "name": "Qualify", "order": 1}]),
    ]
    done(client.post("/v1/batch", json={"items": items}))
    return ids


@pytest.fixture
def deal(firm: Account, book) -> Account:
    """The small organisation with a deal, its decision, and contacts."""
    at = "2026-03-01T10:00:00Z"
    rival = {"competitors": [book["rival"]], "stage_model": book["model"], "stage": "qualify"}
    firm.batch(
        item("person", "wei", name="张伟"),
        item("opportunity", "o1", name="焊接产线", department="sales", **rival),
        item("control_point", "cp", opportunity="o1", key="award_method"),
        item("chain", "old", opportunity="o1", name="Old"),
        item("chain", "ch", opportunity="o1", name="Tender", supersedes="old"),
        item("step", "s1", chain="ch", order=1, name="Budget", department="field"),
        item("interaction", "i1", at=at, people=["wei", "ada"], members=[book["li"]], channel="meal", opportunity="o1"),
        item("assessment", "as", person="wei", attribute="support", value=1, observed_at=at, chain="ch"),
        item("value_statement", "v", opportunity="o1", text="停机减半", aimed_at=["wei", "bo"]),
        item("action", "do", what="Call.", member=book["li"], person="wei", through=["bo"], step="s1"),
        item("stake", "st", person="wei", chain="ch", step="s1", roles=["approver"]),
        item("conflict", "same", people=["wei", "bo"]),
        item("alliance", "same", people=["wei", "bo"]),
        item("coverage", "cov", member=book["li"], target={"kind": "account", "id": firm.id}, duty="owner"),
        item("department_relation", "dr", source="sales", target="field", kind="approves"),
        item("competitor_tie", "ct", competitor=book["rival"], person="wei", rung="known"),
    )
    return firm


def node_link(account: Account, **parameters: str) -> dict[str, Any]:
    return account.get("graph", format="node-link", **parameters)


def read_back(account: Account, **parameters: str) -> nx.MultiDiGraph:
    return nx.node_link_graph(node_link(account, **parameters), edges="edges")


def test_it_holds_what_the_lists_hold(deal: Account, book):
    found = deal.get("graph", as_of=AS_OF)
    for resource in ACCOUNT_RESOURCES:
        assert found[resource.plural] == deal.get(resource.path, as_of=AS_OF)["items"], resource.kind
    assert found["account"] == done(deal.client.get(deal.path, params={"as_of": AS_OF}))
    assert [each["id"] for each in found["team_members"]] == [book["li"]]
    assert [each["id"] for each in found["competitors"]] == [book["rival"]]
    assert [each["id"] for each in found["stage_models"]] == [book["model"]]
    assert found["revision"] == deal.revision
    assert found["book_revision"] > 0


def test_networkx_reads_it_back(deal: Account, book):
    lists, graph = deal.get("graph"), read_back(deal)
    assert isinstance(graph, nx.MultiDiGraph)
    nodes = [resource for resource in ACCOUNT_RESOURCES if not resource.is_edge]
    expected = {resource.kind: len(lists[resource.plural]) for resource in nodes if lists[resource.plural]}
    expected |= {"account": 1, "team_member": 1, "competitor": 1, "stage_model": 1}
    assert Counter(kind for _, kind in graph.nodes(data="kind")) == expected
    kinds = Counter(kind for _, _, kind in graph.edges(data="kind"))
    for resource in ACCOUNT_RESOURCES:
        if resource.is_edge:
            assert kinds[resource.kind] == len(lists[resource.plural]), resource.kind
    assert graph.graph["account_id"] == deal.id
    assert graph.nodes["person:wei"]["name"] == "张伟"
    assert graph.nodes["opportunity:o1"]["record"]["name"] == "焊接产线"
    assert graph.edges["person:ada", "person:bo", "reporting_line:ada-bo"]["record"]["line"] == "solid"


def test_what_nodes_say_of_each_other_are_edges_too(deal: Account, book):
    li, rival = f"team_member:{book['li']}", f"competitor:{book['rival']}"
    found = {(source, target, kind) for source, target, kind in read_back(deal).edges(data="kind")}
    assert found >= {
        ("department:field", "department:sales", "part_of"),
        ("chain:ch", "opportunity:o1", "in_opportunity"),
        ("chain:ch", "chain:old", "supersedes"),
        ("chain:ch", "step:s1", "has_step"),
        ("step:s1", "department:field", "in_department"),
        ("person:wei", "interaction:i1", "took_part"),
        (li, "interaction:i1", "took_part"),
        ("assessment:as", "person:wei", "about"),
        ("assessment:as", "chain:ch", "in_chain"),
        ("value_statement:v", "person:bo", "aimed_at"),
        (rival, "opportunity:o1", "competes_for"),
        ("action:do", li, "by"),
        ("action:do", "person:bo", "through"),
        ("action:do", "step:s1", "before_step"),
        (li, f"account:{deal.id}", "coverage"),
        ("opportunity:o1", f"stage_model:{book['model']}", "follows"),
    }


def test_a_relation_without_direction_stands_once_and_one_id_may_serve_two_kinds(deal: Account):
    between = read_back(deal).get_edge_data("person:bo", "person:wei")
    assert {(key, edge["kind"], edge["undirected"]) for key, edge in between.items()} == {
        ("conflict:same", "conflict", True),
        ("alliance:same", "alliance", True),
    }
    assert not read_back(deal).has_edge("person:wei", "person:bo")


def test_an_edge_counts_only_where_both_ends_exist(deal: Account):
    deal.batch(ending("person", "wei", effective_at="2026-05-01T00:00:00Z"))
    now, before = read_back(deal), read_back(deal, as_of="2026-04-01T00:00:00Z")
    assert "person:wei" in before
    assert "person:wei" not in now
    assert ("person:ada", "interaction:i1") in now.edges()
    assert all("kind" in data for _, data in now.nodes(data=True))


def test_before_anything_was_there_it_is_empty(client):
    account = Account(client, valid_from="2020-01-01T00:00:00Z")
    found = account.get("graph", as_of="2019-01-01T00:00:00Z")
    assert (found["account"], found["people"]) == (None, [])
    assert node_link(account, as_of="2019-01-01T00:00:00Z")["nodes"] == []


@pytest.mark.parametrize("form", ["json", "node-link", "gexf"])
def test_it_is_given_again_byte_for_byte(deal: Account, form):
    url = f"{deal.path}/graph"
    first = deal.client.get(url, params={"format": form})
    moment = {
        "as_of": first.headers["stakegraph-as-of"],
        "known_at": first.headers["stakegraph-known-at"],
        "format": form,
    }
    deal.batch(item("person", "ada", title="Later"), ending("influence", "cy-ada"))
    assert deal.client.get(url, params=moment).content == first.content
    assert deal.client.get(url, params={"format": form}).content != first.content


def test_whoever_has_it_is_not_sent_it_again(deal: Account, book):
    url = f"{deal.path}/graph?as_of={AS_OF}"
    etag = deal.client.get(url).headers["etag"]
    assert deal.client.get(url, headers={"if-none-match": etag}).status_code == 304
    done(deal.client.put(f"/v1/team-members/{book['li']}", json={"name": "李娜娜"}))
    after = deal.client.get(url, headers={"if-none-match": etag})
    assert after.status_code == 200
    deal.put("people/ada", title="Clerk")
    assert deal.client.get(url).headers["etag"] != after.headers["etag"]


def test_unknown_accounts_and_formats_are_refused(firm: Account):
    assert_problem(firm.client.get("/v1/accounts/nobody-here/graph"), 404, "NotFound")
    assert_invalid(firm.client.get(f"{firm.path}/graph?format=dot"), "?format")


def test_more_than_one_page_comes_whole_and_soon(firm: Account):
    contacts = [
        item("interaction", f"i{number}", at="2026-03-01T10:00:00Z", people=["ada"], channel="call")
        for number in range(1_500)
    ]
    firm.batch(*contacts)
    firm.get("graph")
    started = time.monotonic()
    found = firm.get("graph")
    assert time.monotonic() - started < 10  # a busy machine may be slow; it takes some 0.4 s
    assert len(found["interactions"]) == 1_500


def test_the_kinds_and_fields_that_are_asked_for_are_those_of_the_whole_graph(deal: Account):
    whole = deal.get("graph")
    some = deal.get("graph", include="person,influence,team_member", exclude="team_member", fields="name,strength")
    lists = {name: found for name, found in some.items() if isinstance(found, list)}
    assert lists.keys() == {"people", "influences"}
    assert lists["people"] == [{name: one[name] for name in ("account_id", "id", "name")} for one in whole["people"]]
    assert [set(one) for one in lists["influences"]] == [{"account_id", "id", "strength"}] * len(whole["influences"])


def test_of_the_book_those_are_left_who_are_named_by_what_was_asked_for(deal: Account, book):
    assert [one["id"] for one in deal.get("graph", include="interaction,team_member")["team_members"]] == [book["li"]]
    assert deal.get("graph", include="person,team_member")["team_members"] == []


def test_an_edge_between_nodes_that_were_not_asked_for_is_left_out(deal: Account):
    some = node_link(deal, exclude="person")
    assert all(node["kind"] != "person" for node in some["nodes"])
    assert {edge["kind"] for edge in some["edges"]}.isdisjoint({"influence", "membership"})
    nx.node_link_graph(some, edges="edges")


@pytest.mark.parametrize(
    ("name", "value"),
    [("include", "people"), ("exclude", "person,nothing"), ("include", ""), ("fields", "name,shoe_size")],
)
def test_unknown_kinds_and_fields_are_refused_with_those_that_are_known(firm: Account, name, value):
    refused = firm.client.get(f"{firm.path}/graph", params={name: value})
    assert_problem(refused, 422, "InvalidInput", pointer=f"?{name}", says="person" if name != "fields" else "strength")
