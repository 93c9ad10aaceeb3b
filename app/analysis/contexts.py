"""Contexts of accounts that were asked about last: answers about one moment share what they compute."""

from typing import NamedTuple

from analytics.context import Context
from app.analysis.evidence import Evidence
from graph.cache import Asked, Cache
from graph.sizes import size_of

GRAPHS = ("account", "earlier")
"""What a context is made of and holds, with all its texts."""

COUNTED_BEFORE = ("settings", "before.settings", "before.account")
"""What is kept by itself, or counts already: ``before`` is about the earlier graph."""


class _Weighed(NamedTuple):
    """A value of a context: how many attributes it had, and the bytes that it took with them."""

    parts: int
    size: int


class SharedContext:
    """A context that several answers compute with, at once or one after the other; it grows with each."""

    def __init__(self, asked: Asked, context: Context) -> None:
        self.context = context
        self._asked = asked
        self._sizes: dict[str, _Weighed] = {}

    @classmethod
    def of(cls, cache: Cache, evidence: Evidence, chain: str | None, since: int) -> "SharedContext":
        """Return the context of what was read, with a chain in scope or none.

        One that knows an earlier moment answers also what asks for none.

        Parameters
        ----------
        since : int
            What the cache had forgotten before the reading.
        """
        whole, own = (
            Asked(("context", chain, earlier), evidence.snapshot) for earlier in (True, evidence.earlier is not None)
        )
        found: SharedContext | None = cache.kept(whole) or cache.kept(own)
        if found is None:
            found = cls(own, Context(evidence.graph, evidence.settings, chain, evidence.earlier))
            found.keep(cache, since)
        return found

    def keep(self, cache: Cache, since: int) -> None:
        """Keep it with the size that it has by now."""
        cache.keep(self._asked, self, self.size(), since)

    def size(self) -> int:
        """Return about how many bytes it takes, the graphs that it holds included.

        What a context has computed stays as it is, but for values that compute more of themselves when asked: each is
        weighed once, and again when it holds more.
        """
        self._weigh("", self.context)
        if before := vars(self.context).get("before"):
            self._weigh("before.", before)
        return sum(weighed.size for weighed in self._sizes.values())

    def _weigh(self, place: str, context: Context) -> None:
        for name, value in vars(context).copy().items():  # other threads compute more meanwhile
            if place + name in COUNTED_BEFORE or isinstance(value, Context):
                continue
            parts, known = len(getattr(value, "__dict__", ())), self._sizes.get(place + name)
            if known is None or known.parts != parts:
                self._sizes[place + name] = _Weighed(parts, size_of(value, texts=name in GRAPHS))
