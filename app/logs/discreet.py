"""Log lines that say where something went wrong and never what was in it."""

import logging
import traceback
from types import TracebackType

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class DiscreetFormatter(logging.Formatter):
    """Writes the places an exception passed and its class; its message may quote a name or a body and is left out."""

    def __init__(self) -> None:
        super().__init__(LINE)

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
