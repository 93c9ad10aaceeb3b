"""Values that do not fit their schema: refused with a pointer and a sentence a person understands."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from schemas.errors import InvalidInput, Problem
from schemas.fields import PATTERNS_IN_WORDS

Model = TypeVar("Model", bound=BaseModel)

TYPES_IN_WORDS = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must be an object",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "list_type": "must be a list",
    "model_type": "must be an object",
    "string_type": "must be a text",
}
"""What a person is told who sent a value of another type: no names of ours, none of Python's."""


def validated(model: type[Model], value: Any, pointer: str = "") -> Model:
    """Return a value as a model.

    Raises
    ------
    InvalidInput
        With a pointer to each fault.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise refusal(error, pointer) from None


def validated_by(adapter: TypeAdapter[Any], value: Any, pointer: str) -> Any:
    """Return a value as an adapter's type; as `validated`."""
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise refusal(error, pointer) from None


def refusal(error: ValidationError, pointer: str) -> InvalidInput:
    """Return the refusal of a value that does not fit its schema."""
    problems = validation_problems(error.errors(include_url=False, include_input=False), pointer)
    detail = problems[0].detail if len(problems) == 1 else f"{len(problems)} things in the body are not valid"
    return InvalidInput(detail, problems)


def validation_problems(errors: Iterable[ErrorDetails], base: str = "") -> list[Problem]:
    """Return errors of pydantic as problems whose pointers start at ``base``."""
    return [Problem(base + _pointer(error["loc"]), sentence(error)) for error in errors]


def sentence(error: ErrorDetails) -> str:
    """Return an error of pydantic as a sentence that says what to do; the value sent is not repeated."""
    if error["type"] == "extra_forbidden":
        return f"unknown field '{error['loc'][-1]}'; look at /docs for the fields there are"
    if error["type"] == "missing":
        return f"'{error['loc'][-1]}' is needed"
    if error["type"] == "string_pattern_mismatch":
        return PATTERNS_IN_WORDS.get(error["ctx"]["pattern"], error["msg"])
    if error["type"] in TYPES_IN_WORDS:
        return TYPES_IN_WORDS[error["type"]]
    text = error["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return re.sub(r"^(String|List|Dictionary) should", "must", text).replace(" after validation", "")


def _pointer(loc: Sequence[int | str]) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in loc if part != "[key]")
