"""Valid requests with something changed at random: refused or done, and never a fault of ours."""

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.accounts import done, item
from tests.api.imports import ZIP
from tests.nightly import examples
from tests.soak.rude.archives import FILES, RECORD, zipped

VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
"""Signs that stand in an address as they are; the others are sent as ``%00``."""

STATED = {503, 504, 507}
"""What may be answered when the store, the memory or the disk are the reason."""

PEOPLE = [item("person", name, name=name) for name in ("p1", "p2", "p3")]
ACCOUNT = "/v1/accounts/mutated"
AS_JSON = {"Content-Type": "application/json"}

BODIES: list[tuple[str, str, Any]] = [
    ("PUT", ACCOUNT, {"name": "Acme", "tier": "A", "tags": ["a"], "extra": {"k": 1}}),
    ("POST", f"{ACCOUNT}/batch", {"items": [*PEOPLE, item("reporting_line", None, person="p1", manager="p2")]}),
    ("PATCH", f"{ACCOUNT}/people/p1", {"title": "Director", "mails": ["a@example.com"]}),
    (
        "POST",
        f"{ACCOUNT}/interactions",
        {"at": "2026-06-24T09:00:00Z", "people": ["p1"], "channel": "visit"},
    ),
    ("POST", f"{ACCOUNT}/people/p3/merge", {"into": "p2"}),
    ("POST", f"{ACCOUNT}/analysis/plan", {"most": 3, "budget": 5}),
    ("POST", f"{ACCOUNT}/analysis/simulate", {"items": [item("person", "p9", name="New")]}),
    ("PUT", "/v1/settings/s1", {"account": "mutated", "voice": 0.2}),
]

TEXTS: list[tuple[str, str, bytes]] = [
    ("POST", "/v1/sync", b'{"account_id": "mutated", "kind": "person", "id": "p4", "data": {"name": "Ada"}}\n'),
    ("GET", f"{ACCOUNT}/people?limit=5&sort=-name&as_of=2026-01-01T00:00:00Z&fields=id,name&q=ada", b""),
    ("GET", f"{ACCOUNT}/analysis/changes?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z&lang=zh", b""),
    ("GET", f"{ACCOUNT}/analysis/influence.svg?lang=en&explain=true&department=d1", b""),
]

MAPPING = (
    f'name = "m"\ndates = ["%d.%m.%Y"]\nencoding = "utf-8"\ndelimiter = ","\n{FILES}{RECORD}'
    'data.name = "{Name}"\ndata.tags = {value = "{Tags}", split = ";"}\n'
    'when = {column = "Day", before = "2025-01-01"}\n'
)
TABLE = b"Id,Name,Tags,Day\na1,Ada,x;y,01.02.2024\n"

ODD: list[Any] = [
    *(None, True, -1, 2**63, 10**30, 1e308, "", " ", "\u202e", "\ufeff", "x" * 70_000, "0001-01-01T00:00:00Z", "{}"),
    *("9999-12-31T23:59:59Z", "%00", "../..", [], {}, [[[[]]]], {"": {"": []}}, ["x"] * 2_000),
]
odd = st.sampled_from(ODD) | st.text(max_size=5) | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def changed_value(draw: st.DrawFn, value: Any) -> Any:
    """A value of which one part, wherever it stands, is another, is missing, or has another name."""
    if not isinstance(value, dict | list) or not value or draw(st.integers(0, 4)) == 0:
        return draw(odd)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = draw(st.sampled_from(keys))
    inner = draw(changed_value(value[key]))
    if isinstance(value, list):
        return [inner if place == key else one for place, one in enumerate(value)]
    name = draw(st.sampled_from([key, key, key, "", "unknown"]))
    return {**{other: one for other, one in value.items() if other != key}, name: inner}


@st.composite
def changed_bytes(draw: st.DrawFn, text: bytes) -> bytes:
    """Bytes of which a part is cut out, twice there, or replaced."""
    at = draw(st.integers(0, len(text)))
    end = draw(st.integers(at, min(len(text), at + 20)))
    put = draw(st.one_of(st.just(text[at:end] * 2), st.just(b""), st.binary(max_size=4), st.sampled_from([b"[" * 999])))
    return text[:at] + put + text[end:]


@pytest.fixture(scope="module", autouse=True)
def account(client: httpx.Client) -> None:
    """The account that the requests are about."""
    done(client.put(ACCOUNT, json={"name": "Acme"}))
    done(client.post(f"{ACCOUNT}/batch", json={"items": PEOPLE}))


def assert_no_fault(answer: httpx.Response) -> None:
    assert answer.status_code < 500 or answer.status_code in STATED, answer.text


@settings(max_examples=examples(150), deadline=None)
@given(data=st.data())
def test_a_changed_body_is_never_a_fault_of_ours(client: httpx.Client, data: st.DataObject):
    method, path, body = data.draw(st.sampled_from(BODIES))
    text = json.dumps(data.draw(changed_value(body))).encode()
    if data.draw(st.booleans()):
        text = data.draw(changed_bytes(text))
    assert_no_fault(client.request(method, path, content=text, headers=AS_JSON))


@settings(max_examples=examples(100), deadline=None)
@given(data=st.data())
def test_a_changed_address_or_line_is_never_a_fault_of_ours(client: httpx.Client, data: st.DataObject):
    method, path, body = data.draw(st.sampled_from(TEXTS))
    headers = {"Content-Type": "application/x-ndjson"} if body else {}
    if body:
        body = data.draw(changed_bytes(body))
    else:
        start, _, query = path.partition("?")
        path = f"{start}?{quote(data.draw(changed_bytes(query.encode())), safe=VISIBLE)}"
    assert_no_fault(client.request(method, path, content=body, headers=headers))


@settings(max_examples=examples(100), deadline=None)
@given(data=st.data())
def test_a_changed_mapping_or_table_is_never_a_fault_of_ours(client: httpx.Client, data: st.DataObject):
    mapping, table = MAPPING.encode(), TABLE
    if data.draw(st.integers(0, 3)):
        mapping = data.draw(changed_bytes(mapping))
    else:
        table = data.draw(changed_bytes(table))
    body = zipped({"mapping.toml": [mapping], "people.csv": [table]})
    answer = client.post("/v1/imports", params={"format": "mapping", "dry_run": "true"}, content=body, headers=ZIP)
    assert_no_fault(answer)
    if answer.status_code == 202:
        client.delete(f"/v1/jobs/{answer.json()['id']}")
