"""Archives that grow, and uploads that pile up: bounded before a byte is unpacked."""

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from app.jobs.archives import RATIO, RATIO_FROM, unpack
from app.jobs.job_folders import JobFolders
from app.limits.waiting import ARRIVING_AT_MOST, HELD_TIMES, Waiting
from schemas.errors import InvalidInput, TooLarge, TooMany

SUFFIXES = frozenset({".csv"})
MUCH = 10**12


def archive(folder: Path, *contents: bytes) -> Path:
    path = folder / "upload.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for number, content in enumerate(contents):
            file.writestr(f"{number}.csv", content)
    return path


def test_contents_a_hundred_times_as_large_are_refused_and_nothing_is_unpacked(tmp_path: Path):
    path = archive(tmp_path, bytes(RATIO_FROM // 2), bytes(RATIO_FROM // 2 + 1))
    assert path.stat().st_size * RATIO < RATIO_FROM
    with pytest.raises(TooLarge, match="grows_too_much"):
        unpack(path, tmp_path / "files", SUFFIXES, MUCH, MUCH)
    assert not (tmp_path / "files").exists()


@pytest.mark.parametrize("sign", range(22))
@pytest.mark.parametrize("value", [0, 1, 0x7F, 0xFF])
def test_an_archive_whose_end_says_anything_else_is_refused_or_unpacked(tmp_path: Path, sign: int, value: int):
    path = archive(tmp_path, b"Id,Name\n")
    end = bytearray(path.read_bytes())
    end[sign - 22] = value
    path.write_bytes(end)
    with suppress(InvalidInput, TooLarge):
        assert unpack(path, tmp_path / "files", SUFFIXES, MUCH, MUCH) == ["0.csv"]


def test_few_bytes_may_grow_as_they_like(tmp_path: Path):
    assert unpack(archive(tmp_path, bytes(RATIO_FROM)), tmp_path / "files", SUFFIXES, MUCH, MUCH) == ["0.csv"]


def test_what_waits_leaves_so_much_room_and_no_more(tmp_path: Path):
    path = archive(tmp_path, bytes(1_000))
    with pytest.raises(TooMany, match="uploads_full") as refused:
        unpack(path, tmp_path / "files", SUFFIXES, MUCH, 999)
    assert refused.value.retry_after == 60
    assert unpack(path, tmp_path / "files", SUFFIXES, MUCH, 1_000) == ["0.csv"]


def test_the_files_of_all_jobs_count(tmp_path: Path):
    folders = JobFolders(tmp_path)
    for name in ("one", "two"):
        folder = folders.make(name)
        folder.upload.write_bytes(bytes(30))
        folder.files.mkdir()
        (folder.files / "a.csv").write_bytes(bytes(20))
    assert Waiting(folders).room(10) == HELD_TIMES * 10 - 100


def test_so_many_uploads_are_read_at_once_and_their_places_become_free():
    waiting = Waiting(JobFolders(Path("absent")))
    held = [waiting.arriving() for _ in range(ARRIVING_AT_MOST)]
    for one in held:
        one.__enter__()
    with pytest.raises(TooMany, match="many_arrive"), waiting.arriving():
        pass
    held[0].__exit__(None, None, None)
    with waiting.arriving():
        pass
