"""Shapes of statements: a plain resource says what it is called, and every statement of its kind is there."""

import json
import re

import pytest

from cypher import StatementError, statements
from cypher.expansion import SHAPES, blocks_of, expanded, lines_needed
from cypher.heads import head_of
from schemas.registry import BY_KIND, RESOURCES
from schemas.resource import Resource
from tests.architecture.sources import ROOT, broken

SPELLED_OUT = {
    "account": "it is what all others are locked by",
    "coverage": "it ends in five kinds of records",
    "competitor_tie": "it begins in the book and ends in an account",
}
"""Resources without a shape, and why."""

LINES_OF_A_PLAIN_FILE = 8

SHAPED = [resource for resource in RESOURCES if resource.kind not in SPELLED_OUT]
EDGES = [resource for resource in SHAPED if resource.is_edge]

shaped = pytest.mark.parametrize("resource", SHAPED, ids=lambda resource: resource.kind)


def text_of(resource: Resource) -> str:
    return (ROOT / "cypher" / f"{resource.plural}.cypher").read_text(encoding="utf-8")


PLAIN = [resource for resource in SHAPED if not list(blocks_of(text_of(resource)))]


def head(resource: Resource) -> dict[str, str]:
    return head_of(f"{resource.plural}.cypher", text_of(resource))


def shapes_of(resource: Resource) -> list[str]:
    """Return the shapes that a resource must have, by its schema."""
    if resource.scope == "book":
        return ["book_edge" if resource.is_edge else "book_record"]
    return ["account_edge" if resource.is_edge else "account_node", *(["owned_node"] if resource.owner else [])]


def names_in(shape: str) -> set[str]:
    return {name for name, _ in blocks_of((SHAPES / f"{shape}.cypher").read_text(encoding="utf-8"))}


def label_of(kind: str) -> str:
    return "Account" if kind == "account" else head(BY_KIND[kind])["label"]


@shaped
def test_a_resource_has_the_shapes_of_its_schema_and_every_statement_of_them(resource: Resource):
    assert head(resource)["shape"].split(", ") == shapes_of(resource)
    expected = set().union(*map(names_in, shapes_of(resource)))
    found = {name.partition(".")[2] for name in statements() if name.startswith(f"{resource.plural}.")}
    assert not expected - found, broken("A resource has every statement of its shape.", sorted(expected - found))


@pytest.mark.parametrize("kind", sorted(set(SPELLED_OUT) - {"account"}))
def test_an_edge_without_a_shape_has_the_statements_of_one_all_the_same(kind: str):
    found = {name.partition(".")[2] for name in statements() if name.startswith(f"{BY_KIND[kind].plural}.")}
    assert found >= names_in("account_edge") - {"of_sources"}, "which begin at records that the account may not have"


@pytest.mark.parametrize("resource", PLAIN, ids=lambda resource: resource.kind)
def test_a_plain_resource_is_a_few_lines(resource: Resource):
    assert len(text_of(resource).splitlines()) <= LINES_OF_A_PLAIN_FILE


def test_most_resources_write_nothing_out():
    assert len(PLAIN) >= 3 * len(SHAPED) / 4


@shaped
def test_a_head_and_a_schema_speak_of_the_same_record(resource: Resource):
    said = head(resource)
    assert said["kind"] == resource.kind
    assert said.get("owner", "").partition(", ")[0] == resource.owner
    example = {**json.loads(said["example"]), **json.loads(said.get("further", "{}"))}
    stored = {stored for name in resource.fields.model_fields for stored in resource.stored_names(name)}
    assert {name for field in resource.required for name in resource.stored_names(field)} <= example.keys() <= stored


@pytest.mark.parametrize("resource", EDGES, ids=lambda resource: resource.kind)
def test_an_edge_runs_between_the_ends_of_its_schema_under_its_type(resource: Resource):
    said = head(resource)
    assert said["type"] == resource.relation
    for line, end in zip(("source", "target"), resource.ends, strict=True):
        field = end.field if end.place is None else f"{end.field}[{end.place}]"
        assert said[line] == f"{end.kind} {label_of(end.kind)} by {field}"


def test_no_two_resources_have_one_label():
    labels = [label for resource in SHAPED if (label := head(resource).get("label"))]
    assert len(set(labels)) == len(labels) > 0


@pytest.mark.parametrize("shape", sorted(path.stem for path in SHAPES.glob("*.cypher")))
def test_a_shape_names_the_lines_that_a_head_must_have(shape: str):
    text = (SHAPES / f"{shape}.cypher").read_text(encoding="utf-8")
    assert set(head_of(shape, text)["head"].split(", ")) == lines_needed(shape)


def test_no_place_of_a_shape_is_left_open():
    assert not [found.name for found in statements().values() if re.search(r"\{\{|\}\}", found.text + found.prose)]


HEAD = "// shape: account_node\n// label: Plant\n// kind: plant\n// prose: plant, plants\n"
EXAMPLE = '// example: {"name": "Works"}\n'
EDGE = (
    "// shape: account_edge\n// type: SHIPS_TO\n// source: plant Plant by from\n// target: plant Plant by to\n"
    '// kind: shipment\n// prose: shipment, shipments\n// example: {"from": "w1", "to": "w2"}\n'
)
GET = "\n// name: get\n// Own.\n// mode: read\nRETURN 1"


def test_a_shape_is_filled_with_what_the_head_says():
    found = dict(expanded("plants.cypher", HEAD + EXAMPLE))
    assert "MATCH (record:Plant {account_id: $account_id})" in found["list"]
    assert found["key"].startswith("// Plants are found by account and id.")
    assert '"name": "Works", "sequence": 1' in found["create"]


def test_further_values_are_of_new_records_and_not_of_what_finds_them():
    found = dict(expanded("shipments.cypher", EDGE + '// further: {"by": "rail"}\n'))
    assert '"to": "w2", "by": "rail", "sequence": 1' in found["create"]
    assert '"to": "w2"}]}' in found["by_ends"]


BROKEN = {
    "something missing": (HEAD, "shape account_node needs example"),
    "something empty": (HEAD.replace("Plant", "") + EXAMPLE, "shape account_node needs label"),
    "something unknown": (HEAD + EXAMPLE + "// owner: line, lines\n", "no shape of it has a place for owner"),
    "no shape": (HEAD.partition("\n")[2] + EXAMPLE, "no shape of it has a place for example, kind, label, prose"),
    "unknown shape": (HEAD.replace("account_node", "hexagon"), "there is no shape hexagon"),
    "a line twice": (HEAD + EXAMPLE + "// label: Works\n", "label is there twice"),
    "a statement twice": (HEAD + EXAMPLE + GET.replace("get", "own") * 2, "own is there twice"),
    "a statement of two shapes": (HEAD.replace("node", "node, account_node") + EXAMPLE, "key is there twice"),
    "written out unsaid": (HEAD + EXAMPLE + GET, "own must name"),
    "said and not written out": (HEAD + EXAMPLE + "// own: get\n", "own must name"),
    "half an end": (EDGE.replace("plant Plant by to", "Plant"), "target must read"),
    "one word of two": (HEAD.replace("plant, plants", "plants") + EXAMPLE, "prose must read"),
    "an example that is not JSON": (HEAD + "// example: {name: 1}\n", "example must be a JSON object"),
    "a list for an example": (HEAD + '// example: ["a"]\n', "example must be a JSON object"),
    "nothing further": (HEAD + EXAMPLE + "// further: {}\n", "further must be a JSON object"),
}
"""What is wrong with a head -> its file, and what is said of it."""


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_head_that_breaks_a_rule_is_refused_with_its_file(text: str, said: str):
    with pytest.raises(StatementError, match=said) as refused:
        list(expanded("plants.cypher", text))
    assert "plants.cypher" in str(refused.value)


def test_a_statement_of_its_own_takes_the_place_of_the_shape_where_the_head_says_so():
    found = dict(expanded("plants.cypher", HEAD + EXAMPLE + "// own: get\n" + GET))
    assert found["get"].endswith("RETURN 1")
    assert found.keys() == names_in("account_node")
