"""Log lines as JSON, an object a line, for whoever collects logs of many machines."""

import json
import logging
import re
from typing import Any

from app.logs.discreet import DiscreetFormatter, fields_of

_PAIR = re.compile(r"(?<!\S)([a-z_]+)=(\S+)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_OWN = frozenset({"time", "level", "logger", "message", "stack"})

NUMBERS = frozenset({"rows", "done", "attempts", "records", "quick", "slow", "slowest_ms"})
"""Names of a line whose values are numbers; ids may look like one and stay text."""

NOTHING = "-"
"""How a line says that there is none."""


class JsonFormatter(DiscreetFormatter):
    """Writes a line as one object: when, how grave, from where, its words, and each ``name=value`` of it as a field.

    Of a line that is made of fields, it is when and these.
    A stack trace is one text, with the places and the classes of `DiscreetFormatter` and nothing of what was in them.

    Examples
    --------
    >>> said = {"name": "a", "levelname": "INFO", "msg": "job=%s rows=%d", "args": ("-", 404), "created": 0}
    >>> JsonFormatter().format(logging.makeLogRecord(said))
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","logger":"a","job":null,"rows":404}'
    >>> JsonFormatter().format(logging.makeLogRecord({**said, "fields": {"route": None, "status": 404}}))
    '{"time":"1970-01-01T00:00:00.000Z","route":null,"status":404}'
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        given = fields_of(record)
        line = {"time": self.formatTime(record), **(self._of_words(record) if given is None else given)}
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))

    def _of_words(self, record: logging.LogRecord) -> dict[str, Any]:
        words, pairs = _parted(record.getMessage())
        fault = record.exc_info if record.exc_info and record.exc_info[0] is not None else None
        return {
            "level": record.levelname.lower(),
            "logger": record.name,
            **({"message": words} if words else {}),
            **pairs,
            **({"stack": self.formatException(fault)} if fault else {}),
        }


def _parted(text: str) -> tuple[str, dict[str, Any]]:
    """Return the words of a line and its fields; where a name comes twice, or is one of ours, it stays among the words.

    Examples
    --------
    >>> _parted("jobs wait for the store: class=StoreUnavailable")
    ('jobs wait for the store:', {'class': 'StoreUnavailable'})
    """
    pairs: dict[str, Any] = {}
    words = text
    for found in _PAIR.finditer(text):
        name, value = found.groups()
        if name in pairs or name in _OWN:
            continue
        pairs[name] = _value(name, value)
        words = words.replace(found[0], "", 1)
    return " ".join(words.split()), pairs


def _value(name: str, value: str) -> Any:
    if value == NOTHING:
        return None
    if name in NUMBERS and (number := _NUMBER.fullmatch(value)):
        return float(value) if number[1] else int(value)
    return value
