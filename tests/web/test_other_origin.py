"""A page of another origin in a real browser, with a key: it reads, writes, follows changes and shows a picture."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.api_keys import Role
from tests.api.keys import Sent, make_key
from tests.api.serving import Service, wait_until
from tests.conftest import Serve
from tests.legs import require
from tests.web.chromium import loaded_page, unavailable
from tests.web.origins import Origin

PAGE = """<!DOCTYPE html><meta charset="utf-8"><pre id="found"></pre><script type="module">
const service = {service}, key = {key}, account = `${{service}}/v1/accounts/of-a-page`;
const found = {{}};
const send = (url, method = "GET", body, headers = {{}}) => fetch(url, {{
  method, body: body && JSON.stringify(body),
  headers: {{Authorization: `Bearer ${{key}}`, ...(body && {{"Content-Type": "application/json"}}), ...headers}},
}});
const shown = (url) => new Promise((resolve) => {{
  const image = new Image();
  image.onload = () => resolve(image.naturalWidth > 0);
  image.onerror = () => resolve(false);
  image.src = url;
}});
const followed = (url) => new Promise((resolve) => {{
  const changes = new EventSource(url, {{withCredentials: true}});
  const end = (value) => {{ changes.close(); resolve(value); }};
  changes.addEventListener("change", (event) => end(JSON.parse(event.data).account_id));
  changes.onerror = () => end(null);
}});
try {{
  found.role = (await (await send(`${{service}}/v1/me`)).json()).role;
  found.created = (await send(account, "PUT", {{name: "华东电力"}})).status;
  const person = await send(`${{account}}/people/ada`, "PUT", {{name: "Ada"}});
  const start = {{"If-Match": person.headers.get("ETag")}};
  found.changed = (await send(`${{account}}/people/ada`, "PATCH", {{title: "Buyer"}}, start)).status;
  const stale = await send(`${{account}}/people/ada`, "PATCH", {{title: "Head"}}, start);
  found.conflict = [stale.status, (await stale.json()).code];
  found.exposed = [person.headers.has("X-Request-ID"), person.headers.has("RateLimit")];
  found.beforeSession = await shown(`${{account}}/analysis/influence.svg`);
  const begun = {{method: "POST", credentials: "include", headers: {{Authorization: `Bearer ${{key}}`}}}};
  found.session = (await fetch(`${{service}}/v1/sessions`, begun)).status;
  found.picture = await shown(`${{account}}/analysis/influence.svg`);
  found.followed = await followed(`${{service}}/v1/changes?account_id=of-a-page`);
  found.recordByCookie = (await fetch(account, {{credentials: "include"}})).status;
}} catch (error) {{
  found.error = String(error);
}}
document.getElementById("found").textContent = JSON.stringify(found);
</script>"""


@pytest.fixture
def origins() -> Iterator[list[Origin]]:
    """Two origins; the service allows the first."""
    with Origin() as allowed, Origin() as other:
        yield [allowed, other]


def made_of_page(origin: Origin, text: str, folder: Path) -> dict[str, Any]:
    """Return what a page found, in a browser with a profile of its own."""
    folder.mkdir()
    origin.text = text
    page = loaded_page(f"{origin.url}/", folder)
    found = re.search(r'<pre id="found">(\{.*?\})</pre>', page.elements)
    assert found, page.console
    return dict(json.loads(found[1]))


def opened(service: Service) -> Sent:
    key = make_key(service, Role.EDITOR)
    with httpx.Client(base_url=service.url, headers=key.header) as client:
        wait_until(lambda: client.get("/v1/me").status_code == httpx.codes.OK)
    return key


def test_a_page_of_another_origin_does_with_a_key_what_its_own_would(
    origins: list[Origin], serve: Serve, tmp_path: Path
):
    require("a browser", unavailable())
    service = serve("other-origin", {"STAKEGRAPH_ALLOWED_ORIGINS": origins[0].url})
    page = PAGE.format(service=json.dumps(service.url), key=json.dumps(opened(service).text))
    assert made_of_page(origins[0], page, tmp_path / "allowed") == {
        "role": "editor",
        "created": 201,
        "changed": 200,
        "conflict": [412, "RevisionMismatch"],
        "exposed": [True, True],
        "beforeSession": False,
        "session": 201,
        "picture": True,
        "followed": "of-a-page",
        "recordByCookie": 401,
    }
    assert made_of_page(origins[1], page, tmp_path / "other") == {"error": "TypeError: Failed to fetch"}
