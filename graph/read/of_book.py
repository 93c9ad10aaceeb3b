"""Records of the book that accounts name: many name the same ones, so those that are known are not read again. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.read.account_graph_rows import Found

SeenOfBook = dict[tuple[str, str], Any]
"""Rows by kind and id; None where there is no such record."""

KnownOfBook = dict[int, SeenOfBook]
"""Rows of one instant by the revision of the book, which alone changes them."""

KIND_OF = {"members": "team_member", "competitors": "competitor"}
"""Kind by how `named_of_book` names its ids."""


def unseen(seen: SeenOfBook, named: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the ids that are not among the rows; nothing where all of them are.

    Examples
    --------
    >>> unseen({("team_member", "kim"): None}, {"members": ["kim", "lea"], "competitors": []})
    {'members': ['lea'], 'competitors': []}
    >>> unseen({("team_member", "kim"): None}, {"members": ["kim"], "competitors": []})
    {}
    """
    new = {name: [each for each in ids if (KIND_OF[name], each) not in seen] for name, ids in named.items()}
    return new if any(new.values()) else {}


def of_named(seen: SeenOfBook, named: Mapping[str, Sequence[str]]) -> Found:
    """Return the rows of ids by kind, in the order of the ids, without those that there are not."""
    rows = {KIND_OF[name]: [seen[KIND_OF[name], each] for each in ids] for name, ids in named.items()}
    return {kind: [row for row in found if row is not None] for kind, found in rows.items()}
