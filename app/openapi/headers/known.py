"""Headers of answers: each that the service sends for whoever asks, as the document describes it."""

from collections.abc import Mapping

from app.openapi.references import Part


def _text(description: str, **schema: str) -> Part:
    return {"description": description, "schema": {"type": "string", **schema}}


def _moment(description: str) -> Part:
    return {"description": description, "schema": {"$ref": "#/components/schemas/Instant"}}


HEADERS: Mapping[str, Part] = {
    "X-Request-ID": {**_text("Name of the request in the log: the one that you sent, else ours."), "required": True},
    "RateLimit": _text("How many requests are left to you (`r`), and in how many seconds there are more (`t`)."),
    "RateLimit-Policy": _text("How many requests may come at once (`q`), in how many seconds all of them again (`w`)."),
    "ETag": {**_text("Send it as `If-None-Match` to ask again, as `If-Match` to change."), "required": True},
    "Link": _text('`rel="next"`: where the next page is; `rel="deprecation"`: what to use instead.'),
    "Location": _text("Where what was made or begun is."),
    "Content-Language": {"description": "Language of its sentences.", "schema": {"enum": ["en", "zh"]}},
    "Content-Disposition": _text("The name of a file."),
    "Cache-Control": _text("`no-store`: it is kept nowhere."),
    "Set-Cookie": _text("The session of a browser."),
    "Idempotency-Replayed": {
        "description": "What the same key was answered before.",
        "schema": {"type": "string", "const": "true"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "How to authenticate.", "schema": {"type": "string", "const": "Bearer"}},
    "Accept": _text("What is taken instead."),
    "Accept-Encoding": _text("Codings that are taken."),
    "Accept-Patch": _text("As what a patch may be sent."),
    "Deprecation": _text("Since when it will go: RFC 9745."),
    "Sunset": _text("When it goes: RFC 8594."),
    "Stakegraph-As-Of": _moment("What was so then."),
    "Stakegraph-Known-At": _moment("As known then; give both times to have this answer again."),
    "Stakegraph-Outcome": _text("`created`, `updated` or `unchanged`."),
    "Stakegraph-Revision": {"description": "Revision of the account after it.", "schema": {"type": "integer"}},
    "Stakegraph-Replaced": _text("Fields of later states that changed along, each with when its state begins."),
    "Stakegraph-Similar": _text("Ids of people who may be the one who was created."),
}
"""Name -> description. One that is required comes with every answer that is described with it."""


def component(name: str) -> str:
    """Return the name of the component that describes a header; ours are called as parameters of the same name are.

    Examples
    --------
    >>> component("Stakegraph-As-Of"), component("ETag")
    ('as_of', 'ETag')
    """
    own = name.removeprefix("Stakegraph-")
    return name if own == name else own.lower().replace("-", "_")


OF_EVERY_ANSWER = ("X-Request-ID", "RateLimit", "RateLimit-Policy")
"""What any answer may have. It is described with each problem, and not again with each of the other answers."""

OF_TRANSPORT = frozenset(
    {
        *("connection", "content-encoding", "content-length", "content-type", "date", "keep-alive", "server"),
        *("transfer-encoding", "vary", "accept-ranges", "last-modified", "x-accel-buffering", "traceresponse"),
        *("content-security-policy", "referrer-policy", "x-content-type-options"),
    }
)
"""Headers, in lower case, that no answer is described with: they are for browsers, proxies, caches and tracing,
which read them of any answer."""
