"""Archives: an uploaded zip file, unpacked within limits into one folder, or refused as a whole."""

import errno
import os
import shutil
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from app.http.uploads import room_on_disk
from app.limits.waiting import COME_AGAIN_SECONDS
from schemas.errors import InvalidInput, TooLarge, TooMany
from schemas.messages.message import Message

FILES_AT_MOST = 1_000
LONGEST_NAME = 200
UNPACKED_TIMES = 10
"""How many times larger than the largest archive its contents may be."""

RATIO, RATIO_FROM = 100, 10_000_000
"""How many times larger than the archive its contents may be, from how many bytes on: tables shrink to a tenth.

The ratio is that of Apache POI's ``ZipSecureFile`` (least inflate ratio 0.01).
"""

_DIRECTORY_BYTES = 1_000_000
"""Of the list of files in an archive: it is read as a whole, so a longer one is not begun."""

_LIST_END = struct.Struct("<4s4H2LH")
_LIST_END_MARK, _LARGE_LIST_MARK = b"PK\x05\x06", b"PK\x06\x07"
_LARGE_LIST_BYTES = 20
_LONGEST_COMMENT = 65_535

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError, struct.error)


def unpack(archive: Path, folder: Path, suffixes: frozenset[str], largest: int, room: int) -> list[str]:
    """Unpack the files of an archive that have one of the suffixes, and return their names.

    They may lie at the top of the archive, or all in one folder. Others, and what systems add, are left out.

    Parameters
    ----------
    suffixes : frozenset of str
        In lower case, with their dot.
    largest : int
        Bytes that they may have together.
    room : int
        Bytes for which there is room beside what waits already.

    Raises
    ------
    InvalidInput
        When it is not a zip archive, is broken or encrypted, or contains files that would lie outside the folder.
    TooLarge
        When it holds too many files, too many bytes, or far more than its own size.
    TooMany
        When what waits already leaves no room for it.
    DiskFull
        When there is no room for them.
    """
    try:
        _check_list(archive)
        with ZipFile(archive) as opened:
            chosen = _chosen(opened.infolist(), suffixes)
            _check_bytes(sum(entry.file_size for entry in chosen.values()), archive, largest, room)
            folder.mkdir(mode=0o700)
            for name, entry in chosen.items():
                _unpack_one(opened, entry, folder / name)
    except _BROKEN:
        raise _broken() from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise _broken() from None  # the list of files names a place before the first byte
    return sorted(chosen)


def _check_list(archive: Path) -> None:
    """Refuse an archive whose list of files is too long to be read as a whole."""
    with archive.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LIST_END.size - _LONGEST_COMMENT - _LARGE_LIST_BYTES))
        tail = file.read()
    place = len(tail) - _LIST_END.size
    if not (tail[place:].startswith(_LIST_END_MARK) and tail.endswith(b"\0\0")):
        place = tail.rfind(_LIST_END_MARK)
    if place < 0 or len(tail) - place < _LIST_END.size:
        raise zipfile.BadZipFile
    large = tail[max(0, place - _LARGE_LIST_BYTES) :].startswith(_LARGE_LIST_MARK)
    if large or _LIST_END.unpack_from(tail, place)[5] > _DIRECTORY_BYTES:
        raise _too_many()


def _check_bytes(size: int, archive: Path, largest: int, room: int) -> None:
    if size > largest:
        raise TooLarge(Message("jobs.unpacked_too_large", megabytes=f"{largest / 1_000_000:g}"))
    if size > RATIO_FROM and size > RATIO * archive.stat().st_size:
        raise TooLarge(Message("jobs.grows_too_much", times=RATIO))
    if size > room:
        raise TooMany(Message("jobs.uploads_full"), COME_AGAIN_SECONDS)


def _chosen(entries: list[ZipInfo], suffixes: frozenset[str]) -> dict[str, ZipInfo]:
    files = [(_parts(entry), entry) for entry in entries]
    kept = [(parts, entry) for parts, entry in files if not (entry.is_dir() or _is_of_a_system(parts))]
    if len(kept) > FILES_AT_MOST:
        raise _too_many()
    _check_depth([parts for parts, _ in kept])
    wanted = [(parts[-1], entry) for parts, entry in kept if PurePosixPath(parts[-1]).suffix.lower() in suffixes]
    if not wanted:
        raise InvalidInput.at("", Message("jobs.no_wanted_file", suffixes=sorted(suffixes)))
    for name, entry in wanted:
        _check_entry(name, entry)
    if len({name.casefold() for name, _ in wanted}) < len(wanted):
        raise InvalidInput.at("", Message("jobs.name_twice"))
    return dict(wanted)


def _parts(entry: ZipInfo) -> list[str]:
    """Return the folders and the name of an entry, all of which stay within the archive."""
    name = entry.orig_filename.removesuffix("/")
    parts = name.split("/")
    outside = name.startswith("/") or "\\" in name or ":" in parts[0] or any(part in {"", ".", ".."} for part in parts)
    if outside or not name.isprintable():
        raise InvalidInput.at("", Message("jobs.name_leads_out", name=_shown(name)))
    return parts


def _is_of_a_system(parts: list[str]) -> bool:
    return parts[0] == "__MACOSX" or parts[-1].startswith(".")


def _check_depth(places: list[list[str]]) -> None:
    """Refuse files in several folders: two of one name would become one."""
    if len({tuple(parts[:-1]) for parts in places}) > 1 or any(len(parts) > 2 for parts in places):
        raise InvalidInput.at("", Message("jobs.several_folders"))


def _check_entry(name: str, entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise InvalidInput.at("", Message("jobs.encrypted", name=_shown(name)))
    if entry.compress_type not in _METHODS:
        raise InvalidInput.at("", Message("jobs.packed_otherwise", name=_shown(name)))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise InvalidInput.at("", Message("jobs.link", name=_shown(name)))
    if len(name.encode()) > LONGEST_NAME:
        raise InvalidInput.at("", Message("jobs.name_too_long", name=_shown(name), most=LONGEST_NAME))


def _unpack_one(opened: ZipFile, entry: ZipInfo, target: Path) -> None:
    with opened.open(entry) as source, room_on_disk(), target.open("xb") as file:
        shutil.copyfileobj(source, file, 1_000_000)
        file.flush()
        os.fsync(file.fileno())


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name[:80])


def _broken() -> InvalidInput:
    return InvalidInput.at("", Message("jobs.not_an_archive"))


def _too_many() -> TooLarge:
    return TooLarge(Message("jobs.many_files", most=FILES_AT_MOST))
