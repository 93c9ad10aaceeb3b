"""GEXF 1.2, as Gephi and NetworkX read it: a dynamic graph, whose nodes and edges say when they existed."""

from xml.etree import ElementTree as ET

from app.exchange.graph.files.attributes import Json, Marked, attribute_text, marked, types_of, weight_of

NAMESPACE = "http://www.gexf.net/1.2draft"

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}


def as_gexf(graph: Json) -> bytes:
    """Return a graph of nodes and edges as GEXF; ``start`` and ``end`` are when a record is valid, open where unknown.

    A reference between two records is an edge without times of its own. Every edge is directed, with the attribute
    ``undirected`` where it holds both ways: NetworkX refuses both kinds in one graph.

    Parameters
    ----------
    graph : mapping
        From `as_node_link`.
    """
    nodes, edges = marked(graph["nodes"], "kind"), marked(graph["edges"], "kind", "undirected")
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "version": "1.2"})
    moment = graph["graph"]
    meta = ET.SubElement(root, "meta", {"lastmodifieddate": moment["known_at"][:10]})
    ET.SubElement(meta, "creator").text = "stakegraph"
    ET.SubElement(meta, "description").text = f"{moment['account_id']} as of {moment['as_of']}"
    place = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    keys = {"node": _declared(place, "node", nodes), "edge": _declared(place, "edge", edges)}
    listed = ET.SubElement(place, "nodes")
    for node in nodes:
        own = {"id": node.thing["id"], "label": attribute_text(str(node.thing["name"] or node.thing["id"]))}
        _add_values(ET.SubElement(listed, "node", own | _times(node)), node, keys["node"])
    listed = ET.SubElement(place, "edges")
    for number, edge in enumerate(edges):
        own = {"id": f"e{number}", "source": edge.thing["source"], "target": edge.thing["target"]}
        weight = weight_of(edge)
        own |= {"label": edge.thing["kind"], **({} if weight is None else {"weight": attribute_text(weight)})}
        _add_values(ET.SubElement(listed, "edge", own | _times(edge)), edge, keys["edge"])
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _declared(place: ET.Element, kind: str, things: list[Marked]) -> dict[str, str]:
    found = types_of(things, _TYPES)
    keys = {name: f"{kind}_{name}" for name in found}
    declared = ET.SubElement(place, "attributes", {"class": kind, "mode": "static"})
    for name, type_name in found.items():
        ET.SubElement(declared, "attribute", {"id": keys[name], "title": name, "type": type_name})
    return keys


def _times(thing: Marked) -> dict[str, str]:
    moments = {"start": thing.attributes.get("valid_from"), "end": thing.attributes.get("valid_to")}
    return {name: str(moment) for name, moment in moments.items() if moment is not None}


def _add_values(element: ET.Element, thing: Marked, keys: dict[str, str]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in thing.attributes.items():
        ET.SubElement(values, "attvalue", {"for": keys[name], "value": attribute_text(value)})
