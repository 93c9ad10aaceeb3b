"""Drafts: an account graph that changes are made to, one after the other."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas.errors import InvalidInput
from schemas.messages.message import Message
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import MemberNode

KEYS: Mapping[str, Sequence[str]] = {"assumed_closeness": ("member", "person")}
"""The fields that say which row it is, by name of the rows; the id where nothing stands here."""


class Draft:
    """An account graph on its way to another one; rows that no change touches stay the same objects.

    Parameters
    ----------
    account : AccountGraph
        As it was read.
    book : mapping
        Members of ours whom no row of the account names, by id: a change may name them.

    Attributes
    ----------
    place : int
        Position of the change that is being made, from 0.
    """

    def __init__(self, account: AccountGraph, book: Mapping[str, MemberNode]) -> None:
        self.account = account
        self.book = book
        self.place = 0
        self._rows: dict[str, dict[Hashable, Any]] = {}
        self._touched: set[str] = set()
        self._of_person: dict[str, dict[str, dict[Hashable, Any]]] = {}
        self._settled: dict[Hashable, int] = {}

    def rows(self, name: str) -> Mapping[Hashable, Any]:
        """Return the rows of one name as they are by now, by id."""
        return self._table(name)

    def rows_of(self, name: str, person: str) -> Sequence[Any]:
        """Return the rows of one name that are of a person: who moves, reports, votes, is judged, or is named first."""
        if name not in self._of_person:
            self._of_person[name] = {}
            for row in self._table(name).values():
                self._note(name, row)
        return tuple(self._of_person[name].get(person, {}).values())

    def put(self, name: str, row: Any) -> None:
        """Add a row, or put it in the place of the one with its id."""
        self._touched.add(name)
        self._table(name)[_key(name, row)] = row
        if name in self._of_person:
            self._note(name, row)

    def drop(self, name: str, row: Any) -> None:
        """Take a row away."""
        self._touched.add(name)
        del self._table(name)[_key(name, row)]
        if name in self._of_person:
            del self._of_person[name][_person(row)][_key(name, row)]

    def settle(self, field: str, *what: str) -> None:
        """Note that this change decides something; an earlier one that decided the same contradicts it.

        Parameters
        ----------
        field : str
            The field of the change to point at.
        what : str
            What is decided: each of two changes that name the same must not stand beside the other.
        """
        if what in self._settled:
            raise refused(field, Message("simulation.twice", change=self._settled[what]))
        self._settled[what] = self.place

    def settled_at(self, *what: str) -> int | None:
        """Return the position of the change that has decided something; None if none has."""
        return self._settled.get(what)

    @property
    def new_id(self) -> str:
        """The id of a row that this change adds; no recorded id contains a slash."""
        return f"/changes/{self.place}"

    def graph(self) -> AccountGraph:
        """Return the account as it is by now; the same object if nothing has been touched."""
        if not self._touched:
            return self.account
        changed: dict[str, Any] = {name: tuple(self._in_order(name)) for name in sorted(self._touched)}
        return replace(self.account, **changed)

    def _table(self, name: str) -> dict[Hashable, Any]:
        if name not in self._rows:
            self._rows[name] = {_key(name, row): row for row in getattr(self.account, name)}
        return self._rows[name]

    def _note(self, name: str, row: Any) -> None:
        self._of_person[name].setdefault(_person(row), {})[_key(name, row)] = row

    def _in_order(self, name: str) -> Sequence[Any]:
        return [row for _, row in sorted(self._table(name).items())]


def _key(name: str, row: Any) -> Hashable:
    fields = KEYS.get(name)
    return row.id if fields is None else tuple(getattr(row, field) for field in fields)


def _person(row: Any) -> str:
    """Return whom a row is of; the first of two who have no order."""
    first: str = row.people[0] if hasattr(row, "people") else getattr(row, "source", None) or row.person
    return first


def refused(field: str, message: Message) -> InvalidInput:
    """Return the refusal of a change, pointing at one of its fields."""
    return InvalidInput.at(f"/{field}", message)
