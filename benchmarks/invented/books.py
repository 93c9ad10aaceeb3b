"""Invented books: accounts as account planners keep them, each of 100 people, 1,500 contacts and two deals."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from schemas.instants import instant_text

AS_OF = "2026-07-01T00:00:00.000000Z"
PEOPLE, MEMBERS, INTERACTIONS, ASSESSMENTS, INFLUENCES, VOTERS = 100, 40, 1_500, 200, 250, 12
OF_PLAIN = 8
"""Accounts for the comparison with a plain script."""

OF_AN_ACCOUNT = 6
"""Of us who work for one account."""

DEPARTMENTS = ("management", "finance", "procurement", "engineering", "operations", "quality", "it", "sales")
LEVELS = (("c_level", 1), ("vp", 5), ("director", 14), ("manager", 30), ("specialist", 50))
"""Levels from the top, and how many people there are of each."""

TITLES = {"c_level": "Chief Executive", "vp": "Vice President", "director": "Director", "manager": "Manager"}
FIRST = ("Ada", "Bo", "Cyrus", "Dora", "Emil", "Fatima", "Goran", "Hana", "Ivo", "Jun", "Kira", "Lev", "Mei", "Noor")
LAST = ("Abel", "Brandt", "Castell", "Dunmore", "Ekholm", "Falk", "Grau", "Hollis", "Imber", "Jansen", "Kovac", "张")

Line = dict[str, Any]


def book_lines(accounts: int, seed: int = 16, contacts: int = INTERACTIONS) -> Iterator[bytes]:
    """Yield a book as lines of NDJSON, what is of all accounts first; of one seed the same always."""
    for line in _of_us():
        yield _written(line)
    for number in range(accounts):
        for line in account_lines(number, seed, contacts):
            yield _written(line)


def contact_line(number: int) -> bytes:
    """Return one more contact of an account, which makes all that was computed of it out of date."""
    contact = _contact([f"m{number % MEMBERS}", f"m{(number + 1) % MEMBERS}"], random.Random(number))
    return _written({"account_id": f"acc{number:05}", "kind": "interaction", "id": "more", "data": contact})


def plain_lines(seed: int = 16) -> Iterator[bytes]:
    """Yield accounts that the plain way of the benchmark can compute: of no level, without deals and duties."""
    for line in _of_us():
        yield _written(line)
    for number in range(OF_PLAIN):
        account, chance = f"plain{number}", random.Random(f"{seed}-plain-{number}")
        ours = chance.sample([f"m{k}" for k in range(MEMBERS)], OF_AN_ACCOUNT)
        yield _written(
            {"kind": "account", "id": account, "account_id": account, "data": {"name": account, "tier": "A"}}
        )
        people: list[Record] = [("person", f"p{place}", {"name": _name(chance)}) for place in range(PEOPLE)]
        for kind, record, data in (*people, *_ties(chance), *_spoken(ours, chance)):
            yield _written({"account_id": account, "kind": kind, "id": record, "data": data})


def _written(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _of_us() -> Iterator[Line]:
    for number in range(MEMBERS):
        data = {"name": _name(random.Random(number)), "function": "sales"}
        yield {"kind": "team_member", "id": f"m{number}", "data": data}


def account_lines(number: int, seed: int = 16, contacts: int = INTERACTIONS) -> Iterator[Line]:
    """Yield the lines of one account; of fewer contacts there are fewer words, as many as in proportion."""
    account, chance = f"acc{number:05}", random.Random(f"{seed}-{number}")
    ours = chance.sample([f"m{k}" for k in range(MEMBERS)], OF_AN_ACCOUNT)
    data = {"name": f"{chance.choice(LAST)} {number}", "tier": chance.choice("AABC"), "segment": "machinery"}
    yield {"kind": "account", "id": account, "account_id": account, "data": data}
    for kind, record, fields in (*_people(chance), *_ties(chance), *_deals(chance), *_duties(account, ours, chance)):
        yield {"account_id": account, "kind": kind, "id": record, "data": fields}
    for kind, record, fields in _spoken(ours, chance, contacts):
        yield {"account_id": account, "kind": kind, "id": record, "data": fields}


Record = tuple[str, str, Line]


def _spoken(ours: list[str], chance: random.Random, contacts: int = INTERACTIONS) -> Iterator[Record]:
    words = contacts * ASSESSMENTS // INTERACTIONS
    yield from (("interaction", f"x{place}", _contact(ours, chance)) for place in range(contacts))
    yield from (("assessment", f"s{place}", _word(ours, chance)) for place in range(words))


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def _people(chance: random.Random) -> Iterator[Record]:
    for unit in DEPARTMENTS:
        yield "department", unit, {"name": unit.title(), "function": unit}
    place = 0
    for level, many in LEVELS:
        for _ in range(many):
            unit = chance.choice(DEPARTMENTS)
            title = f"{TITLES.get(level, 'Engineer')}, {unit.title()}"
            yield "person", f"p{place}", {"name": _name(chance), "title": title, "seniority": level, "kind": "known"}
            yield "membership", f"b{place}", {"person": f"p{place}", "department": unit, "primary": True}
            place += 1


def _ties(chance: random.Random) -> Iterator[Record]:
    for place in range(1, PEOPLE):
        yield "reporting_line", f"r{place}", {"person": f"p{place}", "manager": f"p{(place - 1) // 5}"}
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < INFLUENCES:
        one, other = chance.sample(range(PEOPLE), 2)
        pairs.add((one, other))
    for place, (one, other) in enumerate(sorted(pairs)):
        ends = {"source": f"p{one}", "target": f"p{other}", "strength": round(chance.random(), 2), "confidence": 0.8}
        yield "influence", f"i{place}", ends


def _deals(chance: random.Random) -> Iterator[Record]:
    for deal in ("o1", "o2"):
        chain = f"c-{deal}"
        amount = {"amount": 100_000.0, "currency": "EUR", "closes": _ago(-chance.random() * 200 - 5)}
        yield "opportunity", deal, {"name": f"Line {deal}", "status": "open", **amount}
        yield "chain", chain, {"opportunity": deal, "name": f"Board {deal}", "kind": "formal", "status": "active"}
        for place, rule in enumerate(("all", "majority", "any")):
            step = {"chain": chain, "order": place + 1, "name": f"Step {place}", "rule": rule}
            yield "step", f"{chain}-{place}", step
        for place, voter in enumerate(chance.sample(range(40), VOTERS)):
            roles = [chance.choice(("approver", "economic_buyer", "champion", "user", "evaluator"))]
            held = {"person": f"p{voter}", "chain": chain, "step": f"{chain}-{place % 3}", "roles": roles, "weight": 1}
            yield "stake", f"k-{deal}-{place}", held


def _duties(account: str, ours: list[str], chance: random.Random) -> Iterator[Record]:
    yield "coverage", "v0", {"member": ours[0], "target": {"kind": "account", "id": account}, "duty": "owner"}
    for place in range(25):
        target = {"kind": "person", "id": f"p{place}"}
        duty = {"member": chance.choice(ours), "target": target, "duty": "technical"}
        yield "coverage", f"v{place + 1}", {**duty, "cadence_days": chance.choice((14, 30, 60))}


def _ago(days: float) -> str:
    return instant_text((datetime.fromisoformat(AS_OF) - timedelta(days=days)).astimezone(UTC))


def _contact(ours: list[str], chance: random.Random) -> Line:
    """Return a contact: the higher somebody is, and the sooner, the likelier."""
    whom = {int(PEOPLE * chance.random() ** 2) for _ in range(chance.choice((1, 1, 2, 3)))}
    return {
        "at": _ago(540 * chance.random() ** 1.5),
        "people": [f"p{place}" for place in sorted(whom)],
        "members": chance.sample(ours, chance.choice((1, 1, 2))),
        "channel": chance.choice(("meeting", "call", "mail", "visit")),
        "direction": chance.choice(("mutual", "mutual", "inbound", "outbound")),
        "depth": chance.randrange(1, 6),
        "expertise": chance.choice((0.0, 0.5, 1.0)),
    }


def _word(ours: list[str], chance: random.Random) -> Line:
    attribute = chance.choice(("support", "political_status"))
    status = chance.choice(("inner_circle", "political_structure", "outside", "outside"))
    return {
        "person": f"p{chance.randrange(60)}",
        "attribute": attribute,
        "value": chance.randrange(-2, 3) if attribute == "support" else status,
        "confidence": chance.choice((0.5, 0.7, 0.9)),
        "observed_at": _ago(chance.random() * 300),
        "assessor": {"kind": "team_member", "id": chance.choice(ours)},
        "function": chance.choice(("sales", "presales", "delivery", "customer")),
    }
