"""Keys in the store: made, read, revoked and rotated; never deleted, so a store that had one is never open again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from graph.beside_records import BesideRecords
from graph.engine.client import Transaction
from schemas.api_keys import ApiKey, KeyProof, Role
from schemas.errors import Conflict, NotFound
from schemas.instants import instant_text
from schemas.messages.message import Message


class ApiKeys(BesideRecords):
    """Reads and writes of keys."""

    async def read_all(self) -> list[ApiKey]:
        """Return every key that was ever made, the oldest first."""
        return [_key(row) for [row] in await self._client.read("api_keys.list")]

    async def create(self, key: ApiKey) -> None:
        """Keep a new key.

        Raises
        ------
        ClockInDoubt
            While nobody knows when it would expire.
        """
        self._clock.check()

        async def work(transaction: Transaction) -> None:
            await transaction.run("api_keys.create", rows=[_row(key)])

        await self._client.write(work, spare=True)

    async def revoke(self, key_id: str) -> ApiKey:
        """Refuse a key from now on and return it.

        Raises
        ------
        NotFound
            When there is none of that id.
        """

        async def work(transaction: Transaction) -> ApiKey:
            revoked_at = instant_text(self._clock())
            return _only(key_id, await transaction.run("api_keys.revoke", id=key_id, revoked_at=revoked_at))

        return await self._client.write(work, spare=True)

    async def rotate(self, key_id: str, proof: KeyProof, expires_at: str, overlap: timedelta) -> tuple[ApiKey, ApiKey]:
        """Make a key that does what another does, let that one expire after the overlap, and return old and new.

        Raises
        ------
        NotFound
            When there is none of that id.
        Conflict
            When it is revoked or expired: what ended is not renewed.
        ClockInDoubt
            As with `create`.
        """
        self._clock.check()

        async def work(transaction: Transaction) -> tuple[ApiKey, ApiKey]:
            old = _only(key_id, await transaction.run("api_keys.get", id=key_id))
            now = self._clock()
            if (state := old.state_at(instant_text(now))) != "active":
                raise Conflict(Message("keys.not_active", key=key_id, state=state))
            new = replace(old, proof=proof, created_at=instant_text(now), expires_at=expires_at)
            await transaction.run("api_keys.create", rows=[_row(new)])
            ends = instant_text(now + overlap)
            return _only(key_id, await transaction.run("api_keys.expire", id=key_id, expires_at=ends)), new

        return await self._client.write(work, spare=True)


def _only(key_id: str, rows: list[list[Any]]) -> ApiKey:
    if not rows:
        raise NotFound(Message("keys.not_found", key=key_id))
    return _key(rows[0][0])


def _row(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "salt": key.proof.salt,
        "digest": key.proof.digest,
        "role": key.role.value,
        "name": key.name,
        "member": key.member,
        "created_at": key.created_at,
        "created_by": key.created_by,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
    }


def _key(row: Mapping[str, Any]) -> ApiKey:
    return ApiKey(
        proof=KeyProof(row["id"], row["salt"], row["digest"]),
        role=Role(row["role"]),
        name=row.get("name"),
        member=row.get("member"),
        created_at=row["created_at"],
        created_by=row["created_by"],
        expires_at=row["expires_at"],
        revoked_at=row.get("revoked_at"),
    )
