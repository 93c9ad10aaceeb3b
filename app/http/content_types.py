"""Content types: what a body must be sent as."""

from collections.abc import Callable, Iterable

from fastapi import Request

from schemas.errors import Problem, UnsupportedMediaType
from schemas.messages.message import Message

JSON = "application/json"
JSON_PATCH = "application/json-patch+json"
EVENT_STREAM = "text/event-stream"

_AS_IT_IS = frozenset({"", "identity"})


def asks_for_events(request: Request) -> bool:
    """Whether a request asks for a stream of events, as an `EventSource` does."""
    accepted = request.headers.get("accept", "").lower().split(",")
    return any(one.partition(";")[0].strip() == EVENT_STREAM for one in accepted)


def check_content_type(
    request: Request, accepted: Callable[[str], bool], advice: Message, types: Iterable[str] = (JSON,)
) -> None:
    """Let pass what is sent as something that is accepted here.

    A browser may send texts and forms to any site without asking, so none of those ever is.

    Parameters
    ----------
    accepted : callable
        Whether a content type, in lower case and without its parameters, is.
    advice : Message
        Says which type to send instead.
    types : iterable of str
        The same as the answer names them in `Accept`.

    Raises
    ------
    UnsupportedMediaType
        Otherwise, and for what is packed: bodies are read as they are.
    """
    content_type = content_type_of(request)
    if not accepted(content_type):
        raise UnsupportedMediaType(Problem("header/content-type", advice), ", ".join(sorted(types)))
    packed = ",".join(request.headers.getlist("content-encoding")).strip().lower()
    if packed not in _AS_IT_IS:
        problem = Problem("header/content-encoding", Message("requests.send_unpacked"))
        raise UnsupportedMediaType(problem, "identity", "Accept-Encoding")


def content_type_of(request: Request) -> str:
    """Return as what a body is sent, in lower case and without parameters; empty where nothing is said."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
