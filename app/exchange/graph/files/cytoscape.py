"""Cytoscape JSON, as Cytoscape, cytoscape.js and NetworkX read it."""

from pydantic_core import to_json

from app.exchange.graph.files.attributes import Json, Marked, marked, weight_of


def as_cytoscape(graph: Json) -> bytes:
    """Return a graph of nodes and edges as Cytoscape JSON: ``elements`` with ``data`` each, no null anywhere.

    ``data.value`` repeats the id of a node, as NetworkX asks for; ``data.interaction`` the kind of an edge, which is
    what Cytoscape calls it.

    Parameters
    ----------
    graph : mapping
        From `as_node_link`.
    """
    moment = graph["graph"]
    return to_json(
        {
            "format_version": "1.0",
            "generated_by": "stakegraph",
            "target_cytoscapejs_version": "~3",
            "data": {"name": moment["account_id"], "shared_name": moment["account_id"], **moment},
            "directed": True,
            "multigraph": True,
            "elements": {
                "nodes": [{"data": _node(one)} for one in marked(graph["nodes"], "kind")],
                "edges": [{"data": _edge(one)} for one in marked(graph["edges"], "kind", "key", "undirected")],
            },
        }
    )


def _node(node: Marked) -> Json:
    name = node.thing["name"] or node.thing["id"]
    own = {"id": node.thing["id"], "value": node.thing["id"], "name": name, "shared_name": name, "label": name}
    return own | node.attributes


def _edge(edge: Marked) -> Json:
    thing, weight = edge.thing, weight_of(edge)
    ends = {"source": thing["source"], "target": thing["target"], "interaction": thing["kind"]}
    own = {"id": f"{thing['key']} {thing['source']} {thing['target']}", **ends, "label": thing["kind"]}
    return own | edge.attributes | ({} if weight is None else {"weight": weight})
