"""The source of a mapping's values: the columns of one file that they need, and the rows of other files."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from app.imports.cells.crosswalks import crosswalk, crosswalk_names, folded
from app.imports.cells.dates import DateColumn
from app.imports.cells.known_ids import KnownIds
from app.imports.mappings.mapping import FileMapping
from app.imports.mappings.mapping import Mapping as TableMapping
from app.imports.numbers.number_column import NumberColumn
from schemas.errors import Problem
from schemas.messages.message import Message

Cells = tuple[str | None, ...]
"""The cells of one row that a mapping needs, None where they hold nothing."""

LookUp = Callable[[str, str], Cells | None]
"""Gives the cells of another file's row by its key."""

MOST_UNKNOWN = 1_000
"""Values without a counterpart that are remembered."""


@dataclass
class Findings:
    """Things noticed while values are read.

    Attributes
    ----------
    problems : list of Problem
        Faults of the mapping.
    unknown : Counter
        Values that a crosswalk does not know, by crosswalk.
    unread : Counter
        Titles that say no level, each with why.
    managers : dict
        Names by which rows call managers, by the ids that were made of them.
    known_ids : KnownIds
        Makes ids, as they are stored already.
    looked_up : set of str
        Files of which rows are looked up.
    """

    problems: list[Problem] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    unread: Counter[tuple[str, str]] = field(default_factory=Counter)
    managers: dict[str, str] = field(default_factory=dict)
    known_ids: KnownIds = field(default_factory=KnownIds)
    looked_up: set[str] = field(default_factory=set)

    def note_unknown(self, table: str, value: str) -> None:
        """Count a value that a crosswalk does not know."""
        if (table, value) in self.unknown or len(self.unknown) < MOST_UNKNOWN:
            self.unknown[table, value] += 1

    def note_unread(self, title: str, why: str) -> None:
        """Count a title that says no level."""
        if (title, why) in self.unread or len(self.unread) < MOST_UNKNOWN:
            self.unread[title, why] += 1


class TableScope:
    """The columns of one file, as far as a mapping reads them.

    Parameters
    ----------
    file : str
        Name of the file in the mapping; empty for records that come from none.

    Attributes
    ----------
    needed : dict
        Columns that are read, and their places in the cells of a row.
    dates : dict
        How the columns of dates are read, by place.
    numbers : dict
        The same of the columns of numbers.
    present : frozenset of int
        Places of the columns that the file has, once it is open.
    noted : set or None
        Where places of columns are noted as they are asked for, None for what is looked up in another file.
    others : dict
        The scopes of all files, this one too.
    date_of : callable
        Reads a date that stands for itself.
    single : set of int
        Places of columns of which one value is read; the others are read for lists only.
    copies : dict
        By place of a column, the places of further columns that bear its name, once the file is known.
    """

    def __init__(self, mapping: TableMapping, file: str, findings: Findings) -> None:
        self.mapping = mapping
        self.file = file
        self.findings = findings
        self.look_up: LookUp = lambda file, key: None
        self.needed: dict[str, int] = {}
        self.dates: dict[int, DateColumn] = {}
        self.numbers: dict[int, NumberColumn] = {}
        self.present: frozenset[int] = frozenset()
        self.noted: set[int | None] | None = None
        self.others: dict[str, TableScope] = {}
        self._zone = ZoneInfo(mapping.timezone) if mapping.timezone else None
        self.date_of = DateColumn((), self._zone).read
        self.single: set[int] = set()
        self.copies: dict[int, tuple[int, ...]] = {}
        self._of_list: set[int] | None = None

    def other(self, file: str) -> "TableScope":
        """Return the scope of another file, in which rows are looked up."""
        self.findings.looked_up.add(file)
        self._note(None)
        return self.others[file]

    @property
    def settings(self) -> FileMapping:
        """The settings of the file in the mapping."""
        return self.mapping.files[self.file]

    def column(self, name: str) -> int:
        """Return the place of a column among the needed ones."""
        place = self.needed.setdefault(name, len(self.needed))
        (self.single if self._of_list is None else self._of_list).add(place)
        self._note(place)
        return place

    def _note(self, place: int | None) -> None:
        if self.noted is not None:
            self.noted.add(place)

    @contextmanager
    def listing(self) -> Iterator[set[int]]:
        """Say that what is compiled within is one value of a list; gives the places of the columns that it reads."""
        before, self._of_list = self._of_list, set()
        try:
            yield self._of_list
        finally:
            self._of_list = before

    def variants(self, cells: Cells, places: Iterable[int]) -> Iterator[Cells]:
        """Yield a row as each set of columns of the same names has it, the first one first.

        Parameters
        ----------
        places : iterable of int
            The columns that are read.
        """
        yield cells
        several = {place: self.copies[place] for place in places if place in self.copies} if self.copies else {}
        for turn in range(max(map(len, several.values()), default=0)):
            chosen = {place: cells[copies[turn]] for place, copies in several.items() if turn < len(copies)}
            if any(text is not None for text in chosen.values()):
                yield tuple(chosen.get(place, text) for place, text in enumerate(cells))

    def date_column(self, name: str) -> tuple[int, DateColumn]:
        """Return the same of a column that holds dates, with how it is read."""
        place = self.column(name)
        if place not in self.dates:
            self.dates[place] = DateColumn(self.mapping.dates, self._zone)
        return place, self.dates[place]

    def number_column(self, name: str) -> NumberColumn:
        """Return how a column that holds numbers is read."""
        return self.numbers.setdefault(self.column(name), NumberColumn(self.mapping.decimal))

    def table(self, name: str, pointer: str) -> Mapping[str, str]:
        """Return a crosswalk, of the mapping or shipped; an unknown one is a problem of the mapping."""
        if name in self.mapping.crosswalks:
            return folded(self.mapping.crosswalks[name])
        if name in crosswalk_names():
            return crosswalk(name)
        known = [*self.mapping.crosswalks, *crosswalk_names()]
        self.problem(pointer, Message("imports.no_crosswalk", crosswalk=name, known=known))
        return {}

    def problem(self, pointer: str, detail: Message) -> None:
        """Note a fault of the mapping."""
        self.findings.problems.append(Problem(pointer, detail))
