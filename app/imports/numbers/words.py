"""Words beside numbers: currencies and multiples (Mio., 万); from the data file `schemas/numbers/words.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from schemas.names.folding import folded

FILE = Path(__file__).parents[3] / "schemas" / "numbers" / "words.toml"

_NOTHING_SAID = re.compile(r"[\s.]+")


class Beside(NamedTuple):
    """What stands beside a number.

    Attributes
    ----------
    currencies : frozenset of str
        ISO codes that it may mean; empty where it is not a currency.
    places : int
        By how many places it moves the decimal sign.
    unclear : bool
        Whether its multiple differs from place to place (a German Billion is a thousand English ones).
    """

    currencies: frozenset[str] = frozenset()
    places: int = 0
    unclear: bool = False


NOTHING = Beside()


@lru_cache(maxsize=4096)
def beside(word: str) -> Beside | None:
    """Return what a word beside a number says: a currency, a multiple, or a multiple of a currency; None for others.

    Examples
    --------
    >>> beside("US $"), beside("Mio.").places, beside("万元").places, beside("Stück")
    (Beside(currencies=frozenset({'USD'}), places=0, unclear=False), 6, 4, None)
    """
    key = _key(word)
    if not key:
        return None
    if key in _currencies():
        return Beside(_currencies()[key])
    for multiple, places in _multiples().items():
        rest = key.removeprefix(multiple)
        if rest != key and (not rest or rest in _currencies()):
            return Beside(_currencies().get(rest, frozenset()), places or 0, places is None)
    return None


def _key(word: str) -> str:
    return _NOTHING_SAID.sub("", folded(word))


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _currencies() -> dict[str, frozenset[str]]:
    """Return by sign or word the codes that it may mean."""
    codes = {_key(code): frozenset({code}) for code in _said()["codes"].split()}
    return codes | {_key(word): frozenset(meant.split()) for word, meant in _said()["currencies"].items()}


@cache
def _multiples() -> dict[str, int | None]:
    """Return by word how many places it moves the decimal sign, None where that differs; longer words first."""
    known: dict[str, int | None] = {_key(word): None for word in _said()["unclear"]["words"]}
    known |= {_key(word): places for word, places in _said()["multiples"].items()}
    return dict(sorted(known.items(), key=lambda one: -len(one[0])))
