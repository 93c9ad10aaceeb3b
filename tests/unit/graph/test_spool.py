"""Pieces on disk come back as they were, and leave nothing behind."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.spool import Spool
from schemas.errors import DiskFull
from tests.nightly import examples
from tests.unit.reports.disks import no_room_beyond


@settings(max_examples=examples(40))
@given(pieces=st.lists(st.binary(max_size=300), max_size=20))
def test_pieces_come_back_as_they_were_in_any_order(pieces):
    spool = Spool()
    for piece in pieces:
        spool.add(piece)
    assert (list(spool), len(spool)) == (pieces, len(pieces))
    assert [spool[place] for place in reversed(range(len(pieces)))] == pieces[::-1]
    with pytest.raises(IndexError):
        spool[len(pieces)]


def test_the_file_has_no_name_and_is_given_back_with_the_spool(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = Spool()
    spool.add(b"x" * 100_000)
    assert not list(tmp_path.iterdir()), "nobody has to remove it, however the process ends"
    descriptors = {path.name for path in Path("/proc/self/fd").iterdir() if _is_of(path, tmp_path)}
    assert len(descriptors) == 1
    del spool
    assert not [path for path in Path("/proc/self/fd").iterdir() if _is_of(path, tmp_path)]


def _is_of(path: Path, folder: Path) -> bool:
    try:
        return str(folder) in str(path.readlink())
    except OSError:  # the descriptor by which the folder is listed
        return False


def test_a_piece_without_room_is_refused_and_the_others_stay():
    spool = Spool()
    with no_room_beyond(10_000):
        spool.add(b"one")
        with pytest.raises(DiskFull):
            spool.add(b"x" * 20_000)
        spool.add(b"two")
    assert list(spool) == [b"one", b"two"]
