"""Imports of folders into a store, as tests run them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.imports.csv_import import import_csv
from app.imports.mappings.mapping import load_mapping
from app.imports.staging.rejects import RejectsFile
from app.imports.staging.report import CsvImportReport
from graph.store import Store
from schemas.instants import LAST_INSTANT
from schemas.registry import BY_KIND
from tests.data.shared_folders import read_rows

AUTHOR = "tester"


async def imported(
    store: Store,
    folder: Path,
    mapping: str | Path = "salesforce",
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> CsvImportReport:
    """Import a folder; the rejects go to a file beside it."""
    return await import_csv(
        store,
        folder,
        load_mapping(mapping),
        author=AUTHOR,
        rejects=RejectsFile(rejects_of(folder), "en"),
        dry_run=dry_run,
        progress=progress,
    )


def rejects_of(folder: Path) -> Path:
    """Return where `imported` writes the rejects of a folder."""
    return folder.parent / f"{folder.name}-rejects.csv"


def reasons(folder: Path) -> dict[tuple[str, int], str]:
    """Return why rows were not taken, by file and number."""
    rows = read_rows(rejects_of(folder)) if rejects_of(folder).exists() else []
    return {(row["file"], int(row["row"])): row["reason"] for row in rows}


def created(report: CsvImportReport) -> dict[str, int]:
    """Return how many records of each kind an import created."""
    return {kind: counts["created"] for kind, counts in report.kinds.items() if counts["created"]}


async def records(store: Store, kind: str, account: str | None = None) -> list[dict[str, Any]]:
    """Return all records of a kind, of one account or of the book, as they are at the end of time."""
    repository = store.repository
    if account is None and kind == "account":
        snapshot = await repository.accounts_snapshot(LAST_INSTANT)
    elif account is None:
        snapshot = await repository.book_snapshot(LAST_INSTANT)
    else:
        snapshot = await repository.snapshot(account, LAST_INSTANT)
    return [row async for row in repository.rows(BY_KIND[kind], snapshot)]


async def revisions(store: Store) -> dict[str, int]:
    """Return the revision of every account."""
    return {row["id"]: row["revision"] for row in await records(store, "account")}
