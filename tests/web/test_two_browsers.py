"""Two people at one account, each in a browser: nobody is refused for another's record, and no write is lost."""

import json
from contextlib import ExitStack
from pathlib import Path

import httpx

from schemas.api_keys import Role
from tests.api.accounts import done, item
from tests.api.keys import make_key
from tests.api.serving import wait_until
from tests.conftest import Serve
from tests.legs import require
from tests.web.chromium import PATIENCE_SECONDS, open_page, unavailable
from tests.web.origins import Origin

SECONDS = 60
"""How long they write."""

PEOPLE = {"ada": ("a1", "a2", "a3"), "bo": ("b1", "b2", "b3")}
"""Whose record each of the two edits."""

PAGE = """<!DOCTYPE html><meta charset="utf-8"><script type="module">
const place = {place}, key = {key}, people = {people}, seconds = {seconds};
const editor = new URL(location).searchParams.get("editor");
const own = people[editor];
const send = (person, method = "GET", body, headers = {{}}) => fetch(`${{place}}/people/${{person}}`, {{
  method, body: body && JSON.stringify(body),
  headers: {{Authorization: `Bearer ${{key}}`, ...(body && {{"Content-Type": "application/json"}}), ...headers}},
}});
const found = {{editor, written: Object.fromEntries(own.map((person) => [person, 0])), others: []}};
try {{
  const known = {{}};
  for (const person of own) known[person] = (await send(person)).headers.get("ETag");
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end) {{
    const person = own[Math.floor(own.length * Math.random())];
    const title = String(found.written[person] + 1);
    const answer = await send(person, "PATCH", {{title}}, {{"If-Match": known[person]}});
    if (answer.status === 200) {{
      known[person] = answer.headers.get("ETag");
      found.written[person] += 1;
    }} else found.others.push([person, answer.status, await answer.text()]);
    if (Math.random() < 0.2) known[person] = (await send(person)).headers.get("ETag");
  }}
}} catch (error) {{
  found.error = String(error);
}}
await fetch("/found", {{method: "POST", body: JSON.stringify(found)}});
</script>"""


def test_two_browsers_edit_different_people_and_no_write_is_refused_or_lost(serve: Serve, tmp_path: Path):
    """Each title counts the writes of its editor to one person; a state that is read between them is the newest."""
    require("a browser", unavailable())
    with ExitStack() as opened:
        origin = opened.enter_context(Origin())
        service = serve("two-browsers", {"STAKEGRAPH_ALLOWED_ORIGINS": origin.url})
        key = make_key(service, Role.EDITOR)
        client = opened.enter_context(httpx.Client(base_url=service.url, headers=key.header, timeout=60))
        wait_until(lambda: client.get("/v1/me").status_code == httpx.codes.OK)
        place = "/v1/accounts/shared"
        done(client.put(place, json={"name": "Shared"}))
        items = [item("person", person, name=person) for own in PEOPLE.values() for person in own]
        done(client.post(f"{place}/batch", json={"items": items}))
        said = {"place": service.url + place, "key": key.text, "people": PEOPLE, "seconds": SECONDS}
        origin.text = PAGE.format(**{name: json.dumps(value) for name, value in said.items()})
        for editor in PEOPLE:
            opened.enter_context(open_page(f"{origin.url}/?editor={editor}", tmp_path / editor))
        found = [origin.found.get(timeout=SECONDS + PATIENCE_SECONDS) for _ in PEOPLE]
        assert {one["editor"] for one in found} == PEOPLE.keys()
        assert [(one["others"], one.get("error")) for one in found] == [([], None)] * 2
        for person, count in {**found[0]["written"], **found[1]["written"]}.items():
            assert count > 0, found
            states = done(client.get(f"{place}/people/{person}/history"))["items"]
            assert [state["title"] for state in states] == [*map(str, range(count, 0, -1)), None]
