"""The graph as a file of other programs: read back by what reads them, and as their formats ask for."""

import io
import json
from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from app.exchange.graph.files.attributes import KEPT_FOR_THE_PROGRAM
from tests.api.accounts import Account, done, ending, fresh_id, item

FILES = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml", "cytoscape": "application/json"}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://www.gexf.net/1.2draft}"


@pytest.fixture(scope="module")
def deal(client) -> Account:
    """An organisation with a deal, contacts, a coverage, several edges between two people, and strange names."""
    account = Account(client, tier="A")
    member = fresh_id("m")
    done(client.put(f"/v1/team-members/{member}", json={"name": "李娜"}))
    account.batch(
        item("department", "d", name='R&D <"new"> 研发'),
        item("person", "wei", name="张伟 🙂", tags=["a", "b"], vacant=False),
        item("person", "bo", name="Bo", identity={"account": "elsewhere", "person": "b1"}),
        item("person", "gone", name="Gone", valid_from="2024-02-01T10:00:00Z", valid_to="2090-01-01T00:00:00Z"),
        item("influence", "i1", source="wei", target="bo", strength=0.5, evidence="One\n<Two>"),
        item("influence", "i0", source="bo", target="gone", strength=0),
        item("reporting_line", "r1", person="wei", manager="bo"),
        item("conflict", "c1", people=["wei", "bo"], strength=1),
        item("membership", "m1", person="wei", department="d", valid_from="2025-01-01T00:00:00Z"),
        item("opportunity", "o1", name="焊接产线", amount=1_500_000.5, currency="CNY", department="d"),
        item("control_point", "cp", opportunity="o1", key="award_method", value="open"),
        item("interaction", "x", at="2026-03-01T10:00:00Z", people=["wei", "bo"], members=[member], channel="meal"),
        item("assessment", "as", person="wei", attribute="support", value=1, observed_at="2026-03-01T10:00:00Z"),
        item("assessment", "at", person="wei", attribute="pain", value="slow", observed_at="2026-03-01T10:00:00Z"),
        item("coverage", "cov", member=member, target={"kind": "account", "id": account.id}, duty="owner"),
    )
    return account


def file_of(account: Account, form: str, **parameters: str) -> bytes:
    response = account.client.get(f"{account.path}/graph", params={"format": form, **parameters})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] == FILES[form]
    return response.content


def edges_of(graph: nx.MultiDiGraph) -> Counter[tuple[str, str, str, bool]]:
    return Counter((one, other, data["kind"], data["undirected"]) for one, other, data in graph.edges(data=True))


READERS = {
    "graphml": lambda content: nx.read_graphml(io.BytesIO(content), force_multigraph=True),
    "gexf": lambda content: nx.MultiDiGraph(nx.read_gexf(io.BytesIO(content))),
    "cytoscape": lambda content: nx.cytoscape_graph(json.loads(content)),
}

every_form = pytest.mark.parametrize("form", FILES)


@every_form
def test_networkx_reads_the_same_nodes_and_edges_from_every_file(deal: Account, form):
    expected = nx.node_link_graph(deal.get("graph", format="node-link"), edges="edges")
    read = READERS[form](file_of(deal, form))
    assert read.is_directed()
    assert {node: data["kind"] for node, data in read.nodes(data=True)} == dict(expected.nodes(data="kind"))
    assert edges_of(read) == edges_of(expected)


@every_form
def test_values_come_back_with_their_types_and_nulls_are_left_out(deal: Account, form):
    read = READERS[form](file_of(deal, form))
    wei, deal_node = read.nodes["person:wei"], read.nodes["opportunity:o1"]
    assert (wei["label"], wei["tags"]) == ("张伟 🙂", "a; b")
    assert (wei["vacant"], wei["sequence"], wei["record_id"]) == (False, 1, "wei")
    assert deal_node["amount"] == 1_500_000.5
    assert json.loads(read.nodes["person:bo"]["identity"]) == {"account": "elsewhere", "person": "b1"}
    assert {data["record_value"] for _, data in read.nodes(data=True) if data["kind"] == "control_point"} == {"open"}
    assert "valid_from" not in wei
    values = [value for _, data in read.nodes(data=True) for value in data.values()]
    assert None not in values
    edges = {data["record_id"]: data for _, _, data in read.edges(data=True) if "record_id" in data}
    assert edges["i1"]["evidence"] == "One\n<Two>"
    assert [edges[one].get("weight") for one in ("i1", "c1", "i0")] == [0.5, 1.0, None]


def elements(content: bytes, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(content).iter(tag))  # noqa: S314 - our own


def test_graphml_declares_each_attribute_once_with_a_type_of_its_own(deal: Account):
    """As the schema of GraphML 1.0 asks: unique ids, ends that are nodes, and data of declared keys only."""
    content = file_of(deal, "graphml")
    keys = elements(content, f"{GRAPHML}key")
    assert len({key.get("id") for key in keys}) == len(keys)
    assert {key.get("attr.type") for key in keys} <= {"boolean", "int", "long", "float", "double", "string"}
    for domain, tag in (("node", "node"), ("edge", "edge"), ("graph", "graph")):
        declared = {key.get("id") for key in keys if key.get("for") == domain}
        for element in elements(content, f"{GRAPHML}{tag}"):
            used = [data.get("key") for data in element.findall(f"{GRAPHML}data")]
            assert set(used) <= declared
            assert len(set(used)) == len(used)
    nodes = [node.get("id") for node in elements(content, f"{GRAPHML}node")]
    edges = elements(content, f"{GRAPHML}edge")
    assert len(set(nodes)) == len(nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)


def test_gexf_says_when_nodes_and_edges_existed(deal: Account):
    """As GEXF 1.2 asks of a dynamic graph: start and end of a time that reads as xs:dateTime."""
    content = file_of(deal, "gexf")
    root = ET.fromstring(content)  # noqa: S314 - our own
    assert root.get("version") == "1.2"
    (graph,) = root.findall(f"{GEXF}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    nodes = {node.get("id"): node for node in elements(content, f"{GEXF}node")}
    gone = nodes["person:gone"]
    assert (gone.get("start"), gone.get("end")) == ("2024-02-01T10:00:00.000000Z", "2090-01-01T00:00:00.000000Z")
    assert (nodes["person:wei"].get("start"), nodes["person:wei"].get("end")) == (None, None)
    assert nodes["interaction:x"].get("start") == "2026-03-01T10:00:00.000000Z"
    edges = elements(content, f"{GEXF}edge")
    assert {edge.get("start") for edge in edges if edge.get("label") == "membership"} == {"2025-01-01T00:00:00.000000Z"}
    declared = {one.get("id"): one.get("type") for one in elements(content, f"{GEXF}attribute")}
    assert set(declared.values()) <= {"string", "boolean", "long", "double"}
    assert {value.get("for") for value in elements(content, f"{GEXF}attvalue")} <= declared.keys()
    assert all(float(edge.get("weight", "1")) > 0 for edge in edges)


def test_cytoscape_has_what_its_readers_ask_for(deal: Account):
    """Ids unique over nodes and edges, ends that are nodes, no ``parent``, which would make a compound of a node."""
    found: dict[str, Any] = json.loads(file_of(deal, "cytoscape"))
    nodes = [node["data"] for node in found["elements"]["nodes"]]
    edges = [edge["data"] for edge in found["elements"]["edges"]]
    ids = [one["id"] for one in (*nodes, *edges)]
    assert len(set(ids)) == len(ids)
    assert {edge[end] for edge in edges for end in ("source", "target")} <= {node["id"] for node in nodes}
    assert not any("parent" in one for one in (*nodes, *edges))
    assert all(isinstance(value, str | int | float | bool) for one in (*nodes, *edges) for value in one.values())


def test_a_moment_and_an_etag_are_as_those_of_the_other_forms(deal: Account):
    before = READERS["gexf"](file_of(deal, "gexf", as_of="2024-01-01T00:00:00Z"))
    assert "person:gone" not in before
    url = f"{deal.path}/graph?format=graphml"
    first = deal.client.get(url)
    assert deal.client.get(url, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    moment = {name: first.headers[f"stakegraph-{name.replace('_', '-')}"] for name in ("as_of", "known_at")}
    deal.batch(item("person", "late", name="Late"), ending("person", "late"))
    assert deal.client.get(url, params={"format": "graphml", **moment}).content == first.content
    assert first.headers["content-disposition"] == f'inline; filename="{deal.id}.graphml"'


@every_form
def test_an_account_without_anything_is_a_graph_without_nodes(client, form):
    account = Account(client, valid_from="2020-01-01T00:00:00Z")
    assert len(READERS[form](file_of(account, form, as_of="2019-01-01T00:00:00Z"))) == 0


def test_no_name_of_a_program_is_taken_by_a_field(deal: Account):
    found = json.loads(file_of(deal, "cytoscape"))
    (cov,) = [edge["data"] for edge in found["elements"]["edges"] if edge["data"]["kind"] == "coverage"]
    assert json.loads(cov["record_target"]) == {"kind": "account", "id": deal.id}
    assert {"id", "source", "target", "parent"} <= KEPT_FOR_THE_PROGRAM


@every_form
def test_kinds_and_fields_are_chosen_as_of_the_other_forms(deal: Account, form):
    asked = {"include": "person,influence", "fields": "title,strength"}
    expected = nx.node_link_graph(deal.get("graph", format="node-link", **asked), edges="edges")
    read = READERS[form](file_of(deal, form, **asked))
    assert set(read) == set(expected) == {f"account:{deal.id}", "person:wei", "person:bo", "person:gone"}
    assert edges_of(read) == edges_of(expected)
    assert "tags" not in read.nodes["person:wei"]
    assert {data.get("weight") for _, _, data in read.edges(data=True)} == {0.5, None}
