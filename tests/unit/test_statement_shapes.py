"""Shapes of statements: a plain resource says what it is called, and every statement of its kind is there."""

import pytest

from cypher import StatementError, statements
from cypher.expansion import SHAPES, blocks_of, expanded
from schemas.registry import RESOURCES
from schemas.resource import Resource
from tests.architecture.sources import ROOT

SPELLED_OUT = {
    "account": "it is what all others are locked by",
    "coverage": "it ends in five kinds of records",
    "competitor_tie": "it begins in the book and ends in an account",
}
"""Resources without a shape, and why."""

LINES_OF_A_PLAIN_FILE = 8

SHAPED = [resource for resource in RESOURCES if resource.kind not in SPELLED_OUT]


def file_of(resource: Resource) -> str:
    return (ROOT / "cypher" / f"{resource.plural}.cypher").read_text(encoding="utf-8")


def own_statements(resource: Resource) -> list[str]:
    return [name for name, _ in blocks_of(file_of(resource))]


def ids(resource: Resource) -> str:
    return resource.kind


@pytest.mark.parametrize("resource", SHAPED, ids=ids)
def test_a_resource_has_every_statement_of_its_shape(resource):
    [first, *_] = [line.removeprefix("// shape: ") for line in file_of(resource).splitlines() if "// shape: " in line]
    for shape in first.split(", "):
        for name, _ in blocks_of((SHAPES / f"{shape}.cypher").read_text(encoding="utf-8")):
            assert f"{resource.plural}.{name}" in statements()


@pytest.mark.parametrize("resource", SHAPED, ids=ids)
def test_a_plain_resource_is_a_few_lines(resource):
    """What a new resource needs here; see CONTRIBUTING.md."""
    if not own_statements(resource):
        assert len(file_of(resource).splitlines()) <= LINES_OF_A_PLAIN_FILE


def test_most_resources_write_nothing_out():
    assert sum(not own_statements(resource) for resource in SHAPED) >= 20


@pytest.mark.parametrize("resource", RESOURCES, ids=ids)
def test_a_resource_is_stored_under_the_kind_that_its_statements_name(resource):
    if resource.kind not in SPELLED_OUT:
        assert f"// kind: {resource.kind}\n" in file_of(resource)


HEAD = "// shape: account_node\n// label: Plant\n// kind: plant\n// prose: plant, plants\n"


def test_a_shape_is_filled_with_what_the_head_says():
    found = dict(expanded("plants.cypher", HEAD + '// example: {"name": "Works"}\n'))
    assert "MATCH (record:Plant {account_id: $account_id})" in found["list"]
    assert found["key"].startswith("// Plants are found by account and id.")
    assert '"name": "Works", "sequence": 1' in found["create"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "shape account_node needs example"),
        (HEAD.replace("account_node", "hexagon"), "there is no shape hexagon"),
        (HEAD + '// example: {"a": 1}\n\n// name: get\n// Own.\nRETURN 1', "own must name"),
        (HEAD + '// example: {"a": 1}\n// own: get\n', "own must name"),
        ("// shape: account_edge\n// source: Person\n", "source must read"),
    ],
    ids=["something missing", "unknown", "written out unsaid", "said and not written out", "half an end"],
)
def test_a_head_that_breaks_a_rule_is_refused_with_its_file(text, said):
    with pytest.raises(StatementError, match=said) as refused:
        list(expanded("plants.cypher", text))
    assert "plants.cypher" in str(refused.value)


def test_a_statement_of_its_own_takes_the_place_of_the_shape_where_the_head_says_so():
    text = HEAD + '// example: {"a": 1}\n// own: get\n\n// name: get\n// Own.\n// mode: read\nRETURN 1'
    assert dict(expanded("plants.cypher", text))["get"].endswith("RETURN 1")
