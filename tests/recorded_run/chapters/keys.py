"""Keys and roles: from the first key on every request needs one, and may do what its role may."""

import json

import httpx

from tests.api.serving import wait_until
from tests.recorded_run.chapters.batches import NDJSON, bare
from tests.recorded_run.chapters.firm import FIRM
from tests.recorded_run.chapters.imports import BOOK, ZIP, lines
from tests.recorded_run.recorder import Headers, Recorder, etag_of

PEOPLE = f"/v1/accounts/{FIRM}/people"
UNAUTHORIZED = 401
ROLES = {"reader": (), "editor": ("--member", "rec-li"), "admin": ()}
"""Role -> more words of the command that makes its key."""


def record_keys(run: Recorder) -> None:
    """Make a key of each role and ask with each, with none, and with others than ours."""
    run.begin("keys")
    keys = {role: _make(run, role, *more) for role, more in ROLES.items()}
    wait_until(lambda: _refused(run.peek("/v1/vocabularies")))
    run.get("/v1/accounts", limit=1)
    run.get("/healthz")
    run.send("PUT", f"{PEOPLE}/key-none", {"name": "Nobody"})
    run.get("/v1/accounts", {"authorization": "Bearer sgk_000000000000_" + 43 * "x"})
    run.get("/v1/accounts", {"authorization": "Basic eHg6eXk="})
    for role, header in keys.items():
        run.begin(f"keys: {role}")
        with run.holding(header):
            _record_role(run, role)
    run.begin("keys: revoked")
    _record_revoked(run, keys)


def _refused(answer: httpx.Response) -> bool:
    return answer.status_code == UNAUTHORIZED


def _make(run: Recorder, role: str, *more: str) -> Headers:
    """Make a key of a role and return the header that sends it."""
    words = ("key", "create", "--role", role, "--name", f"rec {role}", "--expires", "2030-01-01", "--json", *more)
    made = json.loads(run.service.run(*words).stdout)
    run.placeholders.hide(made["key"], f"key of the {role}")
    run.placeholders.hide(made["id"], f"id of the {role}'s key")
    return {"authorization": f"Bearer {made['key']}"}


def _record_role(run: Recorder, role: str) -> None:
    listed = run.get(PEOPLE, limit=2)
    run.get(PEOPLE, {"if-none-match": etag_of(listed)}, limit=2)
    run.get(PEOPLE, {"host": "stakegraph.example.com"}, limit=1)
    run.get(f"/v1/accounts/{FIRM}/analysis/influence", as_of="2026-07-01T00:00:00Z")
    for path in ("/v1/changes?limit=1", "/v1/jobs?limit=1", "/v1/vocabularies", "/v1/planets"):
        run.get(path)
    run.send("PUT", f"{PEOPLE}/key-{role}", {"name": f"By {role}"})
    run.send("PATCH", f"{PEOPLE}/key-{role}", {"title": "Buyer"})
    run.send("POST", f"/v1/accounts/{FIRM}/observations", {"person": "ada", "attribute": "support", "value": 1})
    run.send("PUT", f"/v1/settings/key-{role}", {"account": FIRM, "voice": 0.12})
    run.send("PUT", f"/v1/team-members/key-{role}", {"name": f"Member {role}"})
    run.send("POST", f"/v1/accounts/{FIRM}/batch", {"items": [bare("person", f"key-b-{role}", name="Batch")]})
    run.send("POST", "/v1/batch", {"items": [bare("setting", f"key-b-{role}", account="rec-other", voice=0.1)]})
    run.send("POST", "/v1/sync", content=_sync_lines(role), headers=NDJSON)
    run.send("POST", "/v1/imports", content=lines(*BOOK), headers=ZIP, format="ndjson", dry_run="perhaps")
    run.send("DELETE", "/v1/jobs/no-such-job")
    run.send("POST", "/v1/jobs/no-such-job/resume")
    run.send("DELETE", f"{PEOPLE}/key-{role}", purge="true")
    run.send("DELETE", f"{PEOPLE}/key-{role}")
    run.get(f"{PEOPLE}/key-{role}/history")


def _sync_lines(role: str) -> bytes:
    items = (
        {"account_id": FIRM, **bare("person", f"key-s-{role}", name="Line")},
        bare("setting", f"key-s-{role}", voice=0.1),
    )
    return "".join(json.dumps(item) + "\n" for item in items).encode()


def _record_revoked(run: Recorder, keys: dict[str, Headers]) -> None:
    ids = {role: header["authorization"].split("_")[1] for role, header in keys.items()}
    run.run("key", "list")
    run.run("key", "revoke", ids["reader"])
    run.run("key", "revoke", "000000000000")
    with run.holding(keys["reader"]):
        wait_until(lambda: _refused(run.peek("/v1/vocabularies")))
        run.get(PEOPLE, limit=1)
    with run.holding(keys["admin"]):
        run.get(PEOPLE, limit=1, sort="-id")
