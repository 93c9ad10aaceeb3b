"""Numbers of a column: as the mapping states, in the one way in which the whole column can be read, or not at all."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells.dates import Unreadable
from app.imports.numbers.number_column import NumberColumn, number_of, whole_of
from tests.sentences import english


def column(*cells, decimal=None):
    """Return a column that has seen all its cells, the first in row 2."""
    made = NumberColumn(decimal)
    for row, cell in enumerate(cells, 2):
        made.observe(cell, row)
    return made


def read(*cells, decimal=None):
    """Return the cells of a column as numbers, and why those are refused that are not."""
    made = column(*cells, decimal=decimal)
    return [number_or_reason(made, cell) for cell in cells]


def number_or_reason(made, cell):
    try:
        return number_of(cell, made)
    except Unreadable as refusal:
        return english(refusal.fault)


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1.01752E11", None, 101752000000.0),
        ("1.5e3", None, 1500.0),
        ("1,234E5", None, 123400.0),
        ("32395.00000002", None, 32395.00000002),
        ("-3", None, -3.0),
        ("-1,5", None, -1.5),
        ("1.234,50-", None, -1234.5),
        ("(1,234.50)", None, -1234.5),
        ("−5", None, -5.0),
        ("1,234,567.5", None, 1234567.5),
        ("1.234.567,5", None, 1234567.5),
        ("1 234,5", None, 1234.5),
        ("1 234", None, 1234.0),
        ("1\u202f234\u00a0567,5", None, 1234567.5),
        ("1'234.50", None, 1234.5),
        ("1’234’567", None, 1234567.0),
        ("1,23,456.00", None, 123456.0),
        ("12,34,567", None, 1234567.0),
        ("0,125", None, 0.125),
        (".5", None, 0.5),
        ("1,5", None, 1.5),
        ("1,234", ".", 1234.0),
        ("1,234", ",", 1.234),
        ("1.234", ",", 1234.0),
        ("١٢٣", None, 123.0),
        ("٣٬٤٥٦٫٧", None, 3456.7),
        ("１２３，４５６．７", None, 123456.7),
        ("15k", None, 15_000.0),
        ("1,5 Mio.", None, 1_500_000.0),
        ("2,5 Mrd", None, 2_500_000_000.0),
        ("15万", None, 150_000.0),
        ("1.5亿", None, 150_000_000.0),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, decimal, number):
    assert read(text, decimal=decimal) == [number]


@pytest.mark.parametrize(
    ("text", "decimal", "reason"),
    [
        ("15.000", None, "the column does not show which; state decimal in the mapping"),
        ("15,000", None, "the column does not show which; state decimal in the mapping"),
        ("1.2.3", None, "its signs group digits in no known way"),
        ("1,2,3", ".", "its signs group digits in no known way"),
        ("1.23.456,00", None, "its signs group digits in no known way"),
        ("1,2345,678", None, "its signs group digits in no known way"),
        ("1 23", None, "its signs group digits in no known way"),
        ("1.234.567E3", None, "its signs group digits in no known way"),
        ("1,12", ".", "is not a number whose decimal sign is '.', as the mapping states"),
        ("1.234,50", ".", "is not a number whose decimal sign is '.', as the mapping states"),
        ("1.12", ",", "is not a number whose decimal sign is ',', as the mapping states"),
        ("1.5M", None, "'M' means different numbers in different places"),
        ("2 Billionen", None, "'Billionen' means different numbers in different places"),
        ("5 Stück", None, "'Stück' beside it is neither a currency nor a multiple"),
        ("50 %", None, "'%' beside it is neither a currency nor a multiple"),
        ("€ 5", None, "has a currency where a plain number belongs"),
        ("USD 5 EUR", None, "names two currencies"),
        ("12a3", None, "is not a number"),
        ("", None, "is not a number"),
        ("NaN", None, "is not a number"),
        ("-", None, "is not a number"),
        ("(-5)", None, "is not a number"),
        ("1e999", None, "is not a number"),
        ("١2", None, "is not a number"),
        ("9" * 200, None, "is not a number"),
        ("5²", None, "'²' beside it is neither"),
    ],
)
def test_what_is_not_one_number_is_refused_with_the_reason(text, decimal, reason):
    [found] = read(text, decimal=decimal)
    assert reason in str(found)


def test_the_other_cells_of_a_column_show_how_a_cell_is_meant():
    assert read("15.000", "1.234,50", "2.500,00")[0] == 15000
    assert read("15,000", "0.5", "7")[0] == 15000
    assert read("15.000", "0.5")[0] == 15
    assert read("1,234", "1.234.567")[0] == 1.234


def test_a_group_sign_that_the_column_does_not_use_shows_nothing():
    assert read("1'234.50", "1'000'000")[1] == 1_000_000
    for other in ("1'234.50", "1 234.50"):
        assert "does not show which" in str(read("1,234", other)[0])


def test_a_column_in_both_ways_is_refused_with_both_rows_and_what_has_no_sign_is_read():
    number, *refused = read("7", "1.234,50", "1,234.50", "15.000")
    assert number == 7
    for reason in refused:
        assert "a decimal point in row 4 ('1,234.50') and a decimal comma in row 3 ('1.234,50')" in str(reason)
    assert read("1.234,50", "1,234.50", decimal=",")[0] == 1234.5


def test_groups_as_in_india_and_in_threes_do_not_go_together():
    assert read("1,23,456.00", "5,000.00") == [123456, 5000]
    for threes in ("1,234,567.00", "123,456"):
        reason = f"groups digits in threes in row 3 ('{threes}') and as in India in row 2 ('1,23,456.00')"
        assert all(reason in str(refused) for refused in read("1,23,456.00", threes))


def test_a_whole_number_may_be_written_with_decimals_that_are_zero():
    assert whole_of("12.0", column("12.0")) == 12
    with pytest.raises(Unreadable):
        whole_of("1.5", column("1.5"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_is_read_again(number):
    assert read(repr(number), decimal=".") == [number]


CONVENTIONS = [(".", ","), (",", "."), (",", " "), (",", "\u202f"), (".", "'"), (".", "’"), (",", "")]
"""Decimal signs, each with a sign that groups."""


def grouped(whole, sign, indian=False):
    """Return digits with a sign between groups."""
    text, rest = whole[-3:], whole[:-3]
    step = 2 if indian else 3
    while rest:
        text, rest = rest[-step:] + sign + text, rest[:-step]
    return text


amounts = st.tuples(st.integers(0, 10**12), st.integers(0, 99))
conventions = st.sampled_from([*[(*one, False) for one in CONVENTIONS], (".", ",", True)])


def write(amount, decimal, sign, indian):
    """Return an amount of two decimals in a convention."""
    return f"{grouped(str(amount[0]), sign, indian)}{decimal}{amount[1]:02}"


@given(st.lists(amounts, min_size=1, max_size=8), conventions, st.booleans())
def test_a_number_in_any_convention_is_read_back(some, convention, stated):
    cells = [write(amount, *convention) for amount in some]
    numbers = [float(f"{whole}.{cents:02}") for whole, cents in some]
    assert read(*cells, decimal=convention[0] if stated else None) == numbers


@given(st.lists(st.integers(0, 10**12), max_size=8), conventions, st.randoms(use_true_random=False))
def test_one_cell_that_decides_makes_a_column_whole_in_any_order(wholes, convention, chance):
    decimal, sign, indian = convention
    decisive = write((1234567, 50), decimal, sign, indian)
    written = {grouped(str(whole), sign, indian): float(whole) for whole in wholes} | {decisive: 1234567.5}
    cells = [*written]
    chance.shuffle(cells)
    assert dict(zip(cells, read(*cells), strict=True)) == written


@given(st.lists(st.text("0123456789.,' ()-", max_size=9), max_size=6), st.integers())
def test_the_order_of_rows_does_not_matter(cells, seed):
    def numbers(some):
        return {
            cell: found if isinstance(found, float) else None for cell, found in zip(some, read(*some), strict=True)
        }

    assert numbers(cells) == numbers(random.Random(seed).sample(cells, len(cells)))


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    assert isinstance(read(text)[0], float | str)
