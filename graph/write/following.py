"""Reads what a write needs, and leads on what it says of people who were merged."""

from collections.abc import Sequence

from graph.engine.client import Transaction, in_parts
from graph.ledger.following import PERSON, followed, survivors_of
from graph.ledger.keys import Indexed
from graph.ledger.planned_records import StoredRecords
from graph.ledger.record_rows import Row
from graph.write.reading import read_stored
from schemas.writes import BOOK


async def read_followed(
    transaction: Transaction, ledger: str, account: Row, items: Sequence[Indexed], now: str
) -> tuple[Sequence[Indexed], StoredRecords]:
    """Return the items of a ledger, led on to who survived, and what they may touch.

    Who was merged has ended, so that nothing more is read where everybody stands.
    """
    while True:
        stored = await read_stored(transaction, ledger, account, [item for _, item in items], now)
        ended = _ended_people(stored, now) if ledger != BOOK else []
        survivors = survivors_of(await _merged(transaction, ledger, ended)) if ended else {}
        led_on = [(index, followed(item, survivors)) for index, item in items] if survivors else items
        if all(one is other for (_, one), (_, other) in zip(led_on, items, strict=True)):
            return items, stored
        items = led_on


def _ended_people(stored: StoredRecords, now: str) -> list[str]:
    lives = {key: (rows[0].get("valid_from"), rows[0].get("valid_to")) for key, rows in stored.rows.items()}
    every = {**stored.lifetimes, **lives}
    return sorted(key[1] for key, (_, ended) in every.items() if key[0] == PERSON and ended and ended <= now)


async def _merged(transaction: Transaction, ledger: str, ids: Sequence[str]) -> dict[str, str]:
    """Return whom each of some people was merged into, and those in turn."""
    found: dict[str, str] = {}
    waiting = [*ids]
    while waiting:
        new: dict[str, str] = {}
        for part in in_parts(waiting):
            [[rows]] = await transaction.run("people.merged", account_id=ledger, ids=part)
            new.update((row[0], row[1]) for row in rows)
        waiting = sorted(set(new.values()) - found.keys() - new.keys())
        found |= new
    return found
