"""Cells as values: as exports write them, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells.dates import Unreadable
from app.imports.cells.values import flag_of, key_of, number_of, person_name, whole_of


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1.01752E11", None, 101752000000.0),
        ("32395.00000002", None, 32395.00000002),
        ("-3", None, -3.0),
        ("1,234,567.5", None, 1234567.5),
        ("1.234.567,5", None, 1234567.5),
        ("1 234,5", None, 1234.5),
        ("1,5", None, 1.5),
        ("1,234", ".", 1234.0),
        ("1,234", ",", 1.234),
        ("1.234", ",", 1234.0),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, decimal, number):
    assert number_of(text, decimal) == number


@pytest.mark.parametrize("text", ["1,234", "12a", "", "€ 5", "NaN", "1.2.3,4,5", "0x10", "１2x"])
def test_a_number_that_could_be_two_or_none_is_refused(text):
    with pytest.raises(Unreadable):
        number_of(text, None)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_is_read_again(number):
    assert number_of(repr(number), ".") == number


def test_whole_numbers_and_flags():
    assert whole_of("12.0", None) == 12
    assert [flag_of(text) for text in ("TRUE", "0", "是", "Nein")] == [True, False, True, False]
    for wrong in (lambda: whole_of("1.5", None), lambda: flag_of("perhaps")):
        with pytest.raises(Unreadable):
            wrong()


def test_a_stage_becomes_a_key_where_it_can():
    assert [key_of(text) for text in ("Closed Won", "谈判", "1st call")] == ["closed_won", None, None]


def test_names_are_written_as_their_owners_do():
    assert [person_name("伟", "张"), person_name("Ada", None), person_name(None, None), person_name("Wei", "张")] == [
        "张伟",
        "Ada",
        None,
        "Wei 张",
    ]
