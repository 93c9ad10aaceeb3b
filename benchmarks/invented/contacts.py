"""An invented account that is full of contacts: what closeness is measured on."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.invented.accounts import whole_account
from schemas.instants import instant_text
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem

PEOPLE, MEMBERS, INTERACTIONS = 100, 8, 1_500

AS_OF = "2026-07-01T00:00:00.000000Z"


def our_side(name: str) -> list[WriteItem]:
    """Return eight of us, whose ids begin with the name."""
    return [_item("team_member", BOOK, f"{name}-m{k}", {"name": f"Member {k}"}) for k in range(MEMBERS)]


def account_of_contacts(account_id: str, name: str, seed: int = 7) -> list[WriteItem]:
    """Return 100 people in ten departments with 400 edges, and 1,500 contacts of 18 months with eight of us."""
    chance = random.Random(seed)
    contacts = [_item("interaction", account_id, f"x{k}", _contact(name, chance)) for k in range(INTERACTIONS)]
    return [*whole_account(account_id), *contacts]


def one_more(account_id: str, name: str, number: int) -> WriteItem:
    """Return a contact that makes everything computed before out of date."""
    return _item("interaction", account_id, f"more{number}", _contact(name, random.Random(number)))


def _contact(name: str, chance: random.Random) -> dict[str, Any]:
    at = datetime.fromisoformat(AS_OF) - timedelta(seconds=chance.randrange(540 * 86_400))
    return {
        "at": instant_text(at.astimezone(UTC)),
        "people": [f"p{k}" for k in chance.sample(range(PEOPLE), chance.choice((1, 1, 2, 3)))],
        "members": [f"{name}-m{k}" for k in chance.sample(range(MEMBERS), chance.choice((1, 1, 2)))],
        "channel": chance.choice(("meeting", "call", "mail", "visit")),
        "direction": chance.choice(("mutual", "inbound", "outbound")),
        "depth": chance.randrange(1, 6),
        "expertise": chance.choice((0.0, 0.5, 1.0)),
    }


def _item(kind: str, ledger: str, record_id: str, data: dict[str, Any]) -> WriteItem:
    sent = BY_KIND[kind].fields.model_validate(data).model_dump(exclude_unset=True)
    return WriteItem(BY_KIND[kind], ledger, record_id, sent)
