"""Text that is not valid JSON: the parser's words as a message."""

import re

from schemas.messages.message import Message

_PLACE = re.compile(r"(?P<reason>.+) at line (?P<line>\d+) column (?P<column>\d+)")

_REASONS = {
    "EOF while parsing": Message("syntax.ends_early"),
    "unexpected end of hex escape": Message("syntax.half_character"),
    "lone leading surrogate": Message("syntax.half_character"),
    "expected `:`": Message("syntax.colon"),
    "expected `,` or `]`": Message("syntax.comma_or_bracket"),
    "expected `,` or `}`": Message("syntax.comma_or_brace"),
    "expected value": Message("syntax.value"),
    "expected ident": Message("syntax.word"),
    "invalid escape": Message("syntax.escape"),
    "invalid number": Message("syntax.number"),
    "number out of range": Message("syntax.number"),
    "control character": Message("syntax.control_character"),
    "invalid unicode code point": Message("syntax.encoding"),
    "key must be a string": Message("syntax.key"),
    "trailing comma": Message("syntax.trailing_comma"),
    "trailing characters": Message("syntax.trailing_text"),
    "recursion limit exceeded": Message("syntax.too_deep"),
}
"""How the words of the parser begin -> what they mean to a person."""

_OTHER = Message("syntax.other")


def json_fault(error: ValueError) -> Message:
    """Return what is wrong with a text that `pydantic_core.from_json` could not read, and where.

    Examples
    --------
    >>> print(json_fault(ValueError("trailing comma at line 1 column 4")))
    syntax.json(column=4, line=1, reason=syntax.trailing_comma())
    """
    reason, place = _reason(error), _PLACE.fullmatch(str(error))
    if place is None:
        return reason
    return Message("syntax.json", reason=reason, line=int(place["line"]), column=int(place["column"]))


def json_line_fault(error: ValueError) -> Message:
    """Return the same of one line of a file, which is known by its number: the place within it, unless that is its end.

    Examples
    --------
    >>> print(json_line_fault(ValueError("trailing comma at line 1 column 4")))
    syntax.json_line(column=4, reason=syntax.trailing_comma())
    >>> print(json_line_fault(ValueError("control character found while parsing a string at line 2 column 0")))
    syntax.control_character()
    """
    reason, place = _reason(error), _PLACE.fullmatch(str(error))
    if place is None or place["line"] != "1":
        return reason
    return Message("syntax.json_line", reason=reason, column=int(place["column"]))


def _reason(error: ValueError) -> Message:
    text = str(error)
    return next((message for words, message in _REASONS.items() if text.startswith(words)), _OTHER)
