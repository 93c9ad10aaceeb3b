"""How much memory a value takes, estimated from samples: to count all of it takes as long as to compute it.

Members of one list or mapping are alike, so a few of them stand for the rest.
"""

import sys
from collections.abc import Collection, Iterator
from itertools import chain, islice

SAMPLED = 4
"""Members that are looked at of a list or mapping, evenly spread."""

SHARED = frozenset({type(None), bool})
"""Types of values that the interpreter holds once for all who refer to them."""

WITHOUT_PARTS = frozenset({str, bytes, int, float})


def size_of(value: object, *, texts: bool = True) -> int:
    """Return about how many bytes a value and all that it refers to take.

    Parameters
    ----------
    texts : bool
        Whether texts count; not those of a value that refers to texts of another one, which holds them anyway.

    Examples
    --------
    >>> size_of(b"") == sys.getsizeof(b""), size_of((None, True)) == sys.getsizeof((None, True))
    (True, True)
    >>> size_of([b"a" * 100] * 3) == size_of([b"a" * 100]) + 16  # one object, referred to three times
    True
    """
    return _Estimate(texts).of(value)


class _Estimate:
    """One estimate, in which an object counts where it is met first."""

    def __init__(self, texts: bool) -> None:
        self._free = SHARED if texts else SHARED | {str}
        self._met: set[int] = set()

    def of(self, value: object) -> int:
        kind = type(value)
        if kind in self._free or id(value) in self._met:
            return 0
        self._met.add(id(value))
        own = sys.getsizeof(value)
        return own if kind in WITHOUT_PARTS else own + self._parts(value)

    def _parts(self, value: object) -> int:
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return sum(map(self.of, value))  # a row, whose fields differ
        if isinstance(value, (tuple, list, set, frozenset)):
            return self._of_members(value)
        if isinstance(value, dict):
            return self._of_members(value.keys()) + self._of_members(value.values())
        return sum(map(self.of, _attributes(value)))

    def _of_members(self, members: Collection[object]) -> int:
        if not members:
            return 0
        some = list(islice(members, 0, None, max(1, len(members) // SAMPLED)))
        return sum(map(self.of, some)) * len(members) // len(some)


def _attributes(value: object) -> Iterator[object]:
    """Yield what an object refers to by name; of an array that shows part of another one, that one."""
    yield from getattr(value, "__dict__", {}).copy().values()  # another thread may compute one more meanwhile
    for name in chain.from_iterable(getattr(kind, "__slots__", ()) for kind in type(value).__mro__):
        yield getattr(value, name, None)
    yield getattr(value, "base", None)
