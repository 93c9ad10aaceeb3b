"""The rows of all files, on disk: so that they are checked and joined in memory that no file is too large for."""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from app.imports.mappings.record_plans import RANK, Made
from app.imports.mappings.table_scope import Cells
from schemas.errors import DiskFull
from schemas.messages.message import Message

STAGED, ACCEPTED, REFUSED, MERGED = range(4)
"""States of a staged record."""

_TABLES = """
CREATE TABLE record (
    seq INTEGER PRIMARY KEY, plan INTEGER, rank INTEGER, kind TEXT, ledger TEXT, owner_kind TEXT, owner_id TEXT,
    id TEXT, key TEXT, data TEXT, file INTEGER, row INTEGER, said TEXT, state INTEGER DEFAULT 0,
    place INTEGER DEFAULT 0, correction INTEGER DEFAULT 0, silent TEXT DEFAULT '[]', vacant INTEGER DEFAULT 0,
    UNIQUE (plan, ledger, owner_kind, owner_id, key)
);
CREATE INDEX record_rank ON record (rank, vacant, plan, seq);
CREATE TABLE node (kind TEXT, id TEXT, ledger TEXT, seq INTEGER, PRIMARY KEY (kind, id, ledger)) WITHOUT ROWID;
CREATE TABLE lost (kind TEXT, id TEXT, file INTEGER, row INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE noted (file INTEGER, row INTEGER, reason TEXT, PRIMARY KEY (file, row, reason)) WITHOUT ROWID;
CREATE TABLE looked_up (file TEXT, key TEXT, cells TEXT, PRIMARY KEY (file, key)) WITHOUT ROWID;
CREATE TABLE parent (id TEXT PRIMARY KEY, parent TEXT) WITHOUT ROWID;
CREATE INDEX parent_children ON parent (parent);
"""

_FOR_SPEED = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -8000")
"""The staged rows live as long as one import: nothing needs to survive a crash."""


class Place(NamedTuple):
    """Where something was read: place of the file among the files, and number of the row."""

    file: int
    row: int


def row_of(names: Sequence[str], place: Place) -> Message:
    """Return a place as a person finds it: the name of the file, and the number of the row."""
    return Message("places.row", file=names[place.file], row=place.row)


class Staged(NamedTuple):
    """A record as it is staged; ``said`` is the id that its row gives itself.

    Attributes
    ----------
    silent : str
        Fields that no row of it says anything of, as JSON text.
    vacant : int
        Whether it is not a record, but says of a row that the place of this one is empty.
    """

    seq: int
    plan: int
    kind: str
    ledger: str
    owner_kind: str
    owner_id: str
    id: str | None
    key: str
    data: str
    file: int
    row: int
    said: str
    correction: int
    silent: str
    vacant: int

    @property
    def place(self) -> Place:
        """Where it was read."""
        return Place(self.file, self.row)

    def fields(self) -> dict[str, Any]:
        """Return its fields."""
        found: dict[str, Any] = json.loads(self.data)
        return found

    def silent_fields(self) -> tuple[str, ...]:
        """Return the fields that no row says anything of."""
        return tuple(json.loads(self.silent))


_COLUMNS = ", ".join(Staged._fields)


class Staging:
    """Records of one import, from the first row that is read to the last that is written.

    Parameters
    ----------
    names : list of str
        The files, for sentences.

    Attributes
    ----------
    at : Place
        Where work is, to be named where the disk is full.
    """

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._folder = tempfile.TemporaryDirectory(prefix="stakegraph-import-")
        self._base = sqlite3.connect(Path(self._folder.name) / "rows", isolation_level=None, check_same_thread=False)
        self.at = Place(-1, 0)
        with self.room():
            for setting in _FOR_SPEED:
                self._base.execute(f"PRAGMA {setting}")
            self._base.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    @contextmanager
    def room(self) -> Iterator[None]:
        """Say where the disk was full.

        Raises
        ------
        DiskFull
            When staged rows cannot be written.
        """
        try:
            yield
        except (sqlite3.Error, OSError):
            raise self._full() from None

    def _full(self) -> DiskFull:
        if self.at.file < 0:
            return DiskFull(Message("imports.no_room", folder=self._folder.name))
        return DiskFull(Message("imports.no_room_at", folder=self._folder.name, place=row_of(self.names, self.at)))

    @contextmanager
    def in_one_go(self) -> Iterator[None]:
        """Stage all that happens within as one transaction of the disk."""
        with self.room():
            self._base.execute("BEGIN")
            yield
            self._base.execute("COMMIT")

    # Rows

    def add(self, plan: int, kind: str, made: Made, place: Place, said: str = "") -> bool:
        """Stage a record; return False when the plan staged one of the same id before."""
        self.at = place
        data = json.dumps(made.data, ensure_ascii=False, sort_keys=True)
        owner = made.owner
        whose = (plan, RANK[kind], kind, owner.ledger, owner.kind, owner.id, made.id, made.key)
        values = (*whose, data, *place, said, json.dumps(made.silent), made.vacant)
        names = "plan, rank, kind, ledger, owner_kind, owner_id, id, key, data, file, row, said, silent, vacant"
        done = self._base.execute(f"INSERT OR IGNORE INTO record ({names}) VALUES (?{', ?' * 13})", values)  # noqa: S608
        return done.rowcount > 0

    def add_accepted(self, plan: int, ledger: str, person: Staged, data: dict[str, Any], source: Staged) -> int:
        """Stage a record that follows from two others, and return its number."""
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        values = (
            plan,
            RANK[person.kind],
            person.kind,
            ledger,
            person.key,
            person.key,
            text,
            *source.place,
            source.said,
            ACCEPTED,
        )
        names = "plan, rank, kind, ledger, owner_kind, owner_id, id, key, data, file, row, said, state"
        done = self._base.execute(f"INSERT INTO record ({names}) VALUES (?, ?, ?, ?, '', '', {'?, ' * 6}?)", values)  # noqa: S608
        return int(done.lastrowid or 0)

    def same(self, plan: int, made: Made) -> Staged:
        """Return the record of the same id that a plan staged before."""
        owner = made.owner
        where = "plan = ? AND ledger = ? AND owner_kind = ? AND owner_id = ? AND key = ?"
        [found] = self._select(where, plan, owner.ledger, owner.kind, owner.id, made.key)
        return found

    def change(self, seq: int, data: dict[str, Any]) -> None:
        """Replace the fields of a staged record."""
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        self._base.execute("UPDATE record SET data = ? WHERE seq = ?", (text, seq))

    def hush(self, seq: int, silent: Iterable[str]) -> None:
        """Say of which fields no row of a staged record says anything."""
        self._base.execute("UPDATE record SET silent = ? WHERE seq = ?", (json.dumps(sorted(silent)), seq))

    def keep_row(self, file: str, key: str, cells: Cells) -> None:
        """Keep a row that others look up; the first of a key counts."""
        self._base.execute("INSERT OR IGNORE INTO looked_up VALUES (?, ?, ?)", (file, key, json.dumps(cells)))

    def look_up(self, file: str, key: str) -> Cells | None:
        """Return the cells of a row that was kept."""
        found = self._base.execute("SELECT cells FROM looked_up WHERE file = ? AND key = ?", (file, key)).fetchone()
        return tuple(json.loads(found[0])) if found else None

    # Their states

    def of_rank(self, rank: int, vacant: bool = False) -> Iterator[Staged]:
        """Yield the records of one kind in the order of the mapping and of the rows; or what rows say to be vacant."""
        after = (-1, 0)
        where = "rank = ? AND vacant = ? AND (plan, seq) > (?, ?) ORDER BY plan, seq LIMIT 500"
        while part := self._select(where, rank, vacant, *after):
            yield from part
            after = (part[-1].plan, part[-1].seq)

    def settle(self, seq: int, state: int, ledger: str, correction: bool = False) -> None:
        """Set the state of a record, and the account that it belongs to."""
        values = (state, ledger, correction, seq)
        self._base.execute("UPDATE record SET state = ?, ledger = ?, correction = ? WHERE seq = ?", values)

    def add_node(self, kind: str, record_id: str, ledger: str, seq: int) -> int | None:
        """Note a record that others may name; return the number of the one that was there before, if any."""
        done = self._base.execute("INSERT OR IGNORE INTO node VALUES (?, ?, ?, ?)", (kind, record_id, ledger, seq))
        if done.rowcount:
            return None
        where = "kind = ? AND id = ? AND ledger = ?"
        found = self._base.execute(f"SELECT seq FROM node WHERE {where}", (kind, record_id, ledger)).fetchone()  # noqa: S608
        return int(found[0])

    def lose(self, kind: str, record_id: str, place: Place) -> None:
        """Note a record that was refused, so that whatever names it can say why it is missing."""
        self._base.execute("INSERT OR IGNORE INTO lost VALUES (?, ?, ?, ?)", (kind, record_id, *place))

    def is_new(self, place: Place, reason: Message) -> bool:
        """Note why a row is refused; return whether that was not noted before."""
        values = (*place, str(reason))
        return self._base.execute("INSERT OR IGNORE INTO noted VALUES (?, ?, ?)", values).rowcount > 0

    def lost_at(self, kind: str, record_id: str) -> Place | None:
        """Return where a record stands that was refused."""
        found = self._base.execute("SELECT file, row FROM lost WHERE kind = ? AND id = ?", (kind, record_id)).fetchone()
        return Place(*found) if found else None

    def nodes(self, kind: str, record_id: str) -> list[tuple[str, int]]:
        """Return the accounts in which rows name this kind and id, and the records' numbers; two at most."""
        query = (
            "SELECT node.ledger, node.seq FROM node JOIN record ON record.seq = node.seq"
            " WHERE node.kind = ? AND node.id = ? AND record.plan >= 0 LIMIT 2"
        )
        return self._base.execute(query, (kind, record_id)).fetchall()

    def node(self, kind: str, record_id: str, ledger: str) -> Staged | None:
        """Return an accepted record."""
        found = self._select(
            "seq = (SELECT seq FROM node WHERE kind = ? AND id = ? AND ledger = ?)", kind, record_id, ledger
        )
        return found[0] if found else None

    def record(self, seq: int) -> Staged:
        """Return a record by its number."""
        [found] = self._select("seq = ?", seq)
        return found

    # Accepted records

    def accepted(self, where: str, order: str, *values: object) -> Iterator[Staged]:
        """Yield accepted records that satisfy a condition of this package, in an order."""
        query = f"SELECT {_COLUMNS} FROM record WHERE state = {ACCEPTED} AND {where} ORDER BY {order}"  # noqa: S608
        with self.room():
            rows = self._base.execute(query, values)
        while True:
            with self.room():
                row = rows.fetchone()
            if row is None:
                return
            yield Staged(*row)

    def count(self, state: int) -> int:
        """Return how many records are in a state."""
        return int(self._base.execute("SELECT count(*) FROM record WHERE state = ?", (state,)).fetchone()[0])

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement of this package and return its rows."""
        with self.room():
            return self._base.execute(statement, values).fetchall()

    def _select(self, where: str, *values: object) -> list[Staged]:
        rows = self._base.execute(f"SELECT {_COLUMNS} FROM record WHERE {where}", values)  # noqa: S608
        return [Staged(*row) for row in rows]
