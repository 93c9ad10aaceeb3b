"""Building blocks of every schema: field classes, identifiers, texts and strict numbers.

Every schema field is marked with the class of what it holds (``open``, ``contact``, ``judgement``, ``restricted``);
access rules, exports and logs work on these marks. A test fails on an unmarked field.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from schemas.messages.message import Message, misfit
from schemas.names.folding import folded


class FieldClass(StrEnum):
    """How private the content of a field is."""

    OPEN = "open"
    CONTACT = "contact"
    JUDGEMENT = "judgement"
    RESTRICTED = "restricted"


def marked(field_class: FieldClass, description: str, **more: Any) -> Any:
    """Return a pydantic field marked with its class, optional unless ``default=...`` is given."""
    more.setdefault("default", None)
    return Field(description=description, json_schema_extra={"x-class": field_class.value}, **more)


def open_field(description: str, **more: Any) -> Any:
    """Return a field that anyone with access to the account may read."""
    return marked(FieldClass.OPEN, description, **more)


def open_list(description: str) -> Any:
    """Return a list that anyone with access to the account may read: always there, empty where it has no items."""
    return open_field(description, default=...)


def contact_field(description: str, **more: Any) -> Any:
    """Return a field that says how to reach a person."""
    return marked(FieldClass.CONTACT, description, **more)


def judgement_field(description: str, **more: Any) -> Any:
    """Return a field that holds what somebody thinks of a person."""
    return marked(FieldClass.JUDGEMENT, description, **more)


def restricted_field(description: str, **more: Any) -> Any:
    """Return a field that holds what was said in confidence."""
    return marked(FieldClass.RESTRICTED, description, **more)


def setting_field(default: float, unit: str, description: str, *, low: float = 0.0, high: float = 1.0) -> Any:
    """Return a number from ``low`` to ``high`` that anyone may read, with its unit."""
    return _setting(default, unit, description, ge=low, le=high)


def settings_of(unit: str, description: str, *, low: float = 0.0, high: float = 1.0) -> Callable[[float, str], Any]:
    """Return what makes the settings of one kind, each from its default and from the words that stand for ``{}``.

    Examples
    --------
    >>> channel = settings_of("contacts", "What {} counts as, a meeting being one.", high=5)
    >>> channel(1.2, "a visit").description
    'What a visit counts as, a meeting being one.'
    """

    def field_of(default: float, words: str) -> Any:
        return setting_field(default, unit, description.format(words), low=low, high=high)

    return field_of


def word_setting_field(default: str, unit: str, description: str) -> Any:
    """Return a word, from the list in the type of the field, that anyone may read, with its unit."""
    return _setting(default, unit, description)


def _setting(default: float | str, unit: str, description: str, **bounds: Any) -> Any:
    return Field(
        default=default,
        description=description,
        examples=[default],
        json_schema_extra={"x-class": FieldClass.OPEN.value, "x-unit": unit},
        **bounds,
    )


@dataclass(frozen=True)
class Meaning:
    """What a value is that its type alone does not say; whoever reads cells of files looks for it."""

    name: str


MONEY, TELEPHONE, EXTERNAL = Meaning("money"), Meaning("telephone"), Meaning("external")


_HALF = re.compile("[\ud800-\udfff]")

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: they make a text read otherwise than it is, and what stands beside it, too."""

_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters, marks and signs that are drawn as nothing: fillers, joiners, variation selectors, the empty Braille cell."""


def _visible(text: str) -> str:
    """Refuse a name of which nothing can be seen: nobody could choose it, or distinguish it from another."""
    if not text.isascii() and all(unicodedata.category(one) in _UNSEEN_KINDS or _UNSEEN.match(one) for one in text):
        raise misfit(Message("values.invisible"))
    return text


def _composed(text: str) -> str:
    """Return text in NFC, so that equal names are equal bytes; refuse anything that is not a character."""
    if not text.isascii():
        if _HALF.search(text):
            raise misfit(Message("values.half_character"))
        return unicodedata.normalize("NFC", text)
    return text


def _in_its_direction(text: str) -> str:
    if not text.isascii() and _DIRECTION.search(text):
        raise misfit(Message("values.direction"))
    return text


def _not_dots(value: object) -> object:
    if value in (".", ".."):
        raise misfit(Message("values.dots"))
    return value


_ONE_LINE = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_WORDS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_ID = r"^(\.{3}|\.{0,2}[A-Za-z0-9_:~-])[A-Za-z0-9._:~-]*$"
"""Neither ``.`` nor ``..``, for which a URL has another use; without look-ahead, which half of all clients lack."""
_SYSTEM = r"^[a-z0-9][a-z0-9_.-]*$"
_SYSTEM_AND_ID = r"^[a-z0-9][a-z0-9_.-]*:.+$"

_KEY = r"^[a-z][a-z0-9_]*$"

PATTERNS_IN_WORDS = {
    _KEY: Message("values.key"),
    _ONE_LINE: Message("values.line"),
    _LINES: Message("values.lines"),
    _WORDS: Message("values.words"),
    _ID: Message("values.id"),
    _SYSTEM: Message("values.system"),
    _SYSTEM_AND_ID: Message("values.system_and_id"),
}
"""The sentence for a text that does not fit a pattern."""

Identifier = Annotated[
    StrictStr,
    Field(min_length=1, max_length=128, pattern=_ID),
    BeforeValidator(_not_dots),
]
"""A caller's id or one of ours: up to 128 of ``[A-Za-z0-9._:~-]``."""

ShownLine = Annotated[StrictStr, Field(min_length=1, max_length=300, pattern=_ONE_LINE), AfterValidator(_composed)]
"""A line of an answer: as it was stored, perhaps before `Line` refused what cannot be seen."""

Line = Annotated[ShownLine, AfterValidator(_in_its_direction), AfterValidator(_visible)]
"""One line of text in any script, up to 300 characters, not blank."""

SearchWords = Annotated[StrictStr, Field(max_length=200), AfterValidator(_composed), AfterValidator(folded)]
"""Words that a name must contain, as names are compared: without case, accents, width."""

ShownProse = Annotated[StrictStr, Field(min_length=1, max_length=4000, pattern=_LINES), AfterValidator(_composed)]
"""Text of an answer: as it was stored, as with `ShownLine`."""

Prose = Annotated[ShownProse, AfterValidator(_in_its_direction)]
"""Text of several lines, up to 4,000 characters."""

Words = Annotated[
    StrictStr,
    Field(min_length=1, max_length=4000, pattern=_WORDS),
    AfterValidator(_composed),
    AfterValidator(_in_its_direction),
]
"""Text of several lines, up to 4,000 characters, not blank."""

Transcript = Annotated[
    StrictStr,
    Field(min_length=1, max_length=20_000, pattern=_LINES),
    AfterValidator(_composed),
    AfterValidator(_in_its_direction),
]
"""The words of one contact, up to 20,000 characters."""

Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
"""A number from 0 to 1; ``true`` and ``false`` are not numbers."""

Count = Annotated[StrictInt, Field(ge=0, le=10_000_000)]
"""A whole number of things."""


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


WholeNumber = Annotated[StrictInt, BeforeValidator(_whole)]
"""A whole number, also as a file that knows one kind of numbers writes it: ``200.0``."""

Flag = StrictBool
"""Exactly ``true`` or ``false``."""

SystemName = Annotated[StrictStr, Field(min_length=1, max_length=64, pattern=_SYSTEM)]
"""The name of another system, such as ``salesforce``."""

ExternalId = Annotated[
    StrictStr,
    Field(min_length=1, max_length=256, pattern=_ONE_LINE),
    AfterValidator(_composed),
    AfterValidator(_in_its_direction),
    AfterValidator(_visible),
    EXTERNAL,
]
"""An id in another system, as that system writes it."""

SystemAndId = Annotated[
    StrictStr,
    Field(max_length=330, pattern=_SYSTEM_AND_ID),
    AfterValidator(_composed),
    AfterValidator(_in_its_direction),
]
"""A system and an id there, such as ``salesforce:0035g00000ABCDE``."""

FieldKey = Annotated[StrictStr, Field(min_length=1, max_length=64, pattern=_KEY)]
"""The key of a declared custom field, or of a stage: ``cost_centre``."""

_LINE: TypeAdapter[str] = TypeAdapter(Line)


def _custom(value: object, handler: ValidatorFunctionWrapHandler) -> bool | int | float | str:
    """Return a value of a custom field; one that is refused has one fault, not one of each type."""
    if isinstance(value, str):
        return _LINE.validate_python(value)
    try:
        taken: bool | int | float | str = handler(value)
    except ValidationError:
        raise misfit(Message("values.custom")) from None
    return taken


ExtraValue = Annotated[
    StrictBool | StrictInt | Annotated[float, Field(strict=True, allow_inf_nan=False)] | Line, WrapValidator(_custom)
]
"""A value of a custom field; which of these it must be, its declaration says."""
