"""The rejects of an import: rows that were not taken, each with its file, number, id and what to do."""

from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from app.imports.files.written_rows import RowWriter
from app.imports.staging.staged_records import Place, row_of
from app.messages.sentences import sentence
from schemas.errors import DiskFull, InvalidInput
from schemas.messages.disk_faults import disk_fault
from schemas.messages.message import Language, Message

HEADER = ("file", "row", "id", "reason")

SHOWN = 20
"""How many rejects a report itself lists."""


class Reject(NamedTuple):
    """One thing of a row that was not taken, with the reason in the language of the rejects."""

    file: str
    row: int
    id: str
    reason: str


class RejectsFile(NamedTuple):
    """Where rejects are written, and in which language."""

    path: Path
    language: Language


class Rejects:
    """Writes rejects to a file as they come; a file without any is taken away at the end.

    Parameters
    ----------
    target : RejectsFile
        CSV in UTF-8; its former content is replaced.
    names : list of str
        The files of the import, by their places.

    Attributes
    ----------
    count : int
        How many there were.
    first : list of Reject
        The first of them.
    """

    def __init__(self, target: RejectsFile, names: list[str]) -> None:
        self.path = target.path
        self._language = target.language
        self.count = 0
        self.first: list[Reject] = []
        self._names = names
        self._last = Place(-1, 0)
        try:
            self._file: IO[str] = self.path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            unwritable = Message("imports.rejects_unwritable", file=str(self.path), reason=disk_fault(error))
            raise InvalidInput.at("rejects", unwritable) from None
        self._writer = RowWriter(self._file)

    def __enter__(self) -> Self:
        self._write(HEADER)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._file.close()
        except OSError:
            if kind is None:
                raise self._full() from None
        if not self.count and self.path.is_file():
            self.path.unlink()

    def add(self, place: Place, record_id: str, reason: Message) -> None:
        """Note what was not taken.

        Raises
        ------
        DiskFull
            When there is no room for it.
        """
        self._last = place
        reject = Reject(self._names[place.file], place.row, record_id, sentence(reason, self._language))
        self._write(reject)
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(reject)

    def flush(self) -> None:
        """Bring what was noted to the disk."""
        try:
            self._file.flush()
        except OSError:
            raise self._full() from None

    def _write(self, values: tuple[str | int, ...]) -> None:
        try:
            self._writer.write(values)
        except OSError:
            raise self._full() from None

    def _full(self) -> DiskFull:
        if self._last.file < 0:
            return DiskFull(Message("imports.rejects_full", file=str(self.path)))
        place = row_of(self._names, self._last)
        return DiskFull(Message("imports.rejects_full_at", file=str(self.path), place=place))
