"""The lists of a page are chosen from accounts that pass by once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.forms.page_lists import Least
from tests.nightly import examples

_ROWS = st.lists(st.lists(st.tuples(st.integers(0, 9), st.text(max_size=2)), max_size=20), max_size=12)


@settings(max_examples=examples(60))
@given(batches=_ROWS, most=st.integers(1, 8))
def test_the_least_of_rows_that_pass_by_are_those_that_sorting_all_puts_first(batches, most):
    least = Least[tuple[int, str]](most, key=lambda row: row[0])
    for batch in batches:
        least.add(batch)
    every = [row for batch in batches for row in batch]
    assert least.rows == sorted(every, key=lambda row: row[0])[:most], "equal ones in the order in which they came"
