"""Valid requests of every operation of the document, about an account of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from app.openapi.references import requests_of, resolved
from schemas.registry import BY_KIND
from tests.api.accounts import Account, fresh_id, item
from tests.api.examples import store_needed
from tests.api.imports import archive
from tests.api.kinds_of_operations import KIND_OF
from tests.api.openapi_parts import Document, golden
from tests.contract.kinds import Maker, change_of
from tests.soak.mutations.values import as_json
from tests.soak.rude.archives import FILES, RECORD, zipped

NDJSON, ZIP = "application/x-ndjson", "application/zip"
STREAM = "text/event-stream"

MAPPING = (
    f'name = "m"\ndates = ["%d.%m.%Y"]\nencoding = "utf-8"\ndelimiter = ","\n{FILES}{RECORD}'
    'data.name = "{Name}"\ndata.tags = {value = "{Tags}", split = ";"}\n'
    'when = {column = "Day", before = "2025-01-01"}\n'
)
TABLE = "Id,Name,Tags,Day\na1,Ada,x;y,01.02.2024\n"

PEOPLE = ("p1", "p2", "p3")
REQUIRED = {"format": "ndjson", "q": "ada", "from": "2026-01-01T00:00:00Z", "to": "p2"}
"""Values of the parameters that some questions cannot do without."""


@dataclass(frozen=True, slots=True)
class Valid:
    """A request that is taken as it is, as long as nobody ends what it is about.

    Attributes
    ----------
    operation : str
        Method and path of the document.
    path : str
        With the ids of what is there.
    query : tuple of pairs of str
        Names and values.
    headers : tuple of pairs of str
        Beside those of every request.
    body : Any
        Sent as JSON; bytes are sent as they are, None is nothing.
    files : dict of str to bytes, or None
        Of an archive, which is then the body.
    asked : dict
        The parameters that the operation has in its query: name -> schema.
    """

    operation: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: Any = None
    files: dict[str, bytes] | None = None
    asked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """That of HTTP."""
        return self.operation.partition(" ")[0]


class Book:
    """An account with records of every kind, and what may be asked about it.

    Parameters
    ----------
    client : httpx.Client
        Of a service without keys; the account is stored at once.
    """

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._document: Document = golden()
        self._firm = Account(client)
        self._maker = Maker(self._firm.id)
        self._fields: dict[str, dict[str, Any]] = {}
        self._ids: dict[str, str] = {}
        self._store()
        self._known = {"account_id": self._firm.id, "person_id": PEOPLE[0], "chain_id": self._ids["chain"]}
        self._known |= {
            "system": "crm",
            "external_id": fresh_id("x"),
            "date": "2026-06-24",
            "rule_id": "single-threaded-ours",
            "gap_id": self._gap(),
            "job_id": self._job(),
        }

    def _store(self) -> None:
        people = [item("person", name, name=name.title()) for name in PEOPLE]
        self._firm.batch(*people, item("reporting_line", "l1", person="p1", manager="p2"))
        for kind, resource in BY_KIND.items():
            if resource.read_only:
                continue
            self._fields[kind] = self._maker.minimal(kind)
            store_needed(self._firm, self._maker)
            self._ids[kind] = self._firm.id if kind == "account" else fresh_id("r")
            place = self._place(kind)
            if kind != "account":
                self._client.put(f"{place}/{self._ids[kind]}", json=self._fields[kind])

    def _place(self, kind: str) -> str:
        resource = BY_KIND[kind]
        return f"{self._firm.path}/{resource.path}" if resource.scope == "account" else f"/v1/{resource.path}"

    def _gap(self) -> str:
        found = self._client.get(f"{self._firm.path}/analysis/gaps").json().get("items") or [{"id": "g1"}]
        return str(found[0]["id"])

    def _job(self) -> str:
        body = archive([{"kind": "account", "id": fresh_id(), "data": {"name": "Imported"}}])
        sent = self._client.post(
            "/v1/imports", params={"format": "ndjson"}, content=body, headers={"content-type": ZIP}
        )
        return str(sent.json().get("id", "j1"))

    def requests(self) -> Iterator[Valid]:
        """Yield valid requests, at least one of each operation."""
        for method, path, operation in requests_of(self._document):
            label = f"{method} {path}"
            for one in self._of(label, path, operation):
                yield replace(one, asked=self._asked(operation))

    def _asked(self, operation: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
        parameters = (resolved(self._document, one) for one in operation.get("parameters", ()))
        return {one["name"]: resolved(self._document, one["schema"]) for one in parameters if one["in"] == "query"}

    def _of(self, label: str, path: str, operation: Mapping[str, Any]) -> Iterator[Valid]:
        kind = KIND_OF.get(label)
        ids = {**self._known, "record_id": self._ids.get(kind or "person", PEOPLE[0])}
        if label.endswith("/merge"):
            ids["record_id"] = PEOPLE[2]
        one = Valid(label, path.format_map(ids))
        if label == "POST /v1/sync":
            yield replace(one, body=self._lines(), headers=(("Content-Type", NDJSON),))
        elif label == "POST /v1/imports":
            yield from self._imports(one)
        elif "requestBody" not in operation:
            query = tuple((name, REQUIRED[name]) for name in self._needed(operation))
            yield replace(one, query=query)
            if label == "GET /v1/changes" or label.endswith("/events"):
                yield replace(one, query=query, headers=(("Accept", STREAM),))
        else:
            yield from self._with_bodies(one, kind, operation["requestBody"])

    def _needed(self, operation: Mapping[str, Any]) -> list[str]:
        parameters = (resolved(self._document, one) for one in operation.get("parameters", ()))
        return [one["name"] for one in parameters if one["in"] == "query" and one.get("required")]

    def _with_bodies(self, one: Valid, kind: str | None, body: Mapping[str, Any]) -> Iterator[Valid]:
        contents = resolved(self._document, body)["content"]
        for media in contents:
            sent = replace(one, headers=(("Content-Type", media),))
            if one.operation.endswith("/batch"):
                yield replace(sent, body={"items": self._items(of_account="account_id" in one.operation)})
            elif one.operation.endswith("/merge"):
                yield replace(sent, body={"into": "p2"})
            elif kind is None or BY_KIND[kind].read_only:
                yield replace(sent, body=self._example(contents[media]))
            elif one.method == "PATCH":
                name, _, value = change_of(kind)
                yield replace(sent, body={name: value, "tags": ["pilot"]})
            else:
                yield replace(sent, body=self._fields[kind])

    def _example(self, content: Mapping[str, Any]) -> Any:
        schema = resolved(self._document, content["schema"])
        found = content.get("example") or schema.get("example") or (schema.get("examples") or [None])[0]
        return found if found is not None else {}

    def _items(self, of_account: bool) -> list[dict[str, Any]]:
        """Return items of every kind that a batch of the account, or of the book, may hold."""
        scope = "account" if of_account else "book"
        kinds = [kind for kind in self._fields if BY_KIND[kind].scope == scope]
        return [item(kind, self._ids[kind], **self._fields[kind]) for kind in kinds]

    def _lines(self) -> bytes:
        people = [item("person", name, name=name.title()) | {"account_id": self._firm.id} for name in PEOPLE]
        return b"".join(as_json(one) + b"\n" for one in people)

    def _imports(self, one: Valid) -> Iterator[Valid]:
        headers = (("Content-Type", ZIP),)
        forms: dict[str, dict[str, bytes]] = {
            "ndjson": {"book.ndjson": self._lines()},
            "mapping": {"mapping.toml": MAPPING.encode(), "people.csv": TABLE.encode()},
            "salesforce": {"Account.csv": b"Id,Name\n001000000000001AAA,Acme\n"},
        }
        for form, files in forms.items():
            query = (("format", form), ("dry_run", "true"))
            yield replace(one, query=query, headers=headers, files=files)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files."""
    return zipped({name: [content] for name, content in files.items()})
