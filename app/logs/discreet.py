"""Log lines that say where something went wrong and never what was in it."""

import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


def fields_of(record: logging.LogRecord) -> Mapping[str, Any] | None:
    """Return what a line gives as fields (``extra={"fields": ...}``), None where it has words.

    Such a line is one of thousands of its kind: it has no level and no logger, which would all be the same.
    """
    found: Mapping[str, Any] | None = getattr(record, "fields", None)
    return found


class DiscreetFormatter(logging.Formatter):
    """Writes the places an exception passed and its class; its message may quote a name or a body and is left out.

    Examples
    --------
    >>> said = {"name": "a", "levelname": "INFO", "created": 0}
    >>> DiscreetFormatter().format(logging.makeLogRecord({**said, "msg": "ready"}))
    '1970-01-01T00:00:00.000Z INFO a ready'
    >>> DiscreetFormatter().format(logging.makeLogRecord({**said, "msg": "GET 200", "fields": {"status": 200}}))
    '1970-01-01T00:00:00.000Z GET 200'
    """

    def __init__(self) -> None:
        super().__init__(LINE)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        if fields_of(record) is None:
            return super().format(record)
        return f"{self.formatTime(record)} {record.getMessage()}"

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 (logging's name)
        """Return when it was, in UTC to the millisecond."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def formatException(  # noqa: N802 (the name is logging's)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the frames of an exception, and of what caused it, without their messages."""
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\ncaused by\n".join(parts)
