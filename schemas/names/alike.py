"""Who may be recorded twice: people of one account with the same name, mail address or telephone number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import prod
from typing import Literal, NamedTuple

from schemas.names.folding import folded
from schemas.names.order import name_key

Agreement = Literal["name", "mail", "phone"]
"""What two people have in common."""

WEIGHTS: dict[Agreement, float] = {"name": 0.5, "mail": 0.8, "phone": 0.4}
"""How likely one agreement alone makes two records one human: this project's guess. Several combine by noisy-or."""

SHARED_BY: dict[Agreement, int] = {"name": 20, "mail": 5, "phone": 5}
"""What more people have in common says nothing of any two: a switchboard, an info address, the name of half a town."""

DIGITS = 9
"""Last digits by which telephone numbers are compared: a country code, or a zero in its place, does not matter."""

LEAST_DIGITS = 6
"""A shorter number is an extension that others have too."""

_LATIN = re.compile(r"[a-z][a-z'.-]*")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")


class Recorded(NamedTuple):
    """One person as far as it says who they are."""

    id: str
    name: str | None
    mails: Sequence[str] | None = None
    phones: Sequence[str] | None = None


class Alike(NamedTuple):
    """Two people who may be one: their ids, the smaller first, how likely, and what they have in common."""

    first: str
    second: str
    score: float
    agree: tuple[Agreement, ...]


def alike(people: Iterable[Recorded], of: Iterable[str] | None = None) -> list[Alike]:
    """Return the pairs of people who may be one human, the likeliest first, then in order of ids.

    Names agree without case, accents, width and order of their words, and when what they have in one script is the
    same: 金暮帆 Jin Mufan is Mufan Jin. Everybody is looked up by what they have, nobody compared with everybody.

    Parameters
    ----------
    of : iterable of str, optional
        Only pairs with one of these people.

    Examples
    --------
    >>> twice = [Recorded("p1", "金暮帆 Jin Mufan", ["jin@a.com"]), Recorded("p2", "Mufan JIN", ["Jin@a.com"])]
    >>> alike([*twice, Recorded("p3", "Leng Qiubai")])
    [Alike(first='p1', second='p2', score=0.9, agree=('name', 'mail'))]
    """
    having: dict[tuple[Agreement, str], list[str]] = defaultdict(list)
    for person in sorted(people):
        for key in dict.fromkeys(_keys(person)):
            having[key].append(person.id)
    wanted = None if of is None else frozenset(of)
    found: dict[tuple[str, str], set[Agreement]] = defaultdict(set)
    for (agreement, _), ids in having.items():
        if len(ids) <= SHARED_BY[agreement]:
            for pair in combinations(ids, 2):
                if wanted is None or not wanted.isdisjoint(pair):
                    found[pair].add(agreement)
    pairs = [_pair(pair, agree) for pair, agree in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def _pair(ids: tuple[str, str], agree: set[Agreement]) -> Alike:
    agreements = tuple(one for one in WEIGHTS if one in agree)
    return Alike(*ids, round(1 - prod(1 - WEIGHTS[one] for one in agreements), 12), agreements)


def _keys(person: Recorded) -> Iterator[tuple[Agreement, str]]:
    """Yield what a person is looked up by."""
    if person.name:
        yield from (("name", key) for key in _name_keys(person.name))
    yield from (("mail", folded(mail)) for mail in person.mails or ())
    for phone in person.phones or ():
        digits = "".join(re.findall(r"[0-9]", folded(phone)))
        if len(digits) >= LEAST_DIGITS:
            yield "phone", digits[-DIGITS:]


def _name_keys(name: str) -> Iterator[str]:
    """Yield a name with its words in order, and what it has in each script, if that is a name by itself."""
    plain = name_key(name)
    yield " ".join(sorted(plain.split()))
    latin = _LATIN.findall(plain)
    if len(latin) > 1:
        yield " ".join(sorted(latin))
    yield from _EAST_ASIAN.findall(plain)
