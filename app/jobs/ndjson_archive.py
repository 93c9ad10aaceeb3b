"""Import of an archive that holds one file of NDJSON."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.exchange.history_lines import is_history
from app.exchange.ndjson_bodies import LONGEST_LINE
from app.exchange.ndjson_import import ImportReport, import_ndjson
from app.http.uploads import room_on_disk
from app.imports.files.written_rows import RowWriter
from app.jobs.work import Work
from app.messages.sentences import sentence
from schemas.errors import InvalidInput
from schemas.messages.message import Language, Message


@dataclass(slots=True)
class CsvReport(ImportReport):
    """The outcome of an import, with every line that was refused in a file of its own."""

    target: IO[str] = field(kw_only=True)
    language: Language = field(kw_only=True)

    def reject(self, line: int, detail: Message) -> None:
        """Note a line that was not stored."""
        self.rejected += 1
        RowWriter(self.target).write((line, sentence(detail, self.language)))


def check_ndjson_archive(files: Path, dry_run: bool) -> Iterable[str]:
    """Refuse what cannot be imported line by line; kinds of records are known only then, and checked then.

    Raises
    ------
    InvalidInput
        When there are several files, a history, or it shall only be tried.
    """
    if dry_run:
        raise InvalidInput.at("?dry_run", Message("jobs.no_dry_run"))
    if len(list(files.iterdir())) > 1:
        raise InvalidInput.at("", Message("jobs.several_files"))
    with _file_of(files).open("rb") as file:
        if is_history(file.readline(LONGEST_LINE)):
            raise InvalidInput.at("", Message("jobs.history"))
    return ()


async def run_ndjson_import(work: Work) -> dict[str, Any]:
    """Store the sound lines of the one file, and return what became of them; a repeat changes nothing."""
    path = _file_of(work.folder.files)
    total = await asyncio.to_thread(_count_lines, path)
    work.progress.note(0, total)
    with (
        room_on_disk(),
        path.open("rb") as file,
        work.folder.rejects.open("w", encoding="utf-8", newline="") as rejects,
    ):
        RowWriter(rejects).write(("line", "detail"))
        report = CsvReport(target=rejects, language=work.job.language)
        await import_ndjson(
            work.store,
            _lines(file),
            work.job.author,
            lambda _: work.progress.note(report.lines, total),
            role=work.job.role,
            report=report,
        )
    work.progress.note(total, total)
    if not report.rejected:
        work.folder.rejects.unlink()
    return {"lines": report.lines, "outcomes": report.outcomes, "rejected": report.rejected}


def _file_of(files: Path) -> Path:
    return next(files.iterdir())


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in _lines(file))


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yield each line of a file, None for one that is longer than may be held."""
    while line := file.readline(LONGEST_LINE):
        whole = len(line) < LONGEST_LINE or line.endswith(b"\n")
        yield line if whole else None
        while not whole and (rest := file.readline(LONGEST_LINE)):
            whole = rest.endswith(b"\n")
