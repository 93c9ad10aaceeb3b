"""GraphML, as yEd, Gephi, igraph and NetworkX read it."""

from xml.etree import ElementTree as ET

from app.exchange.graph.files.attributes import Json, Marked, attribute_text, marked, types_of, weight_of

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

_SCHEMA = f"{NAMESPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}


def as_graphml(graph: Json) -> bytes:
    """Return a graph of nodes and edges as GraphML; every attribute is declared with its type.

    Every edge is directed, with the attribute ``undirected`` where it holds both ways: not every reader takes both
    kinds in one graph.

    Parameters
    ----------
    graph : mapping
        From `as_node_link`.
    """
    nodes, edges = marked(graph["nodes"], "kind", "name"), marked(graph["edges"], "kind", "undirected")
    for node in nodes:
        node.attributes["label"] = str(node.thing["name"] or node.thing["id"])
    for edge in edges:
        if (weight := weight_of(edge)) is not None:
            edge.attributes["weight"] = weight
    root = ET.Element("graphml", {"xmlns": NAMESPACE, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance"})
    root.set("xsi:schemaLocation", _SCHEMA)
    keys = {"node": _declared(root, "node", nodes), "edge": _declared(root, "edge", edges)}
    moments = {name: _key(root, "graph", name, type(value)) for name, value in graph["graph"].items()}
    place = ET.SubElement(root, "graph", {"id": "graph", "edgedefault": "directed"})
    for name, value in graph["graph"].items():
        ET.SubElement(place, "data", {"key": moments[name]}).text = attribute_text(value)
    for node in nodes:
        _add_data(ET.SubElement(place, "node", {"id": node.thing["id"]}), node, keys["node"])
    for number, edge in enumerate(edges):
        ends = {"id": f"e{number}", "source": edge.thing["source"], "target": edge.thing["target"]}
        _add_data(ET.SubElement(place, "edge", ends), edge, keys["edge"])
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _declared(root: ET.Element, domain: str, things: list[Marked]) -> dict[str, str]:
    types = types_of(things, _TYPES)
    names = {kind: python for python, kind in _TYPES.items()}
    return {name: _key(root, domain, name, names[kind]) for name, kind in types.items()}


def _key(root: ET.Element, domain: str, name: str, kind: type) -> str:
    key = f"{domain}_{name}"
    ET.SubElement(root, "key", {"id": key, "for": domain, "attr.name": name, "attr.type": _TYPES[kind]})
    return key


def _add_data(element: ET.Element, thing: Marked, keys: dict[str, str]) -> None:
    for name, value in thing.attributes.items():
        ET.SubElement(element, "data", {"key": keys[name]}).text = attribute_text(value)
