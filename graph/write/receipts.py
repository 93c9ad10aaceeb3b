"""Receipts: the answer to a request that carried a key, kept with its effect, so that a repeat is answered alike."""

import base64
import json
import logging
import secrets
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from graph.engine.client import GraphClient, Transaction
from graph.rising_clock import Clock
from schemas.errors import Conflict, InvalidInput, StoreError
from schemas.instants import instant_text
from schemas.messages.message import Message
from schemas.writes import WriteItem

logger = logging.getLogger("stakegraph.store")

KEPT = timedelta(hours=24)
"""How long an answer is given again."""

FORGOTTEN_AT_ONCE = 1_000
FORGETTING_PAUSE_SECONDS = 60.0
"""Old keys are removed so many at once, and looked for so often when there were fewer."""

LONGEST_PLAIN = 1_000_000
PACKED = "zlib:"

POINTER = "header/idempotency-key"


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer to a request; ``replayed`` when it was answered before."""

    status: int
    headers: Mapping[str, str]
    body: str
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """A request by which a repeat of it is known, and how their one outcome is answered.

    Attributes
    ----------
    key : str
        Who asks, a slash, and the key they sent.
    digest : str
        Of all that is asked: another request under the same key is refused.
    answer : callable
        Renders the outcome, that of a write or what else was begun; called before it is stored.
    """

    key: str
    digest: str
    answer: Callable[[Any], StoredAnswer]


class AlreadyAnswered(Exception):
    """Carries the first answer out of the transaction of a repeat, which is rolled back."""

    def __init__(self, answer: StoredAnswer) -> None:
        self.answer = answer


@dataclass(slots=True)
class Receipts:
    """Takes keys and keeps answers, in the transaction of the write they belong to; removes what is too old."""

    client: GraphClient
    clock: Clock
    _look_again_at: float = field(default=0.0, init=False)

    async def take(self, transaction: Transaction, receipt: Receipt) -> None:
        """Take the key; must be the first thing that a transaction does.

        Raises
        ------
        AlreadyAnswered
            When the same was asked under it before.
        InvalidInput
            When something else was.
        Conflict
            When the answer was erased since.
        """
        now = self.clock()
        token = secrets.token_hex(8)
        [[digest, answer, created_at]] = await transaction.run(
            "idempotency_keys.take", id=receipt.key, created_at=instant_text(now), token=token
        )
        if digest is None or created_at <= instant_text(now - KEPT):
            return
        if digest != receipt.digest:
            raise InvalidInput.at(POINTER, Message("requests.key_of_other_request"))
        if answer is None:
            raise Conflict(Message("requests.answer_erased"))
        raise AlreadyAnswered(replace(_read(answer), replayed=True))

    async def keep(
        self, transaction: Transaction, receipt: Receipt, items: Sequence[WriteItem], outcome: Any
    ) -> StoredAnswer:
        """Keep and return the answer to a request whose key was taken."""
        answer = receipt.answer(outcome)
        ledgers = {item.ledger for item in items}
        await transaction.run(
            "idempotency_keys.answer",
            id=receipt.key,
            digest=receipt.digest,
            answer=_written(answer),
            account_id=ledgers.pop() if len(ledgers) == 1 else None,
            created_at=instant_text(self.clock()),
        )
        return answer

    async def forget_old(self) -> None:
        """Remove some of the keys that are too old, if it is time to look for them; a fault leaves them for later."""
        if time.monotonic() < self._look_again_at:
            return
        self._look_again_at = time.monotonic() + FORGETTING_PAUSE_SECONDS
        before = instant_text(self.clock() - KEPT)
        try:
            rows = await self.client.read("idempotency_keys.expired", before=before, limit=FORGOTTEN_AT_ONCE)
            ids = [row[0] for row in rows]

            async def work(transaction: Transaction) -> None:
                await transaction.run("idempotency_keys.forget", ids=ids, before=before)

            if ids:
                await self.client.write(work, spare=True)
        except StoreError as error:
            logger.warning("old idempotency keys stay for now: class=%s", type(error).__name__)
            return
        if len(ids) == FORGOTTEN_AT_ONCE:
            self._look_again_at = 0.0


def _written(answer: StoredAnswer) -> str:
    """Return an answer as JSON; a long one packed, because the embedded engine hangs on messages over 16 MB."""
    text = json.dumps(asdict(answer), ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= LONGEST_PLAIN else PACKED + base64.b64encode(zlib.compress(text.encode(), 1)).decode()


def _read(text: str) -> StoredAnswer:
    if text.startswith(PACKED):
        text = zlib.decompress(base64.b64decode(text.removeprefix(PACKED))).decode()
    fields: dict[str, Any] = json.loads(text)
    return StoredAnswer(**fields)
