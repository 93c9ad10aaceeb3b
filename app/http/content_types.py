"""Content types: what a body must be sent as."""

from collections.abc import Callable

from fastapi import Request

from schemas.errors import InvalidInput
from schemas.messages.message import Message

JSON = "application/json"
EVENT_STREAM = "text/event-stream"


def asks_for_events(request: Request) -> bool:
    """Whether a request asks for a stream of events, as an `EventSource` does."""
    accepted = request.headers.get("accept", "").lower().split(",")
    return any(one.partition(";")[0].strip() == EVENT_STREAM for one in accepted)


def check_content_type(request: Request, accepted: Callable[[str], bool], advice: Message) -> None:
    """Let pass what is sent as something that is accepted here.

    A browser may send texts and forms to any site without asking, so none of those ever is.

    Parameters
    ----------
    accepted : callable
        Whether a content type, in lower case and without its parameters, is.
    advice : Message
        Says which type to send instead.

    Raises
    ------
    InvalidInput
        Otherwise.
    """
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not accepted(content_type):
        raise InvalidInput.at("header/content-type", advice)
