"""Imports as a test sends them: archives, and the jobs that they become."""

import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx

from tests.api.accounts import done, fresh_id
from tests.api.serving import Service, wait_until
from tests.cli.running import line

ZIP = {"content-type": "application/zip"}
IN_ACCOUNT = 1_000
ENDED = {"done", "failed", "interrupted", "cancelled"}

Json = dict[str, Any]


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of files by their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def archive(lines: Iterable[Json | str]) -> bytes:
    """Return an archive of one file of lines."""
    texts = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in lines]
    return zipped({"book.ndjson": "".join(f"{text}\n" for text in texts)})


def people(prefix: str, count: int) -> Iterator[Json]:
    """Yield lines of people, a thousand of them in each account."""
    for number in range(count):
        account = f"{prefix}-{number // IN_ACCOUNT}"
        if number % IN_ACCOUNT == 0:
            yield {"kind": "account", "id": account, "data": {"name": "云河 Northwind"}}
        yield line(account, "person", f"p{number}", name=f"人员 {number}")


def send(client: httpx.Client, body: Any, *, form: str = "ndjson", **headers: str) -> httpx.Response:
    """Send an archive and return the answer, whatever it says."""
    return client.post("/v1/imports", params={"format": form}, content=body, headers={**ZIP, **headers})


def begin(client: httpx.Client, lines: Iterable[Json | str]) -> Json:
    """Begin an import and return its job."""
    response = send(client, archive(lines))
    assert response.status_code == 202, response.text
    return dict(response.json())


def begin_people(client: httpx.Client, count: int) -> tuple[str, Json]:
    """Begin an import of so many people in new accounts, and return what the accounts' ids begin with, and the job."""
    prefix = fresh_id()
    return prefix, begin(client, people(prefix, count))


def read(client: httpx.Client, job: Json) -> Json:
    """Return a job as it is now."""
    return dict(done(client.get(f"/v1/jobs/{job['id']}")))


def ended(client: httpx.Client, job: Json) -> Json:
    """Return a job once it has ended."""

    def found() -> Json | None:
        now = read(client, job)
        return now if now["state"] in ENDED else None

    return wait_until(found, 120)


def under_way(client: httpx.Client, job: Json) -> Json:
    """Return a job once some of it is done, and not all."""

    def found() -> Json | None:
        now = read(client, job)
        assert now["state"] not in ENDED, "it ended too soon for the test: give it more to do"
        return now if now["done"] else None

    return wait_until(found, 60)


def files_of(service: Service, job: Json | None = None) -> list[str]:
    """Return the files of a job, or of all, that the service keeps."""
    folder = Path(service.folder) / "jobs" / (job["id"] if job else "")
    # Folders go while they are read: `os.walk` passes over one that is no longer there, `rglob` raises.
    return sorted(os.path.relpath(Path(at) / name, folder) for at, _, names in os.walk(folder) for name in names)


def assert_kept(service: Service, job: Json, *names: str) -> None:
    """Assert that of a job that has ended soon just these files are kept; they go once its end is stored."""
    wait_until(lambda: files_of(service, job) == [*names], 10)


def people_of(client: httpx.Client, prefix: str) -> list[int]:
    """Return how many people each account has whose id begins so."""
    counts: list[int] = []
    while (found := client.get(f"/v1/accounts/{prefix}-{len(counts)}/graph")).status_code != 404:
        counts.append(len(done(found)["people"]))
    return counts
