"""Rows of an account are the same after they were packed, to the type of each value."""

import json

from graph.read.account_graph_rows import SHAPES, Found
from graph.read.packed_rows import FORMAT, packed_rows, unpacked_numbers, unpacked_rows
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


def test_numbers_come_back_to_the_bit_and_stay_where_none_are_given():
    found: Found = {"person": [PersonNode("p1", "Ada", None, None, None, None, None, None)], "gap_state": []}
    numbers = {
        "k1": {"p1": 0.1 + 0.2, "张": 5e-324, "whole": 1.0},
        "k2": [["p1", "p2"], []],
        "k3": {"p2": {"p1": -0.0}},
    }
    packed = packed_rows(found, numbers=numbers)
    for text in (packed, packed_rows(found, packed)):
        assert repr(unpacked_numbers(text)) == repr(numbers)
        assert unpacked_rows(text) == found
    assert unpacked_numbers(packed_rows(found)) == {}
    assert unpacked_numbers(packed_rows(found, packed, {"k4": 1.5})) == {"k4": 1.5}


def test_another_shape_has_another_format():
    assert len(FORMAT) == 16
    assert all(hasattr(shape, "_fields") for shape in SHAPES.values())
