"""Imports of archives, and the jobs that they become: followed, listed, refused, cancelled, interrupted, resumed."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from tests.data.small_exports import SOUND
from tests.recorded_run.chapters.sample_lists import JULY
from tests.recorded_run.recorder import Recorder, etag_of, object_of

ZIP = {"content-type": "application/zip"}
ENDED = ("done", "failed", "interrupted", "cancelled")
LONG = 20_000
"""Records of an import that takes seconds."""

SALESFORCE = next((Path(__file__).parents[3] / "app").rglob("salesforce_export"))
"""The small export that comes with the project: the same files for every checkout."""

OWN_MAPPING = """
ids = "name"
[files.firms]
names = ["firms.csv"]
key = "Firm"
[[records]]
from = "firms"
kind = "account"
id = "{Firm}"
data = { name = "{Firm}" }
"""

BOOK = (
    {"kind": "account", "id": "imp-firm", "data": {"name": "Imported 进口"}},
    {"account_id": "imp-firm", "kind": "person", "id": "p1", "data": {"name": "Ada"}},
    {"account_id": "imp-firm", "kind": "person", "id": "p2", "data": {"nme": "A typing error"}},
    {"account_id": "imp-firm", "kind": "reporting_line", "data": {"person": "p1", "manager": "nobody"}},
)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def lines(*records: Mapping[str, Any]) -> bytes:
    """Return an archive of one file of lines."""
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return zipped({"book.ndjson": text.encode()})


def record_imports(run: Recorder) -> None:
    """Import what is sound and what is not, and treat jobs in every way."""
    run.begin("imports")
    _record_formats(run)
    _record_refusals(run)
    run.begin("jobs")
    _record_list(run)
    _record_unknown(run)
    _record_cancelled(run)
    _record_interrupted(run)


def _begin(run: Recorder, content: bytes, headers: Mapping[str, str] | None = None, **parameters: Any) -> str:
    """Begin an import and return the URL of its job."""
    begun = run.send("POST", "/v1/imports", content=content, headers={**ZIP, **(headers or {})}, **parameters)
    return f"/v1/jobs/{object_of(begun).get('id', 'none')}"


def _record_to_its_end(run: Recorder, job: str) -> httpx.Response:
    run.wait(job, "state", *ENDED)
    ended = run.get(job)
    run.get(job, {"if-none-match": etag_of(ended)})
    run.get(f"{job}/events")
    rejects = run.get(f"{job}/rejects")
    run.get(f"{job}/rejects", {"if-none-match": etag_of(rejects)})
    return ended


def _record_formats(run: Recorder) -> None:
    crm = zipped({path.name: path.read_bytes() for path in sorted(SALESFORCE.glob("*.csv"))})
    small = {f"{name}.csv": text.encode() for name, text in SOUND.items()}
    faulty = {**small, "Contact.csv": b"Id,AccountId,LastName\nc8,a1,Ada\nc9,nobody,Bo\nc8,a2,Twice\n"}
    own = {"mapping.toml": OWN_MAPPING.encode(), "firms.csv": "Firm\nImp Acme\n进口公司\n".encode()}
    once = {"idempotency-key": "import-one"}
    _record_to_its_end(run, _begin(run, crm, format="salesforce", dry_run="true"))
    _record_to_its_end(run, _begin(run, crm, once, format="salesforce"))
    _begin(run, crm, once, format="salesforce")
    _begin(run, zipped(small), once, format="salesforce")
    _record_to_its_end(run, _begin(run, crm, format="salesforce"))
    _record_to_its_end(run, _begin(run, zipped(faulty), format="salesforce"))
    _record_to_its_end(run, _begin(run, zipped(own), format="mapping"))
    _record_to_its_end(run, _begin(run, lines(*BOOK), format="ndjson", dry_run="true"))
    _record_to_its_end(run, _begin(run, lines(*BOOK), format="ndjson"))
    for path in ("people", "opportunities", "stakes", "chains"):
        run.get(f"/v1/accounts/001Lk000000Qv7aAAC/{path}", as_of=JULY)
    for name in ("coverage", "influence", "closeness", "health"):
        run.get(f"/v1/accounts/001Lk000000Qv7aAAC/analysis/{name}", as_of=JULY)
        run.get(f"/v1/accounts/001Lk000000Qv7bAAC/analysis/{name}", as_of=JULY)
    run.get("/v1/accounts/imp-firm/people")


def _record_refusals(run: Recorder) -> None:
    half = {"Account.csv": b"Id,Name\na1,Acme\n"}
    for content, form in (
        (b"no archive", "ndjson"), (b"", "ndjson"), (zipped({}), "ndjson"), (zipped({"a.txt": b"x"}), "ndjson"),
        (zipped({"a.ndjson": b"{}\n", "b.ndjson": b"{}\n"}), "ndjson"), (zipped(half), "salesforce"),
        (zipped({"../a.ndjson": b"{}\n"}), "ndjson"), (zipped({"mapping.toml": b"ids = 7"}), "mapping"),
        (zipped({"firms.csv": b"Firm\nx\n"}), "mapping"), (lines(*BOOK), "planets"),
    ):  # fmt: skip
        _begin(run, content, format=form)
    run.send("POST", "/v1/imports", content=lines(*BOOK), headers=ZIP)
    run.send("POST", "/v1/imports", content=lines(*BOOK), headers={"content-type": "text/plain"}, format="ndjson")
    run.send("POST", "/v1/imports", content=lines(*BOOK), headers=ZIP, format="ndjson", dry_run="perhaps")
    run.send("POST", "/v1/imports", content=lines(*BOOK), headers=ZIP, format="ndjson", planet="mars")
    _begin(run, lines(*BOOK), {"idempotency-key": "two words"}, format="ndjson")


def _record_list(run: Recorder) -> None:
    first = run.get("/v1/jobs", limit=2)
    run.get("/v1/jobs", {"if-none-match": etag_of(first)}, limit=2)
    cursor = object_of(first).get("next_cursor") or "none"
    run.get("/v1/jobs", limit=2, cursor=cursor)
    for parameters in (
        {"state": "done"}, {"state": "queued"}, {"kind": "import", "limit": 1}, {"state": "lost"}, {"kind": "export"},
        {"cursor": cursor, "state": "done"}, {"cursor": "???"}, {"limit": 0}, {"planet": "mars"},
    ):  # fmt: skip
        run.get("/v1/jobs", **parameters)


def _record_unknown(run: Recorder) -> None:
    for job in ("/v1/jobs/no-such-job", "/v1/jobs/no%20id"):
        for path in ("", "/events", "/rejects"):
            run.get(f"{job}{path}")
        run.send("DELETE", job)
        run.send("POST", f"{job}/resume")


def _long_import(run: Recorder) -> str:
    """Begin an import that checks for seconds and stores nothing, and return its URL once it runs."""
    people = "".join(f"c{number},a1,人员 {number},Buyer,\n" for number in range(LONG))
    files = {f"{name}.csv": text.encode() for name, text in SOUND.items()}
    files["Contact.csv"] = f"Id,AccountId,LastName,Title,ReportsToId\n{people}".encode()
    job = _begin(run, zipped(files), format="salesforce", dry_run="true")
    run.wait(job, "state", "running")
    return job


def _record_cancelled(run: Recorder) -> None:
    running = _long_import(run)
    waiting = _begin(run, lines(*BOOK), format="ndjson")
    run.send("DELETE", waiting)
    run.send("DELETE", running)
    for job in (waiting, running):
        run.wait(job, "state", *ENDED)
        run.get(job)
        run.get(f"{job}/events")
        run.send("DELETE", job)
        run.send("POST", f"{job}/resume")


def _record_interrupted(run: Recorder) -> None:
    job = _long_import(run)
    run.restart()
    interrupted = run.get(job)
    run.get(f"{job}/events")
    run.send("POST", f"{job}/resume", headers={"idempotency-key": "resume-one"})
    run.send("POST", f"{job}/resume", headers={"idempotency-key": "resume-one"})
    run.wait(job, "state", "done")
    run.get(job, {"if-none-match": etag_of(interrupted)})
    run.send("POST", f"{job}/resume")
    run.send("DELETE", job)
    ended = run.get("/v1/jobs", limit=1)
    run.get("/v1/jobs", {"if-none-match": etag_of(ended)}, limit=1)
