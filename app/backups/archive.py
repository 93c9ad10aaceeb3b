"""The file of a backup: a zip archive of the history, of what is kept beside it, and of what it says of itself.

An archive ends with the list of its members and their sums, so that one that was cut off or altered is known as such.
"""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import to_json

from schemas.errors import InvalidInput
from schemas.instants import Instant
from schemas.messages.message import Message
from schemas.resource import Body

VERSION = 1
MANIFEST, HISTORY, BESIDE = "manifest.json", "history.ndjson", "beside.ndjson"

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)
"""How reading a member may fail once bytes of the archive are others: each of them was seen (`RuntimeError`: it
claims to be encrypted, or to be packed in a way that is not known; `OSError`: a place before the file's beginning)."""


class Manifest(Body):
    """What a backup says of itself.

    Attributes
    ----------
    made_at : str
        When it was begun: everything recorded until then is in it.
    parts : list of str
        What it holds beside history, such as ``api_keys``.
    """

    kind: str = "stakegraph backup"
    version: int = VERSION
    made_at: Instant
    parts: list[str]
    changes: int
    rows: int
    beside: dict[str, int]


@contextmanager
def new_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Yield an archive to write, which nobody else reads, and which has its name only once it is whole."""
    draft = path.with_name(f"{path.name}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write what a backup says of itself, last of all."""
    archive.writestr(MANIFEST, to_json(manifest))


@contextmanager
def whole_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Yield a backup to read, once all of it was read and found whole.

    Raises
    ------
    InvalidInput
        When it is not a backup, was cut off or altered, or is of a newer version; it says which.
    """
    with _opened(path) as archive:
        try:
            manifest = _manifest(archive, path)
            altered = archive.testzip()
        except _BROKEN:
            raise InvalidInput(Message("backups.altered", file=str(path))) from None
        if altered is not None:
            raise InvalidInput(Message("backups.altered", file=str(path)))
        yield archive, manifest


def _opened(path: Path) -> zipfile.ZipFile:
    """Open an archive, whose list of members stands at its end."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, struct.error, EOFError, NotImplementedError, ValueError):
        raise InvalidInput(Message("backups.cut_off", file=str(path))) from None


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    names = set(archive.namelist())
    if not {MANIFEST, HISTORY, BESIDE} <= names:
        raise InvalidInput(Message("backups.other", file=str(path)))
    text = archive.read(MANIFEST)
    found = _Version.model_validate_json(text)
    if found.version > VERSION:
        raise InvalidInput(Message("backups.newer", file=str(path), found=found.version, known=VERSION))
    try:
        return Manifest.model_validate_json(text)
    except ValidationError:
        raise InvalidInput(Message("backups.altered", file=str(path))) from None


class _Version(Body, extra="ignore"):
    version: int = 0
