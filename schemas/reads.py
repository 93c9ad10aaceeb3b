"""A question to storage, and the moment it is answered for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The subject of an answer: one ledger, at one instant, as known at another.

    Attributes
    ----------
    account_id : str
        The account; empty for what belongs to none.
    as_of, known_at : str
        What was so then, as we knew it then; ``known_at`` is the instant of a write, so that the same answer can be
        had again.
    revision, book_revision : int
        Those known at ``known_at``.
    erased_at : str
        When something that it may show was last erased, empty when nothing ever was: erasure reaches answers about
        earlier times too, so these depend on it.
    """

    account_id: str
    as_of: str
    known_at: str
    revision: int
    book_revision: int = 0
    erased_at: str = ""

    @property
    def erasure(self) -> tuple[str, ...]:
        """The part of an ETag that its erasures make."""
        return ("e" + "".join(filter(str.isdigit, self.erased_at)),) if self.erased_at else ()

    def known_with(self, others: Iterable["Snapshot"]) -> "Snapshot":
        """Return the same moment as known at the last write of any of these ledgers, so that all can be had again."""
        return replace(self, known_at=max([self.known_at, *(each.known_at for each in others)]))


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page of a list.

    Attributes
    ----------
    equal : mapping
        Fields, each with the value that a record must have there, or a tuple of values of which it must have one.
    least, most : mapping
        Fields, each with the least and the most that a record may have there, both included.
    before : mapping
        Fields that hold instants, and the instant before which each must lie.
    changed_since : str or None
        The instant at or after which a record must have been written last.
    words : tuple of str
        Words that the name must contain, as `schemas.names.folding` writes them.
    holds : mapping
        Fields that are lists, and the value each must hold, or a tuple of values of which it must hold one.
    external_id : tuple or None
        ``(system, id)`` of another system that the record must have.
    sort : str
        Field to sort by; ties by id.
    numeric, descending : bool
        Whether the field holds numbers, and the direction.
    after : tuple or None
        Sort key and id of the last item of the page before.
    limit : int
        Items at most.
    """

    equal: Mapping[str, Any] = field(default_factory=dict)
    least: Mapping[str, Any] = field(default_factory=dict)
    most: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    changed_since: str | None = None
    words: tuple[str, ...] = ()
    holds: Mapping[str, Any] = field(default_factory=dict)
    external_id: tuple[str, str] | None = None
    sort: str = "id"
    numeric: bool = False
    descending: bool = False
    after: tuple[str | float, str] | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Items of one page as stored, and where the next one begins; None after the last."""

    items: tuple[Mapping[str, Any], ...]
    after: tuple[str | float, str] | None


class Newest(NamedTuple):
    """A record as it was last written: its latest state, its newest row, and the revision it was read at."""

    row: dict[str, Any]
    head: dict[str, Any]
    revision: int


class AccountSize(NamedTuple):
    """How much of an account is recorded, what has ended too.

    Attributes
    ----------
    people : int
        People.
    ties : int
        Reporting lines, influences, conflicts and alliances between them.
    contacts : int
        Interactions.
    stakes : int
        Roles of people in decision chains, those with a vote and those without.
    """

    people: int = 0
    ties: int = 0
    contacts: int = 0
    stakes: int = 0
