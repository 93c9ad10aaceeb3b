"""Values that do not fit their schema: refused with a pointer and a message that a person understands."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from schemas.errors import InvalidInput, Problem
from schemas.fields import PATTERNS_IN_WORDS
from schemas.messages.message import Message

Model = TypeVar("Model", bound=BaseModel)

_FLAG, _WHOLE_NUMBER, _NUMBER = (
    Message("values.flag"),
    Message("values.whole_number"),
    Message("values.number"),
)
_LIST, _OBJECT, _TEXT = Message("values.list"), Message("values.object"), Message("values.text")

OF_A_TYPE: Mapping[str, Message] = {
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "dict_type": _OBJECT,
    "finite_number": Message("values.finite_number"),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "list_type": _LIST,
    "model_attributes_type": _OBJECT,
    "model_type": _OBJECT,
    "string_type": _TEXT,
    "string_unicode": Message("values.half_character"),
}
"""Sentences for values of another type, without names of ours or of Python's."""

OF_A_LIMIT: Mapping[str, Callable[[Mapping[str, Any]], Message]] = {
    "enum": lambda limit: Message("values.one_of", expected=_choices(limit["expected"])),
    "greater_than": lambda limit: Message("values.above", limit=limit["gt"]),
    "greater_than_equal": lambda limit: Message("values.at_least", limit=limit["ge"]),
    "less_than": lambda limit: Message("values.below", limit=limit["lt"]),
    "less_than_equal": lambda limit: Message("values.at_most", limit=limit["le"]),
    "literal_error": lambda limit: Message("values.one_of", expected=_choices(limit["expected"])),
    "string_pattern_mismatch": lambda limit: _pattern(limit["pattern"]),
    "string_too_long": lambda limit: Message("values.characters_at_most", count=limit["max_length"]),
    "string_too_short": lambda limit: Message("values.characters_at_least", count=limit["min_length"]),
    "too_long": lambda limit: Message("values.items_at_most", count=limit["max_length"], actual=limit["actual_length"]),
    "too_short": lambda limit: Message(
        "values.items_at_least", count=limit["min_length"], actual=limit["actual_length"]
    ),
    "union_tag_invalid": lambda limit: Message(
        "values.tag", found=str(limit["tag"])[:40], expected=_choices(limit["expected_tags"])
    ),
}
"""The same of a value beyond a limit, which is named."""

OF_A_FIELD: Mapping[str, Callable[[str], Message]] = {
    "extra_forbidden": lambda field: Message("values.unknown_field", field=field),
    "missing": lambda field: Message("values.required", field=field),
}
"""The same of a field that is there or is not."""


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
    if len(problems) == 1:
        return InvalidInput(problems[0].detail, problems)
    return InvalidInput(Message("requests.several_wrong", count=len(problems)), problems)


def validation_problems(errors: Iterable[ErrorDetails], base: str = "") -> list[Problem]:
    """Return errors of pydantic as problems whose pointers start at ``base``."""
    return [Problem(base + _pointer(error["loc"]), fault_of(error)) for error in errors]


def fault_of(error: ErrorDetails) -> Message:
    """Return an error of pydantic as a message that says what to do; the value sent is not repeated."""
    kind, limit = error["type"], error.get("ctx", {})
    if isinstance(own := limit.get("message"), Message):
        return own
    if kind in OF_A_TYPE:
        return OF_A_TYPE[kind]
    if kind in OF_A_LIMIT:
        return OF_A_LIMIT[kind](limit)
    return OF_A_FIELD[kind](str(error["loc"][-1])) if kind in OF_A_FIELD else Message("values.not_valid")


def _pattern(pattern: str) -> Message:
    return PATTERNS_IN_WORDS.get(pattern) or Message("values.pattern", pattern=pattern)


def _choices(expected: str) -> Sequence[str]:
    """Return what may be chosen, of pydantic's ``'a', 'b' or 'c'``."""
    return re.split(r", | or ", expected)


def _pointer(loc: Sequence[int | str]) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in loc if part != "[key]")
