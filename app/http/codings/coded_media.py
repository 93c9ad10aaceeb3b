"""Which answers are worth a coding: texts as a whole, and nothing that is packed or that flows."""

import re

from starlette.datastructures import Headers

_TEXTS = re.compile(
    r"text/(?!event-stream)[\w.+-]+|image/svg\+xml|application/([\w.+-]+\+)?(json|x-ndjson|xml|javascript)"
)


def is_coded_well(status: int, headers: Headers) -> bool:
    """Whether an answer may be sent coded: a text, all of it, that nobody has coded or asked to leave as it is.

    Examples
    --------
    >>> texts, others = ("application/json", "text/csv; charset=utf-8"), ("text/event-stream", "application/zip")
    >>> [is_coded_well(200, Headers({"content-type": each})) for each in (*texts, *others)]
    [True, True, False, False]
    """
    if status < 200 or status in {204, 206, 304} or "content-encoding" in headers or "content-range" in headers:
        return False
    if "no-transform" in headers.get("cache-control", ""):
        return False
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return _TEXTS.fullmatch(media) is not None
