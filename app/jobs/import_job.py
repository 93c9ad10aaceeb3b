"""Imports as jobs: an uploaded archive of one of several formats, checked when it comes, stored when its turn comes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from app.imports.mappings.mapping import mapping_names
from app.jobs.ndjson_archive import check_ndjson_archive, run_ndjson_import
from app.jobs.table_archive import OWN_MAPPING, check_table_archive, run_table_import
from app.jobs.work import Work, Worker


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """How one format is read.

    Attributes
    ----------
    suffixes : frozenset of str
        Of the files that are read; others in an archive are left out.
    check : callable
        Refuses files that cannot be imported, and returns the kinds of records that they will write, as far as these
        are known beforehand.
    run : Worker
        Stores what is sound in them.
    """

    suffixes: frozenset[str]
    check: Callable[[Path, bool], Iterable[str]]
    run: Worker


def _tables(form: str) -> ImportFormat:
    return ImportFormat(frozenset({".csv", ".toml"}), partial(check_table_archive, form), run_table_import)


FORMATS: Mapping[str, ImportFormat] = {
    **{form: _tables(form) for form in (*mapping_names(), OWN_MAPPING)},
    "ndjson": ImportFormat(frozenset({".ndjson", ".jsonl"}), check_ndjson_archive, run_ndjson_import),
}
"""Every format of `POST /v1/imports` by its name."""


async def run_import(work: Work) -> dict[str, Any]:
    """Store what is sound in an uploaded archive, and return what became of it."""
    return await FORMATS[work.job.parameters["format"]].run(work)
