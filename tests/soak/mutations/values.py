"""Values and bytes changed at random: by a careless program, a broken line or somebody curious."""

import json
from random import Random
from typing import Any

DEPTH = 3_000
MUCH = 70_000

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63, 10**30, -(10**30), 0.1, -0.0, 1e308, 5e-324),
    *(
        "",
        " ",
        "\u202e",
        "\ufeff",
        "\u200b",
        "e\u0301",
        "𝕏",
        "云",
        "\x00",
        "\ud800",
        "%00",
        "../..",
        "{}",
        "null",
        "-1",
    ),
    *("x" * MUCH, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30", "2026-06-24T09:00:00+99:99"),
    *([], {}, [[[[]]]], {"": {"": []}}, ["x"] * 2_000, {f"k{number}": number for number in range(300)}),
)
"""Values at the borders of what JSON, dates, texts and numbers can be."""

SCRAPS = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\r\n",
    b'"',
    b"[" * 999,
    b"{",
    b"NaN",
    b"1e999",
    b",,",
    b"%",
    b"\x1f\x8b",
)


def odd_value(chance: Random) -> Any:
    """Return a value at a border, or any short text or number."""
    drawn = chance.random()
    if drawn < 0.7:
        return chance.choice(ODD)
    if drawn < 0.85:
        return "".join(chr(chance.choice((chance.randrange(0x250), chance.randrange(0xD800)))) for _ in range(5))
    return chance.choice((chance.uniform(-2, 2), chance.uniform(-1e20, 1e20), chance.randrange(-(10**6), 10**6)))


def changed_value(chance: Random, value: Any) -> Any:
    """Return a value of which one part, wherever it stands, is another, is missing, or has another name."""
    if not isinstance(value, dict | list) or not value or chance.random() < 0.15:
        return odd_value(chance)
    if isinstance(value, list):
        place = chance.randrange(len(value))
        put = [changed_value(chance, value[place])] if chance.random() < 0.8 else value[place : place + 1] * 3
        return [*value[:place], *put, *value[place + 1 :]]
    key = chance.choice(list(value))
    others = {other: one for other, one in value.items() if other != key}
    drawn = chance.random()
    if drawn < 0.1:
        return others
    return {
        **others,
        chance.choice(("", "unknown", key.upper())) if drawn < 0.25 else key: changed_value(chance, value[key]),
    }


def as_json(value: Any) -> bytes:
    """Return a value as JSON; half a pair of surrogates is escaped, as JSON allows."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def twice_named(chance: Random, value: Any) -> bytes:
    """Return an object as JSON in which a key stands twice, with another value; of anything else, it in one."""
    if not isinstance(value, dict) or not value:
        return b'{"a": 1, "a": ' + as_json(value) + b"}"
    key = chance.choice(list(value))
    return as_json(value)[:-1] + b", " + as_json(key) + b": " + as_json(odd_value(chance)) + b"}"


def nested(chance: Random, value: Any) -> bytes:
    """Return a value as JSON, deep within lists or objects, of which not all need be closed."""
    opened, closed = chance.choice(((b"[", b"]"), (b'{"a":', b"}")))
    deep = chance.choice((20, 200, DEPTH))
    return opened * deep + as_json(value) + closed * chance.choice((deep, deep - 1, 0))


def changed_bytes(chance: Random, text: bytes) -> bytes:
    """Return bytes of which a part is cut out, stands twice, is replaced, or which end early."""
    at = chance.randrange(len(text) + 1)
    end = min(len(text), at + chance.randrange(20))
    drawn = chance.random()
    if drawn < 0.2:
        return text[:at]
    if drawn < 0.3:
        return text[:end] + text[at:]
    return text[:at] + chance.choice((*SCRAPS, chance.randbytes(4))) + text[end:]
