"""A service reports by itself and says so to whoever asked for it: once, also after it was away at its hour."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.api.conftest import connect
from tests.api.serving import Service, ServiceNotStarted, wait_until
from tests.cli.running import DONE_WITH_REJECTS, WRONG_USE, stakegraph
from tests.unit.deliveries.servers import Taken, webhook_server

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()

RECEIVERS = """
[receivers.crm]
webhook = "{address}"
secret_variable = "CRM_SECRET"
reader = "book"

[receivers.events]
webhook = "{address}"
secret_variable = "CRM_SECRET"
reader = "book"
send = "events"

[receivers.nobody]
webhook = "{address}"
secret_variable = "CRM_SECRET"
reader = {{owner = "nobody-of-ours"}}
"""


def settings(folder: Path, address: str) -> dict[str, str]:
    file = folder / "receivers.toml"
    file.write_text(RECEIVERS.format(address=address), encoding="utf-8")
    return {
        "STAKEGRAPH_REPORT_AT": "00:00",  # of today: the service was away then
        "STAKEGRAPH_REPORT_RECEIVERS": str(file),
        "STAKEGRAPH_REPORT_PRIVATE_HOSTS": "127.0.0.1",
        "STAKEGRAPH_REPORT_URL": "https://sg.example.com",
        "CRM_SECRET": SECRET,
    }


def test_a_service_that_was_away_at_its_hour_reports_and_sends_once(tmp_path):
    with webhook_server() as (address, taken):
        asked = settings(tmp_path, address)
        service = Service(tmp_path / "data", asked, ("--sample",))
        with service:
            wait_until(lambda: len(taken) > 1 or None, 60)
            service.restart()
            where = ("--data", service.folder)
            listed = wait_until(lambda: all_ended(*where), 60)
            again = stakegraph("report", "send", "--date", today(), *where, settings=asked, status=DONE_WITH_REJECTS)
            chinese = stakegraph("report", "deliveries", "--state", "dead", "--lang", "zh", *where, settings=asked)
            with connect(service) as client:
                jobs = client.get("/v1/jobs", params={"kind": "report"}).json()["items"]
        messages = {message["type"]: message["data"] for message in map(verified, taken)}
        assert len(taken) == len(messages) == 2
    assert [(job["author"], job["state"], job["parameters"]["date"]) for job in jobs] == [("schedule", "done", today())]
    assert (jobs[0]["done"], jobs[0]["total"], jobs[0]["result"]["computed"]) == (3, 3, 3)
    finished, digest = messages["run.finished"], messages["report.digest"]
    assert (finished["date"], finished["accounts"], finished["failed"], finished["events"]) == (today(), 3, [], [])
    assert (digest["date"], digest["previous"]) == (today(), None)
    figures = {figure["name"]: figure["value"] for figure in digest["figures"]}
    assert figures["accounts"] == 3
    assert digest["first"][0]["link"].startswith("https://sg.example.com/v1/accounts/")
    assert {each["receiver"]: (each["state"], each["fault"]) for each in listed} == {
        "crm": ("sent", None),
        "events": ("sent", None),
        "nobody": ("dead", "no_report"),
    }
    assert SECRET not in again.stdout + again.stderr + service.said
    assert f"{today()}  crm  sent" in again.stdout
    assert chinese.stdout == f"{today()}  nobody  已放弃  该日期没有给此读者的报告\n"


def verified(request: Taken) -> dict[str, Any]:
    """Return what a webhook received, once its signature was found good."""
    return dict(Webhook(SECRET).verify(request.body, request.headers))


def all_ended(*where: object) -> list[dict[str, Any]] | None:
    """Return the deliveries once nothing is to be done about any of them."""
    listed = json.loads(stakegraph("report", "deliveries", *where, "--json").stdout)["deliveries"]
    return None if any(each["due_at"] for each in listed) else listed


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def test_a_file_of_receivers_that_cannot_be_used_is_said_before_anything_is_opened(tmp_path):
    asked = {**settings(tmp_path, "http://10.0.0.1/"), "STAKEGRAPH_REPORT_PRIVATE_HOSTS": ""}
    with pytest.raises(ServiceNotStarted, match=r"Line 3, receivers\.crm\.webhook: must begin with https"):
        Service(tmp_path / "data", asked).start()
    assert not (tmp_path / "data").exists()
    refused = stakegraph("report", "send", "--date", "2026-07-01", settings=asked, status=WRONG_USE)
    assert "Line 14, receivers.nobody.webhook" in refused.stderr
    nobody = stakegraph("report", "send", "--date", "2026-07-01", "--lang", "en", status=WRONG_USE)
    assert "Nobody receives reports" in nobody.stderr
