"""The graph of one account in the forms that other programs read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic_core import to_json

from app.exchange.account_records import AccountRecords, Row, links_of
from app.exchange.graph.choice import OF_GRAPH, GraphChoice
from app.exchange.graph.files.cytoscape import as_cytoscape
from app.exchange.graph.files.gexf import as_gexf
from app.exchange.graph.files.graphml import as_graphml
from app.http.content_types import JSON
from app.records.answers import record_body
from graph.ledger.stored_form import unnested
from schemas.fields import Identifier
from schemas.instants import Instant
from schemas.links import end_links
from schemas.records.accounts import ACCOUNTS
from schemas.registry import BY_KIND
from schemas.resource import Resource

Format = Literal["json", "node-link", "cytoscape", "graphml", "gexf"]

Json = dict[str, Any]


class Structure(NamedTuple):
    """How a reference of a node stands in the graph: as an edge of a kind, from the node or to it."""

    kind: str
    to_node: bool = False


STRUCTURES: Mapping[tuple[str, str], Structure] = {
    ("department", "part_of"): Structure("part_of"),
    ("opportunity", "department"): Structure("in_department"),
    ("opportunity", "stage_model"): Structure("follows"),
    ("opportunity", "competitors/*"): Structure("competes_for", to_node=True),
    ("opportunity", "failed_step"): Structure("failed_at"),
    ("control_point", "opportunity"): Structure("in_opportunity"),
    ("control_point", "assessor"): Structure("by"),
    ("chain", "opportunity"): Structure("in_opportunity"),
    ("chain", "supersedes"): Structure("supersedes"),
    ("step", "chain"): Structure("has_step", to_node=True),
    ("step", "department"): Structure("in_department"),
    ("interaction", "people/*"): Structure("took_part", to_node=True),
    ("interaction", "members/*"): Structure("took_part", to_node=True),
    ("interaction", "opportunity"): Structure("in_opportunity"),
    ("assessment", "person"): Structure("about"),
    ("assessment", "member"): Structure("towards"),
    ("assessment", "chain"): Structure("in_chain"),
    ("assessment", "assessor"): Structure("by"),
    ("closeness_note", "person"): Structure("about"),
    ("closeness_note", "member"): Structure("towards"),
    ("value_statement", "opportunity"): Structure("in_opportunity"),
    ("value_statement", "aimed_at/*"): Structure("aimed_at"),
    ("value_statement", "deliveries/*/interaction"): Structure("said_in"),
    ("value_statement", "deliveries/*/person"): Structure("said_to"),
    ("gap_state", "chain"): Structure("in_chain"),
    ("gap_state", "people/*"): Structure("about"),
    ("gap_state", "members/*"): Structure("about"),
    ("gap_state", "departments/*"): Structure("about"),
    ("gap_state", "opportunities/*"): Structure("in_opportunity"),
    ("gap_state", "steps/*"): Structure("about"),
    ("action", "member"): Structure("by"),
    ("action", "person"): Structure("about"),
    ("action", "through/*"): Structure("through"),
    ("action", "opportunity"): Structure("in_opportunity"),
    ("action", "chain"): Structure("in_chain"),
    ("action", "step"): Structure("before_step"),
    ("action", "value_statement"): Structure("talks_about"),
}
"""Kind and path of a reference of a node -> its edge."""


class GraphMoment(BaseModel):
    """The account that a graph shows, and when."""

    account_id: Identifier = Field(examples=["acme"])
    as_of: Instant = Field(description="What was so then.")
    known_at: Instant = Field(description="As known then; give both times to have this answer again.")
    revision: int = Field(description="Revision of the account known then.", examples=[7])
    book_revision: int = Field(description="Revision of the book known then.", examples=[3])


_MOMENT: Json = {
    "account_id": "acme",
    "as_of": "2026-06-30T02:00:00Z",
    "known_at": "2026-06-30T02:00:00Z",
    "revision": 7,
    "book_revision": 3,
}

_STAMP: Json = {
    "account_id": "acme",
    "sequence": 1,
    "recorded_at": "2026-06-30T23:12:05.123456Z",
    "recorded_by": "keeper",
}

_ACCOUNT: Json = {
    "id": "acme",
    "name": "Northwind Traders",
    **_STAMP,
    "revision": 7,
    "revised_at": _STAMP["recorded_at"],
}

_PERSON: Json = {"id": "p1", "name": "张伟 Zhang Wei", **_STAMP}
"""Few records and few of their fields; the lists of records have examples with all of them."""


def _records_model() -> type[BaseModel]:
    lists: Any = {
        resource.plural: (
            list[resource.record],  # type: ignore[name-defined]
            Field(default_factory=list, description=f"Every {resource.kind.replace('_', ' ')} that existed then."),
        )
        for resource in OF_GRAPH
    }
    own: Any = (ACCOUNTS.record | None, Field(description="Its own record; null where it did not exist then."))
    example = {**_MOMENT, "account": _ACCOUNT, **{name: [] for name in lists}, "people": [_PERSON]}
    config = ConfigDict(json_schema_extra={"examples": [example]})
    return create_model("AccountRecordsAnswer", __base__=GraphMoment, __config__=config, account=own, **lists)


AccountRecordsAnswer = _records_model()
"""``format=json``: a list of each kind."""


class GraphNode(BaseModel):
    """One record that is not an edge."""

    id: str = Field(description="Kind, colon, id: unique in the graph.", examples=["person:p1"])
    kind: str = Field(description="Kind of record, as in batches.", examples=["person"])
    name: str | None = Field(description="Its name, where such a record has one.", examples=["张伟 Zhang Wei"])
    record: Json = Field(description="All its fields.", examples=[{"id": "p1", "name": "张伟 Zhang Wei"}])


class GraphEdge(BaseModel):
    """One relation: a record, or a reference from one node to another."""

    source: str = Field(description="Id of a node.", examples=["person:p2"])
    target: str = Field(description="Id of a node.", examples=["person:p1"])
    key: str = Field(description="Unique among the edges from source to target.", examples=["influence:i7"])
    kind: str = Field(description="Kind of record, or of the reference: part_of, has_step, ...", examples=["influence"])
    undirected: bool = Field(description="Whether it holds both ways; it is listed once.", examples=[False])
    record: Json | None = Field(description="All its fields; null of a reference.", examples=[{"id": "i7"}])


class NodeLinkGraph(BaseModel):
    """``format=node-link``: what ``networkx.node_link_graph(data, edges="edges")`` reads."""

    model_config = ConfigDict(title="NodeLinkGraph")

    directed: Literal[True] = Field(description="Always true.")
    multigraph: Literal[True] = Field(description="Always true.")
    graph: GraphMoment
    nodes: list[GraphNode]
    edges: list[GraphEdge] = Field(description="Between nodes of this graph only.")


def as_records(found: AccountRecords, choice: GraphChoice) -> Json:
    """Return an account as a list of each kind of record that is asked for."""
    lists = {
        resource.plural: [record_body(resource, row, choice.fields) for row in found.rows[resource.kind]]
        for resource in choice.resources
    }
    account = record_body(ACCOUNTS, found.account) if found.account is not None else None
    return {**_moment(found), "account": account, **lists}


def as_node_link(found: AccountRecords, choice: GraphChoice) -> Json:
    """Return an account as nodes and the edges between them, as networkx writes graphs.

    An edge counts only where both its ends exist and are asked for; a relation without direction is listed once.
    """
    only = choice.fields
    rows = {**found.rows, "account": [found.account] if found.account is not None else []}
    nodes = [
        _node(BY_KIND[kind], row, only) for kind, some in rows.items() for row in some if not BY_KIND[kind].is_edge
    ]
    known = {node["id"] for node in nodes}
    edges = {
        (edge["source"], edge["target"], edge["key"]): edge
        for kind, some in rows.items()
        for row in some
        for edge in _edges(BY_KIND[kind], row, only)
        if edge["source"] in known and edge["target"] in known
    }
    return {
        "directed": True,
        "multigraph": True,
        "graph": _moment(found),
        "nodes": nodes,
        "edges": list(edges.values()),
    }


@dataclass(frozen=True, slots=True)
class GraphForm:
    """One form of the graph: what makes its bytes, its media type, and its file ending, empty where there is none."""

    write: Callable[[AccountRecords, GraphChoice], bytes]
    media_type: str = JSON
    suffix: str = ""


def _file(write: Callable[[Json], bytes], media_type: str, suffix: str) -> GraphForm:
    return GraphForm(lambda found, choice: write(as_node_link(found, choice)), media_type, suffix)


FORMS: Mapping[Format, GraphForm] = {
    "json": GraphForm(lambda found, choice: to_json(as_records(found, choice))),
    "node-link": GraphForm(lambda found, choice: to_json(as_node_link(found, choice))),
    "cytoscape": _file(as_cytoscape, JSON, "cyjs"),
    "graphml": _file(as_graphml, "application/graphml+xml", "graphml"),
    "gexf": _file(as_gexf, "application/gexf+xml", "gexf"),
}


def _moment(found: AccountRecords) -> Json:
    snapshot = found.snapshot
    return {
        "account_id": snapshot.account_id,
        "as_of": snapshot.as_of,
        "known_at": snapshot.known_at,
        "revision": snapshot.revision,
        "book_revision": snapshot.book_revision,
    }


def _node(resource: Resource, row: Row, only: frozenset[str] | None) -> Json:
    kind, record = resource.kind, record_body(resource, row, only)
    return {"id": f"{kind}:{row['id']}", "kind": kind, "name": row.get("name"), "record": record}


def _edges(resource: Resource, row: Row, only: frozenset[str] | None) -> Iterator[Json]:
    if resource.is_edge:
        yield from _relation(resource, row, only)
    else:
        yield from _structure(resource, row)


def _relation(resource: Resource, row: Row, only: frozenset[str] | None) -> Iterator[Json]:
    ends = end_links(resource, unnested(resource, row))
    if len(ends) == 2:
        source, target = (f"{end.kind}:{end.id}" for end in ends)
        undirected = resource.ends[0].place is not None
        key, record = f"{resource.kind}:{row['id']}", record_body(resource, row, only)
        yield _edge(source, target, key, resource.kind) | {"undirected": undirected, "record": record}


def _structure(resource: Resource, row: Row) -> Iterator[Json]:
    node = f"{resource.kind}:{row['id']}"
    for link in links_of(resource, row):
        structure, other = STRUCTURES[resource.kind, path_of(link.pointer)], f"{link.kind}:{link.id}"
        source, target = (other, node) if structure.to_node else (node, other)
        yield _edge(source, target, structure.kind, structure.kind)


def path_of(pointer: str) -> str:
    """Return the path of the reference that a link's pointer belongs to.

    Examples
    --------
    >>> path_of("/deliveries/3/person"), path_of("/assessor/id")
    ('deliveries/*/person', 'assessor')
    """
    return re.sub(r"/\d+", "/*", pointer).removeprefix("/").removesuffix("/id")


def _edge(source: str, target: str, key: str, kind: str) -> Json:
    return {"source": source, "target": target, "key": key, "kind": kind, "undirected": False, "record": None}
