"""Each way in says where an item stood in its own terms: a body, a batch, a line, the row of a file."""

import pytest

from app.writing.places import Place, errors_located, in_the_batch, in_the_body, in_words, located, within_data
from schemas.errors import Conflict, InvalidInput, Problem, of_item

ITSELF, FIELD, KIND = Problem("", "gone", 7), Problem("/data/people/1", "nobody", 7), Problem("/kind", "no such", 7)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (in_the_body, ["", "/people/1", "/kind"]),
        (in_the_batch, ["/items/7", "/items/7/data/people/1", "/items/7/kind"]),
        (lambda item, pointer: f"/lines/{item + 1}{pointer}", ["/lines/8", "/lines/8/data/people/1", "/lines/8/kind"]),
    ],
    ids=["a single write", "a batch", "any other way in"],
)
def test_a_problem_of_an_item_stands_where_the_item_does(place: Place, expected: list[str]):
    assert [problem.pointer for problem in located([ITSELF, FIELD, KIND], place)] == expected


def test_a_problem_of_the_request_is_left_where_it_is():
    header = Problem("header/idempotency-key", "used")
    assert located([header], in_the_batch) == (header,)


def test_a_problem_that_was_located_is_not_located_again():
    once = located([FIELD], in_the_batch)
    assert located(once, in_the_batch) == once


def test_an_error_of_a_write_leaves_with_the_places_of_its_items():
    error = InvalidInput("2 of 9 items", [FIELD, Problem("/data/name", "needed", 8)], count=2)
    with pytest.raises(InvalidInput) as caught, errors_located(in_the_batch):
        raise error
    assert caught.value is error
    assert [problem.pointer for problem in error.problems] == ["/items/7/data/people/1", "/items/8/data/name"]
    assert (error.detail, error.count) == ("2 of 9 items", 2)


def test_an_error_without_items_leaves_as_it_came():
    with pytest.raises(Conflict) as caught, errors_located(in_the_batch):
        raise Conflict("the account has ended")
    assert caught.value.problems == ()


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/data/a/b", "/a/b"),
        ("/data", ""),
        ("", ""),
        ("/kind", "/kind"),
        ("/database", "/database"),
        ("/data2/x", "/data2/x"),
    ],
)
def test_a_pointer_within_data_is_one_by_its_first_step(pointer: str, expected: str):
    assert within_data(pointer) == expected


def test_what_is_wrong_with_a_line_or_a_row_is_one_sentence():
    assert in_words([FIELD, ITSELF]) == "/people/1: nobody; gone"
    assert in_words([FIELD], lambda pointer: within_data(pointer).removeprefix("/")) == "people/1: nobody"
    assert in_words([]) == "refused"


def test_problems_become_those_of_an_item_by_its_number():
    assert [problem.item for problem in of_item([Problem("/a", "x"), Problem("/b", "y", 3)], 5)] == [5, 5]
