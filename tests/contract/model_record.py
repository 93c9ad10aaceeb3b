"""One record of the plain model: what was so when, and what was known of it when."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]
Span = tuple[str | None, str | None]


def holds(span: Span, instant: str) -> bool:
    """Whether [from, to) holds an instant."""
    return (span[0] or "") <= instant < (span[1] or "~")


@dataclass
class Record:
    """One record: segments in order of time, each from its start to that of the next, and when it exists."""

    segments: list[tuple[str, Data]]
    span: Span
    last_data: Data
    remembered: list[tuple[str, list[tuple[str, Data]], Span]] = field(default_factory=list)

    def remember(self, now: str) -> None:
        """Keep what is known from an instant on."""
        self.remembered = [
            *[past for past in self.remembered if past[0] != now],
            (now, deepcopy(self.segments), self.span),
        ]

    def at(self, as_of: str, known_at: str) -> Data | None:
        """Return what was so then, as known then."""
        known = [past for past in self.remembered if past[0] <= known_at]
        if not known or not holds(known[-1][2], as_of):
            return None
        _, segments, span = known[-1]
        state = [data for start, data in segments if start <= as_of][-1]
        return {**state, "valid_from": span[0], "valid_to": span[1]}

    def change(self, patch: Data, instant: str, until: str | None = None) -> bool:
        """Patch everything from an instant on, or until another; return whether that changes anything."""
        split = [(start, data) for start, data in self.segments if start < instant]
        starts = [start for start, _ in self.segments if instant < start < (until or "~")]
        after = [(start, self._patched(start, patch)) for start in (instant, *starts)]
        if all(data == self._patched(start, {}) for start, data in after):
            return False
        rest = [(until, self._patched(until, {})), *((s, d) for s, d in self.segments if s > until)] if until else []
        self.segments = split + after + rest
        self.last_data = self.segments[-1][1]
        return True

    def correct(self, patch: Data, instant: str) -> bool:
        """Patch the one state that holds at an instant, from its beginning to its end."""
        place = max(index for index, (start, _) in enumerate(self.segments) if start <= instant)
        start, before = self.segments[place]
        after = self._patched(start, patch)
        if after == before:
            return False
        self.segments[place] = (start, after)
        self.last_data = after
        return True

    def _patched(self, instant: str, patch: Data) -> Data:
        state = [data for start, data in self.segments if start <= instant][-1]
        return {name: value for name, value in {**state, **patch}.items() if value is not None}
