"""A request as bytes of a connection, with one thing about it changed, or two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote

from tests.soak.mutations.valid import Valid, packed
from tests.soak.mutations.values import MUCH, as_json, changed_bytes, changed_value, nested, odd_value, twice_named

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE", "get", "QUERY")
IDS = (
    "nobody",
    "%00",
    "..",
    ".",
    "%2e%2e%2f",
    "a%2Fb",
    "%E4%BA%91",
    "%FF",
    "",
    "*",
    "~",
    "p1:p2",
    "x" * 129,
    "P1",
    "+",
)
NAMES = ("limit", "cursor", "sort", "as_of", "fields", "lang", "nulls", "purge", "unknown", "", "a[]", "q", "explain")
VALUES = (
    "0",
    "-1",
    "1",
    "501",
    "9" * 40,
    "1e3",
    "true",
    "null",
    "",
    "%00",
    "%FF",
    "a,b",
    "name,name",
    "-name",
    "~",
    "*",
)
MOMENTS = ("2026-01-01T00:00:00Z", "2026-02-30", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+23:59", "now", "2026-W01")
HEADERS: dict[str, tuple[bytes, ...]] = {
    "Content-Type": (
        b"",
        b"text/plain",
        b"application/json; charset=utf-16",
        b"application/zip",
        b"a/b/c",
        b"multipart/form-data",
    ),
    "Accept": (b"", b"*/*;q=0", b"text/html", b"application/json;q=x", b"image/svg+xml", b"a" * 9_000),
    "Accept-Language": (b"", b"zh", b"xx", b"zh;q=2,en;q=-1", b"*," * 3_000, b"\xe4\xba\x91"),
    "If-Match": (b"", b"*", b'"0.none"', b'W/"1"', b'"a", "b"', b'"' * 99, b'"\xff"'),
    "If-None-Match": (b"", b"*", b'"0.none"', b'"a",' * 2_000),
    "Idempotency-Key": (b"", b"k", b"k" * 300, b'"\xe4"', b"a b"),
    "Prefer": (b"", b"wait=0", b"wait=1", b"wait=-1", b"wait=x", b"respond-async", b"return=minimal, wait=0"),
    "Authorization": (b"", b"Bearer", b"Bearer x", b"Basic YTpi", b"Bearer sgk_a_b", b"Bearer \xff"),
    "Cookie": (b"", b"=", b";;;", b"stakegraph_session=x", b"a=" + b"b" * 5_000),
    "Host": (b"", b"evil.example", b"127.0.0.1:99999", b"[::1", b"a b"),
    "Origin": (b"", b"null", b"https://evil.example"),
    "Range": (b"bytes=0-0", b"bytes=5-1", b"x"),
    "Content-Encoding": (b"gzip", b"br", b"identity"),
    "Transfer-Encoding": (b"chunked", b"gzip, chunked", b"x"),
    "Expect": (b"100-continue", b"200-ok"),
    "Last-Event-ID": (b"", b"0", b"x" * 500),
    "X-Forwarded-For": (b"", b"127.0.0.1", b"x" * 500),
    "Connection": (b"close", b"Upgrade", b"keep-alive, x"),
    "Upgrade": (b"websocket", b"h2c"),
    "X" * 300: (b"", b"x" * 60_000),
    "": (b"", b"x"),
    "A b": (b"x",),
}


@dataclass(slots=True)
class Sent:
    """What goes over a connection.

    Attributes
    ----------
    changed : list of str
        Which mutations made it.
    length : int or None
        The length that is stated; None: that of the body.
    broken : bool
        Whether it may be no HTTP, so that no answer is owed.
    """

    operation: str
    method: str
    path: str
    query: list[tuple[str, str]]
    headers: list[tuple[str, bytes]]
    body: bytes
    changed: list[str] = field(default_factory=list)
    length: int | None = None
    broken: bool = False

    def as_bytes(self) -> bytes:
        """Return all of it."""
        query = "&".join(f"{name}={value}" for name, value in self.query)
        lines = [f"{self.method} {self.path}{'?' if query else ''}{query} HTTP/1.1".encode()]
        lines += [name.encode() + b": " + value for name, value in self.headers]
        if self.body or self.length is not None or self.method in {"POST", "PUT", "PATCH"}:
            lines.append(b"Content-Length: %d" % (len(self.body) if self.length is None else self.length))
        return b"\r\n".join((*lines, b"", self.body))

    @property
    def unfinished(self) -> bool:
        """Whether more is announced than comes."""
        return (self.length or 0) > len(self.body) or any(name == "Transfer-Encoding" for name, _ in self.headers)


def plain(valid: Valid) -> Sent:
    """Return a valid request as it is."""
    body = valid.body if isinstance(valid.body, bytes) else b"" if valid.body is None else as_json(valid.body)
    headers = [("Host", b"127.0.0.1"), *((name, value.encode()) for name, value in valid.headers)]
    if valid.files is not None:
        body = packed(valid.files)
    return Sent(valid.operation, valid.method, valid.path, list(valid.query), headers, body)


def mutated(chance: Random, valid: Valid, name: str | None = None) -> Sent:
    """Return a valid request with one thing changed, or any, once in five times two."""
    sent, may_be = plain(valid), possible(valid)
    for each in [name] if name else chance.choices(may_be, k=1 + (chance.random() < 0.2)):
        MUTATIONS[each](chance, valid, sent)
        sent.changed.append(each)
    return sent


def possible(valid: Valid) -> list[str]:
    """Return which mutations a request can have: of a body mostly, where there is one."""
    of_any = ["method", "path", "query name", "query value", "query value", "header", "header", "length"]
    if valid.files is not None:
        return [*of_any, *["file"] * 6, "bytes", "bytes"]
    if isinstance(valid.body, bytes):
        return [*of_any, *["bytes"] * 6]
    if valid.body is not None:
        return [*of_any, *["value"] * 6, "bytes", "bytes", "key twice", "depth", "size"]
    return of_any


def _method(chance: Random, valid: Valid, sent: Sent) -> None:
    sent.method = chance.choice(METHODS)


def _path(chance: Random, valid: Valid, sent: Sent) -> None:
    parts = sent.path.split("/")
    place = chance.randrange(1, len(parts))
    put = [[chance.choice(IDS)], [], [parts[place]] * 2, [parts[place].upper()], [parts[place] + chance.choice(IDS)]]
    sent.path = "/".join((*parts[:place], *chance.choice(put), *parts[place + 1 :])) or "/"


def _query_name(chance: Random, valid: Valid, sent: Sent) -> None:
    if sent.query and chance.random() < 0.5:
        del sent.query[chance.randrange(len(sent.query))]
    else:
        sent.query += [(chance.choice(NAMES), _text(chance))] * chance.choice((1, 1, 2, 500))


def _query_value(chance: Random, valid: Valid, sent: Sent) -> None:
    name = chance.choice([*valid.asked, *NAMES])
    words = [str(word) for word in valid.asked.get(name, {}).get("enum", ())]
    sent.query = [*(one for one in sent.query if one[0] != name), (name, chance.choice([*words, _text(chance)]))]


def _text(chance: Random) -> str:
    drawn = chance.random()
    if drawn < 0.5:
        return chance.choice((*VALUES, *MOMENTS))
    return quote(as_json(odd_value(chance))[: chance.choice((20, 3_000))], safe="")


def _header(chance: Random, valid: Valid, sent: Sent) -> None:
    name = chance.choice(list(HEADERS))
    value = chance.choice((*HEADERS[name], *HEADERS[name], chance.randbytes(3)))
    if chance.random() < 0.7:
        sent.headers = [one for one in sent.headers if one[0] != name]
    if chance.random() < 0.9:
        sent.headers.append((name, value))
    sent.broken = True


def _length(chance: Random, valid: Valid, sent: Sent) -> None:
    sent.length = max(0, len(sent.body) + chance.choice((-1, 1, 7, -len(sent.body), 10**6, 10**12)))
    sent.broken = True


def _value(chance: Random, valid: Valid, sent: Sent) -> None:
    sent.body = as_json(changed_value(chance, valid.body))


def _bytes(chance: Random, valid: Valid, sent: Sent) -> None:
    sent.body = changed_bytes(chance, sent.body)


def _key_twice(chance: Random, valid: Valid, sent: Sent) -> None:
    sent.body = twice_named(chance, valid.body)


def _depth(chance: Random, valid: Valid, sent: Sent) -> None:
    sent.body = nested(chance, valid.body)


def _size(chance: Random, valid: Valid, sent: Sent) -> None:
    filling = (
        b" " * MUCH * 10,
        as_json(["x"] * MUCH),
        as_json({f"k{number}": 0 for number in range(20_000)}),
        b"9" * MUCH,
    )
    sent.body = chance.choice((sent.body + filling[0], *filling))


def _file(chance: Random, valid: Valid, sent: Sent) -> None:
    files = dict(valid.files or {})
    name = chance.choice(list(files))
    drawn = chance.random()
    if drawn < 0.8:
        files[name] = changed_bytes(chance, files[name])
    elif drawn < 0.9:
        files[chance.choice(("a/b/" + name, "../" + name, name.upper(), "云.csv", "x" * 300))] = files.pop(name)
    else:
        files = dict(list(files.items())[1:]) if drawn < 0.95 else {**files, "more.csv": b"Id\n" * 5_000}
    sent.body = packed(files)


MUTATIONS: Mapping[str, Callable[[Random, Valid, Sent], Any]] = {
    "method": _method,
    "path": _path,
    "query name": _query_name,
    "query value": _query_value,
    "header": _header,
    "length": _length,
    "value": _value,
    "bytes": _bytes,
    "key twice": _key_twice,
    "depth": _depth,
    "size": _size,
    "file": _file,
}
