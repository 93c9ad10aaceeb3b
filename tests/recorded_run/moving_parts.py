"""What depends on how fast a machine is: versions and progress of jobs, and tags of who reads, made alike."""

import re
from collections.abc import Mapping

from tests.recorded_run.placeholders import Placeholders

_JOBS = re.compile(r"/v1/(?:jobs|imports)\b")
_LIST_OF_JOBS = re.compile(r"/v1/jobs(?:\?|$)")
_FEED = re.compile(r"/v1/changes\b")
_EVENTS = re.compile(r"/v1/jobs/[^/?]+/events")

_VERSION = re.compile(r'^((?:W/)?")\d+\.')
_HASH = re.compile(r"\b[0-9a-f]{16}\b")
_READER = re.compile(r"\b[0-9a-f]{8}(?=\"$)")
_PROGRESS = re.compile(r'("done":)\d+(,"total":)(?:\d+|null)')
_UNFINISHED = re.compile(r'"state":"(?:running|cancelled|interrupted)"')

_TAGS = frozenset({"etag", "if-match", "if-none-match"})


class MovingParts:
    """Makes alike what two runs of the same code may answer differently because one of them was slower.

    Parameters
    ----------
    place : str
        Path and query that were asked.
    placeholders : Placeholders
        Names readers, and digests that are made of volatile values.
    with_key : bool
        Whether a key was sent: its id, and so the reader in ETags, is random.
    """

    def __init__(self, place: str, placeholders: Placeholders, *, with_key: bool) -> None:
        self._place = place
        self._placeholders = placeholders
        self._with_key = with_key

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Return headers that were sent or answered."""
        settled = {name: self._tag(value) if name in _TAGS else value for name, value in headers.items()}
        return {**settled, **({"last-modified": "<date>"} if "last-modified" in headers else {})}

    def body(self, body: str) -> str:
        """Return the body of an answer; of events the last, for how many came before depends on the moment."""
        if _EVENTS.search(self._place):
            body = _last_event(body)
        if _JOBS.search(self._place) and _UNFINISHED.search(body):
            return _PROGRESS.sub(r"\1<some>\2<some>", body)
        return body

    def _tag(self, tag: str) -> str:
        if _LIST_OF_JOBS.search(self._place) or _FEED.search(self._place):
            tag = _HASH.sub(lambda found: self._placeholders.name("digest", found[0]), tag)
        elif _JOBS.search(self._place):
            tag = _VERSION.sub(r"\1<version>.", tag)
        if not self._with_key:
            return tag
        return _READER.sub(lambda found: self._placeholders.name("reader", found[0]), tag)


def _last_event(stream: str) -> str:
    events = [event for event in stream.split("\n\n") if event.startswith("id: ")]
    return re.sub(r"^id: \d+", "id: <version>", events[-1]) + "\n\n" if events else stream
