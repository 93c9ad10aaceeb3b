"""One account of a running service, as a test writes and reads it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import httpx

from schemas.registry import ACCOUNT_RESOURCES

FAR = "2100-01-01T00:00:00Z"
"""A moment of reading that no hour of a test changes."""

Json = dict[str, Any]


def fresh_id(prefix: str = "t") -> str:
    """Return an id that nothing else has."""
    return f"{prefix}-{uuid.uuid4().hex[:16]}"


class Account:
    """An account with an id of its own, created on the service.

    Attributes
    ----------
    path : str
        Its URL, without host.
    """

    def __init__(self, client: httpx.Client, **fields: Any) -> None:
        self.client = client
        self.id = fresh_id()
        self.path = f"/v1/accounts/{self.id}"
        done(client.put(self.path, json={"name": "Northwind Traders", **fields}))

    @property
    def revision(self) -> int:
        """The revision it is at."""
        return int(done(self.client.get(self.path))["revision"])

    @property
    def etag(self) -> str:
        """ETag of its own record."""
        return self.client.get(self.path).headers["etag"]

    def get(self, path: str, **parameters: Any) -> Json:
        """Return the body of something under it."""
        return cast(Json, done(self.client.get(f"{self.path}/{path}", params=parameters)))

    def put(self, path: str, **fields: Any) -> Json:
        """Create or change something under it."""
        return cast(Json, done(self.client.put(f"{self.path}/{path}", json=fields)))

    def end(self, path: str, **parameters: Any) -> Json:
        """End something under it."""
        return cast(Json, done(self.client.delete(f"{self.path}/{path}", params=parameters)))

    def send(self, *items: Json, **parameters: Any) -> httpx.Response:
        """Send items as one batch and return the response, whatever it says."""
        return self.client.post(f"{self.path}/batch", json={"items": items}, params=parameters)

    def batch(self, *items: Json, **parameters: Any) -> Json:
        """Store items as one batch."""
        return cast(Json, done(self.send(*items, **parameters)))

    def dump(self) -> dict[str, str]:
        """Return everything it holds as text: its own record with the revision, every list, and both answers."""
        parts = [resource.path for resource in ACCOUNT_RESOURCES]
        urls = [self.path, *(f"{self.path}/{part}?limit=500&as_of={FAR}" for part in parts)]
        return {url: self.client.get(url).text for url in urls}

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """Assert that what happens inside leaves the account exactly as it was, with all its records."""
        before = self._graph()
        yield
        assert self._graph() == before

    def _graph(self) -> Json:
        """Return all its records in one answer: to list every kind takes six times as long."""
        return self.get("graph", as_of=FAR)


def item(kind: str, record_id: str | None = None, /, **data: Any) -> Json:
    """Return a batch item."""
    return {"kind": kind, "data": data} | ({"id": record_id} if record_id is not None else {})


def ending(kind: str, record_id: str, **more: Any) -> Json:
    """Return a batch item that ends a record."""
    return {"kind": kind, "id": record_id, "action": "end", **more}


def decided_by(*voters: str) -> tuple[Json, ...]:
    """Return the items of a deal, o1, whose chain, c1, waits for one step, s1, that all of these approve."""
    return (
        item("opportunity", "o1", name="Line 4"),
        item("chain", "c1", opportunity="o1", name="Board", status="active"),
        item("step", "s1", chain="c1", order=1, name="Approval", rule="all"),
        *(
            item("stake", f"k{place}", person=voter, chain="c1", weight=1)
            for place, voter in enumerate(voters, start=1)
        ),
    )


def done(response: httpx.Response) -> Any:
    """Return the body of a response that succeeded."""
    assert response.is_success, f"{response.request.method} {response.request.url}: {response.text[:2000]}"
    return response.json()


SMALL = (
    item("department", "sales", name="Sales"),
    item("department", "field", name="Field sales", part_of="sales"),
    item("person", "ada", name="Ada Brandt"),
    item("person", "bo", name="Bo Lind"),
    item("person", "cy", name="Cy Moreau"),
    item("person", "di", name="Di Okafor"),
    item("membership", "ada-sales", person="ada", department="sales"),
    item("reporting_line", "ada-bo", person="ada", manager="bo"),
    item("reporting_line", "bo-cy", person="bo", manager="cy"),
    item("influence", "cy-ada", source="cy", target="ada", strength=0.6),
)
"""A small organisation: ada reports to bo, bo to cy; cy influences ada."""
