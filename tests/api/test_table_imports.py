"""Imports of tables: the archive of a Salesforce export, or any CSV files beside a mapping, as a job."""

import re
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.api_keys import Role
from tests.api.accounts import done, fresh_id
from tests.api.conftest import connect
from tests.api.imports import ZIP, assert_kept, ended, files_of, read, send, under_way, zipped
from tests.api.keys import connect_from, make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until
from tests.data.small_exports import SOUND
from tests.nightly import NIGHTLY

QUICKLY = 0.5
"""Seconds."""

CONTACTS = 20_000 if NIGHTLY else 6_000
"""Rows whose import takes some seconds."""

OWN = (Path(__file__).parents[1] / "data" / "mappings" / "staff.toml").read_text(encoding="utf-8")

SETTING = """
[[records]]
kind = "setting"
id = "s1"
data = { voice = 0.2 }
"""

Json = dict[str, Any]


def export(prefix: str, changes: Mapping[str, str | None] | None = None, contacts: int = 0) -> bytes:
    """Return the archive of a small export whose ids begin with a prefix, with some of its files in other words."""
    own = {name: re.sub(r"\b([acor])([1-3])\b", rf"{prefix}\1\2", text) for name, text in SOUND.items()}
    rows = "".join(f"{prefix}x{number},{prefix}a1,Person {number},,\n" for number in range(contacts))
    own["Contact"] += rows
    files = {**own, **(changes or {})}
    return zipped({f"export/{name}.csv": text for name, text in files.items() if text is not None})


def new_prefix() -> str:
    return fresh_id("f").replace("-", "")


def people(client: httpx.Client, account: str) -> list[str]:
    found = client.get(f"/v1/accounts/{account}/graph")
    return [] if found.status_code == 404 else [person["name"] for person in done(found)["people"]]


def imported(client: httpx.Client, body: bytes, form: str = "salesforce", **parameters: Any) -> Json:
    """Import an archive and return its job when it has ended."""
    response = client.post("/v1/imports", params={"format": form, **parameters}, content=body, headers=ZIP)
    assert response.status_code == 202, response.text
    return ended(client, response.json())


def test_an_export_becomes_accounts_people_and_deals(service: Service, client: httpx.Client):
    prefix = new_prefix()
    job = imported(client, export(prefix))
    assert (job["state"], job["error"], job["detail"]) == ("done", None, None)
    assert (job["done"], job["total"]) == (7, 7)
    result = job["result"]
    assert {kind: counts["created"] for kind, counts in result["kinds"].items()}["person"] == 3
    assert result["rejected"] == 0
    assert not {"rejects", "rejects_file"} & result.keys()
    assert sorted(people(client, f"{prefix}a1")) == ["Ada", "Bo"]
    assert_kept(service, job)
    again = imported(client, export(prefix))
    assert {name: count for name, count in again["result"]["outcomes"].items() if count} == {
        "unchanged": sum(result["outcomes"].values())
    }


def test_rows_that_cannot_be_taken_are_listed_with_the_reason(client: httpx.Client):
    prefix = new_prefix()
    wrong = f"Id,AccountId,LastName,Title,ReportsToId\n{prefix}c1,{prefix}a1,Ada,CFO,\nc9,{prefix}a1,,Buyer,\n"
    job = imported(client, export(prefix, {"Contact": wrong}))
    assert job["state"] == "done"
    assert job["result"]["rejected"] > 0
    table = client.get(job["links"]["rejects"]).text.splitlines()
    assert table[0] == "file,row,id,reason"
    assert any(row.startswith("Contact.csv,3,c9,") for row in table)
    assert people(client, f"{prefix}a1") == ["Ada"]


def test_a_dry_run_predicts_the_outcome_and_stores_nothing(client: httpx.Client):
    prefix = new_prefix()
    predicted = imported(client, export(prefix), dry_run=True)
    assert predicted["result"]["dry_run"]
    assert client.get(f"/v1/accounts/{prefix}a1").status_code == 404
    assert imported(client, export(prefix))["result"]["kinds"] == predicted["result"]["kinds"]


def test_a_mapping_may_come_with_its_tables(client: httpx.Client):
    firm = new_prefix()
    files: dict[str, str | bytes] = {
        "mapping.toml": OWN,
        "staff.csv": f"Number,Firm,Name\n1,{firm},张伟\n2,{firm},Zoë\n",
    }
    job = imported(client, zipped(files), "mapping")
    assert job["result"]["outcomes"]["created"] == 3
    assert sorted(people(client, firm)) == ["Zoë", "张伟"]


def is_cleared(service: Service, job: Json) -> bool:
    return not [name for name in files_of(service, job) if name != "rejects.csv"]


def is_running(client: httpx.Client, job: Json) -> bool:
    return bool(read(client, job)["state"] == "running")


WRONG: dict[str, tuple[str, dict[str, str | bytes], str]] = {
    "no mapping": ("mapping", {"staff.csv": "Number,Firm,Name\n"}, "mapping.toml"),
    "no toml": ("mapping", {"mapping.toml": "[files", "staff.csv": "a\n"}, "not valid TOML"),
    "an unknown kind": ("mapping", {"mapping.toml": OWN.replace('"person"', '"robot"'), "staff.csv": "a\n"}, "robot"),
    "an unknown crosswalk": (
        "mapping",
        {
            "mapping.toml": OWN.replace(
                'name = "{Name}" }', 'name = { value = "{Name}", crosswalk = "../../secret" } }'
            ),
            "staff.csv": "Number,Firm,Name\n",
        },
        "secret",
    ),
    "a missing file": ("salesforce", {"Account.csv": "Id,Name\n"}, "Contact.csv"),
    "a missing column": ("salesforce", {f"{name}.csv": "Id\n" for name in SOUND}, "has no column"),
    "a path in the mapping": (
        "mapping",
        {"mapping.toml": OWN.replace("staff.csv", "../../upload.csv"), "staff.csv": "Number,Firm,Name\n"},
        "is not in the folder",
    ),
}


@pytest.mark.parametrize(("form", "files", "says"), WRONG.values(), ids=WRONG)
def test_what_a_mapping_cannot_read_is_refused_before_it_is_a_job(
    service: Service, client: httpx.Client, form: str, files: dict[str, str | bytes], says: str
):
    before = done(client.get("/v1/jobs?limit=1"))["items"], files_of(service)
    assert_invalid(send(client, zipped(files), form=form), says=says)
    assert (done(client.get("/v1/jobs?limit=1"))["items"], files_of(service)) == before


def test_a_mapping_that_configures_is_an_admins(own_service: Service):
    keys = {role: make_key(own_service, role) for role in Role}
    body = zipped({"mapping.toml": OWN + SETTING, "staff.csv": "Number,Firm,Name\n1,firm,Ada\n"})
    with connect_from(own_service) as client:
        wait_until(lambda: client.get("/v1/jobs").status_code == 401)
        refused = send(client, body, form="mapping", **keys[Role.EDITOR].header)
        assert_problem(refused, 403, "NotAllowed", says="needs the role 'admin'")
        assert files_of(own_service) == []
        client.headers.update(keys[Role.ADMIN].header)
        assert imported(client, body, "mapping")["result"]["outcomes"]["created"] == 3


def test_other_requests_are_answered_quickly_while_tables_are_imported(client: httpx.Client):
    begun = send(client, export(new_prefix(), contacts=CONTACTS), form="salesforce").json()
    waits: list[float] = []
    while read(client, begun)["state"] in {"queued", "running"}:
        started = time.monotonic()
        client.get("/healthz").raise_for_status()
        waits.append(time.monotonic() - started)
    assert read(client, begun)["state"] == "done"
    slow = [wait for wait in waits if wait > QUICKLY]
    assert len(slow) <= 1, f"{slow}: one may be the machine's"


def test_an_import_of_tables_is_cancelled_whatever_it_does(service: Service, client: httpx.Client):
    for number in range(4):
        begun = send(client, export(new_prefix(), contacts=CONTACTS), form="salesforce").json()
        wait_until(partial(is_running, client, begun))
        time.sleep(0.4 * number)
        client.delete(f"/v1/jobs/{begun['id']}")
        assert ended(client, begun)["state"] == "cancelled"
        wait_until(partial(is_cleared, service, begun))
    assert imported(client, export(new_prefix()))["state"] == "done"


def test_an_import_of_tables_that_was_killed_comes_to_the_same_when_resumed(own_service: Service):
    prefix = new_prefix()
    body = export(prefix, contacts=CONTACTS)
    with connect(own_service) as client:
        begun = send(client, body, form="salesforce").json()
        under_way(client, begun)
    own_service.kill()
    own_service.start()
    with connect(own_service) as client:
        assert read(client, begun)["state"] == "interrupted"
        assert client.post(f"/v1/jobs/{begun['id']}/resume").status_code == 202
        job = ended(client, begun)
        assert (job["state"], job["done"], job["result"]["rejected"]) == ("done", CONTACTS + 7, 0)
        outcomes = job["result"]["outcomes"]
        assert outcomes["created"] > 0
        assert outcomes["unchanged"] > 0
        again = imported(client, body)["result"]["outcomes"]
        assert again == {**dict.fromkeys(outcomes, 0), "unchanged": outcomes["created"] + outcomes["unchanged"]}
