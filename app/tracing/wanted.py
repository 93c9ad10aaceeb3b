"""Whether traces are wanted, and what makes them."""

from typing import TYPE_CHECKING

from app.settings import traces_wanted
from schemas.errors import InvalidInput
from schemas.messages.message import Message

if TYPE_CHECKING:
    from app.tracing.spans import Spans


def open_spans() -> "Spans | None":
    """Return what makes spans; None where no collector is named, so that its library is neither needed nor loaded.

    Raises
    ------
    InvalidInput
        When one is named and the library is not installed.
    """
    if not traces_wanted():
        return None
    try:
        from app.tracing.spans import Spans
    except ImportError as error:
        raise InvalidInput(Message("commands.traces_not_installed")) from error
    return Spans()
