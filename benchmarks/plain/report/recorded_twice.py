"""Who may be recorded twice: people whose names, mail addresses or telephone numbers agree."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import prod

import networkx as nx

from schemas.rows.account_graph import PersonNode

WEIGHTS = {"name": 0.5, "mail": 0.8, "phone": 0.4}
SHARED_BY = {"name": 20, "mail": 5, "phone": 5}


def recorded_twice(people: Iterable[PersonNode]) -> list[list[str]]:
    """Return groups of people who may be one, each with a likelihood of at least one half."""
    having: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person in people:
        for key in _keys(person):
            having[key].add(person.id)
    agree: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (kind, _), ids in having.items():
        if len(ids) <= SHARED_BY[kind]:
            for pair in combinations(sorted(ids), 2):
                agree[pair].add(kind)
    alike = [pair for pair, kinds in agree.items() if 1 - prod(1 - WEIGHTS[kind] for kind in kinds) >= 0.5]
    return [sorted(group) for group in nx.connected_components(nx.Graph(alike))]


def _keys(person: PersonNode) -> Iterator[tuple[str, str]]:
    if person.name:
        name = _plain(person.name)
        yield "name", " ".join(sorted(name.split()))
        latin = re.findall(r"[a-z][a-z'.-]*", name)
        if len(latin) > 1:
            yield "name", " ".join(sorted(latin))
        yield from (("name", part) for part in re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}", name))
    yield from (("mail", _plain(mail)) for mail in person.mails or ())
    for phone in person.phones or ():
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= 6:
            yield "phone", digits[-9:]


def _plain(text: str) -> str:
    """Return a text without case, accents and width."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one)))
