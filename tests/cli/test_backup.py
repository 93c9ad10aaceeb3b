"""`stakegraph backup`, `restore`: everything comes back, from beside a service too; what is not whole is refused."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.api.accounts import SMALL, Account, done
from tests.api.conftest import connect
from tests.api.serving import Service, wait_until
from tests.cli.running import BOOK, WRONG_USE, stakegraph

CODE = {"Idempotency-Key": "sent-before-the-disk-failed"}


@pytest.fixture(scope="module")
def archive(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the small book, which tests copy."""
    file = tmp_path_factory.mktemp("archive") / "book.zip"
    stakegraph("backup", file, "--data", book)
    return file


def exported(folder: Path, target: Path) -> bytes:
    stakegraph("export", "--data", folder, "--output", target)
    return target.read_bytes()


def test_what_is_restored_is_what_was_backed_up(book: Path, archive: Path, tmp_path: Path):
    report = json.loads(stakegraph("restore", archive, "--data", tmp_path / "data", "--json").stdout)
    assert report["rows"] == len(BOOK)
    assert exported(tmp_path / "data", tmp_path / "there.ndjson") == exported(book, tmp_path / "here.ndjson")
    assert archive.stat().st_mode & 0o077 == 0, "it names people"


def test_beside_a_service_keys_receipts_and_history_come_along_and_are_left_out_on_purpose(tmp_path: Path):
    file, bare = tmp_path / "all.zip", tmp_path / "bare.zip"
    with Service(tmp_path / "data") as running, connect(running) as client:
        key = json.loads(stakegraph("key", "create", "--role", "admin", "--data", running.folder, "--json").stdout)
        wait_until(lambda: client.get("/v1/accounts").status_code == 401)
        client.headers.update(_bearer(key))
        account = Account(client)
        account.batch(*SMALL)
        done(client.delete(f"{account.path}/people/bo?purge=true"))
        sent = client.post(f"{account.path}/people", json={"name": "Eve"}, headers=CODE)
        stakegraph("backup", file, "--data", running.folder)
        stakegraph("backup", bare, "--without-keys", "--without-receipts", "--data", running.folder)
        people = client.get(f"{account.path}/people").json()["items"]
    assert _held(file) == {"api_keys": 1, "idempotency_keys": 1}
    assert _held(bare) == {}
    for one, headers in ((file, _bearer(key)), (bare, {})):
        folder = tmp_path / one.stem
        stakegraph("restore", one, "--data", folder)
        with Service(folder) as restored, connect(restored) as client:
            assert client.get(f"{account.path}/people", headers=headers).json()["items"] == people
            assert client.get(f"{account.path}/people/bo", headers=headers).status_code == 404
            refused = client.get(f"{account.path}/people")
            assert refused.status_code == (401 if headers else 200)
            again = client.post(f"{account.path}/people", json={"name": "Eve"}, headers={**headers, **CODE})
            assert (again.json()["id"] == sent.json()["id"]) is (one is file), "an answer that was kept is given again"


def _bearer(key: dict[str, str]) -> dict[str, str]:
    return {"authorization": f"Bearer {key['key']}"}


def _held(file: Path) -> dict[str, int]:
    with zipfile.ZipFile(file) as archive:
        beside = json.loads(archive.read("manifest.json"))["beside"]
    return {part: count for part, count in beside.items() if count}


def test_what_is_not_whole_newer_or_in_the_way_is_refused_and_leaves_nothing(archive: Path, tmp_path: Path):
    target, whole = tmp_path / "data", archive.read_bytes()
    wrong = {
        "cut off": whole[: len(whole) // 2],
        "not as it was written": _altered(archive, tmp_path),
        "newer": _of_version(archive, tmp_path, 2),
        "not a backup": b"people\n",
    }
    for words, content in wrong.items():
        file = tmp_path / "wrong.zip"
        file.write_bytes(content)
        refused = stakegraph("restore", file, "--data", target, status=WRONG_USE)
        assert words in refused.stderr
        assert not target.exists()
    target.mkdir()
    (target / "kept").write_text("mine", encoding="utf-8")
    assert "not empty" in stakegraph("restore", archive, "--data", target, status=WRONG_USE).stderr
    assert [path.name for path in target.iterdir()] == ["kept"]
    assert "不为空" in stakegraph("restore", archive, "--data", target, "--lang", "zh", status=WRONG_USE).stderr


def _altered(archive: Path, folder: Path) -> bytes:
    """Return the archive with one byte of the history's packed content changed."""
    with zipfile.ZipFile(archive) as opened:
        member = opened.getinfo("history.ndjson")
    content = bytearray(archive.read_bytes())
    content[member.header_offset + 30 + len(member.filename) + member.compress_size // 2] ^= 0xFF
    return bytes(content)


def _of_version(archive: Path, folder: Path, version: int) -> bytes:
    made = folder / "newer.zip"
    with zipfile.ZipFile(archive) as opened, zipfile.ZipFile(made, "w") as target:
        for name in opened.namelist():
            text = opened.read(name)
            if name == "manifest.json":
                text = json.dumps({**json.loads(text), "version": version, "new": True}).encode()
            target.writestr(name, text)
    return made.read_bytes()
