"""Rows of an account are the same after they were packed, to the type of each value."""

import json

from graph.read.account_graph_rows import SHAPES, Found
from graph.read.packed_rows import FORMAT, packed_rows, unpacked_rows
from schemas.rows.account_graph import PersonNode
from schemas.rows.contacts import InteractionNode

VALUES = [1, 1.0, True, False, 0, 0.0, -0.0, None, "", "1", "张", [], ["a"], ["a", "b"], [1], [1.0], [True], {"a": 1}]
"""Of which many are equal and none is the same."""


def exact(found: Found) -> str:
    return json.dumps({kind: [list(row) for row in rows] for kind, rows in found.items()})


def test_every_value_comes_back_as_it_was_however_often_it_stands():
    width = len(InteractionNode._fields)
    for times in (1, 2, 7):
        rows = [tuple.__new__(InteractionNode, [value] * width) for value in VALUES for _ in range(times)]
        for some in (rows, [row for row in rows if row[0] is None or type(row[0]) in (str, list)], rows[:times]):
            found = {"interaction": some, "person": []}
            back = unpacked_rows(packed_rows(found))
            assert exact(back) == exact(found)
            assert {type(row) for row in back["interaction"]} == {InteractionNode}


def test_what_is_repeated_stands_once():
    title = "Head of the procurement of machines " * 20
    rows = [PersonNode(f"p{place}", "Ada", title, None, None, None, None, None) for place in range(1_000)]
    assert len(packed_rows({"person": rows})) < 10_000
    assert unpacked_rows(packed_rows({"person": rows})) == {"person": rows}


def test_another_shape_has_another_format():
    assert len(FORMAT) == 16
    assert all(hasattr(shape, "_fields") for shape in SHAPES.values())
