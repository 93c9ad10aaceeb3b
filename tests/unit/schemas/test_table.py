"""A table of columns is the rows that it is made of."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.rows.contacts import InteractionNode
from schemas.rows.table import Column, Table

ROWS = st.lists(
    st.builds(
        InteractionNode,
        st.sampled_from(["i1", "i2"]),
        st.just("2026-06-01T00:00:00.000000Z"),
        st.lists(st.sampled_from(["ada", "bo"])),
        st.none() | st.lists(st.sampled_from(["kim", "lea"])),
        st.sampled_from([None, "mail"]),
    ),
    max_size=6,
)


@given(ROWS)
def test_its_rows_are_those_it_is_made_of(rows):
    table = Table.of(InteractionNode, rows)
    assert [table[place] for place in range(len(table))] == rows
    assert list(table) == rows
    assert table == tuple(rows)
    assert table[:2] == tuple(rows[:2])


@given(ROWS)
def test_values_told_apart_stand_once_and_are_those_of_the_rows(rows):
    for name in ("id", "at", "channel"):
        column = Table.of(InteractionNode, rows).column(name).told_apart()
        assert list(column.all) == [getattr(row, name) for row in rows]
        assert all(value not in column.values[:place] for place, value in enumerate(column.values))


def test_a_row_is_found_where_values_stand_once():
    columns = [Column(["i1", "i2"]), *[Column([None], [0, 0])] * (len(InteractionNode._fields) - 1)]
    table: Table[InteractionNode] = Table(InteractionNode, 2, columns)
    assert table[1].id == "i2"
    assert table != Table.of(InteractionNode, [])
