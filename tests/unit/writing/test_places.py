"""Each way in says where an item stood in its own terms: a body, a batch, a line, the row of a file."""

import pytest

from app.messages.sentences import sentence
from app.writing.places import Place, errors_located, in_one, in_the_batch, in_the_body, located, within_data
from schemas.errors import Conflict, InvalidInput, Problem, of_item
from schemas.messages.message import Message
from tests.sentences import english

ABSENT, NEEDED = Message("ledger.none", kind="person", id="p1"), Message("values.required", field="name")
ITSELF, FIELD, KIND = Problem("", NEEDED, 7), Problem("/data/people/1", ABSENT, 7), Problem("/kind", ABSENT, 7)


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
    header = Problem("header/idempotency-key", Message("requests.key_of_other_request"))
    assert located([header], in_the_batch) == (header,)


def test_a_problem_that_was_located_is_not_located_again():
    once = located([FIELD], in_the_batch)
    assert located(once, in_the_batch) == once


def test_an_error_of_a_write_leaves_with_the_places_of_its_items():
    several = Message("ledger.several", count=2, total=9)
    error = InvalidInput(several, [FIELD, Problem("/data/name", NEEDED, 8)], count=2)
    with pytest.raises(InvalidInput) as caught, errors_located(in_the_batch):
        raise error
    assert caught.value is error
    assert [problem.pointer for problem in error.problems] == ["/items/7/data/people/1", "/items/8/data/name"]
    assert (error.detail, error.count) == (several, 2)


def test_an_error_without_items_leaves_as_it_came():
    with pytest.raises(Conflict) as caught, errors_located(in_the_batch):
        raise Conflict(ABSENT)
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
    assert english(in_one([FIELD, ITSELF])) == "/people/1: no person 'p1'; 'name' is required"
    assert english(in_one([FIELD], lambda pointer: within_data(pointer)[1:])) == "people/1: no person 'p1'"
    assert english(in_one([])) == "refused"


def test_the_same_is_one_sentence_in_chinese():
    assert sentence(in_one([FIELD, ITSELF]), "zh") == "/people/1：没有人员“p1”；缺少必填字段“name”"


def test_problems_become_those_of_an_item_by_its_number():
    assert [problem.item for problem in of_item([Problem("/a", ABSENT), Problem("/b", NEEDED, 3)], 5)] == [5, 5]
