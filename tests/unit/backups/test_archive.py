"""The file of a backup: whichever of its bytes is another, it is refused in words or read as it was written."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.backups.archive import BESIDE, HISTORY, Manifest, new_archive, whole_archive, write_manifest
from schemas.errors import InvalidInput
from tests.nightly import examples

LINES = b"".join(b'{"change":%d,"name":"Ana %d"}\n' % (number, number * 7919) for number in range(40))
WRITTEN = Manifest(made_at="2026-11-29T00:00:00Z", parts=[], changes=40, rows=40, beside={})


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "book.zip"
    with new_archive(path) as archive:
        archive.writestr(HISTORY, LINES)
        archive.writestr(BESIDE, b"")
        write_manifest(archive, WRITTEN)
    return path


def _read(path: Path) -> tuple[Manifest, bytes, bytes] | None:
    """Return what a backup holds, nothing where it is refused."""
    try:
        with whole_archive(path) as (archive, manifest):
            return manifest, archive.read(HISTORY), archive.read(BESIDE)
    except InvalidInput:
        return None


def test_what_was_written_is_read(written: Path):
    assert _read(written) == (WRITTEN, LINES, b"")


@settings(max_examples=examples(60), deadline=None)
@given(mask=st.integers(1, 255))
def test_a_byte_that_was_altered_anywhere_is_refused_or_changes_nothing(written: Path, mask: int):
    whole, altered = written.read_bytes(), written.with_name("altered.zip")
    for place in range(mask % 7, len(whole), 7):
        altered.write_bytes(whole[:place] + bytes([whole[place] ^ mask]) + whole[place + 1 :])
        assert _read(altered) in (None, (WRITTEN, LINES, b""))


def test_every_packed_byte_that_was_altered_is_refused_or_changes_nothing(written: Path):
    with zipfile.ZipFile(written) as archive:
        member = archive.getinfo(HISTORY)
    whole, altered = written.read_bytes(), written.with_name("altered.zip")
    start = member.header_offset + 30 + len(HISTORY)
    for place in range(start, start + member.compress_size):
        altered.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert _read(altered) in (None, (WRITTEN, LINES, b""))


@pytest.mark.parametrize("kept", [0, 1, 30, 200, -1, -22, -60])
def test_an_archive_that_was_cut_off_is_refused(written: Path, kept: int):
    cut = written.with_name("cut.zip")
    cut.write_bytes(written.read_bytes()[:kept])
    assert _read(cut) is None
