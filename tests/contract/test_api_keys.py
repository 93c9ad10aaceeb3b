"""Keys in the store: made, revoked, rotated and recognised, at the very instants that count."""

from datetime import timedelta

import pytest

from app.security.authentication import FAILURES_PER_SECOND, Authenticator
from app.security.key_ring import SECONDS_HELD, KeyRing
from app.security.key_texts import new_key_text
from app.security.rate_limits import RateLimit
from app.security.sessions import Sessions
from graph.store import Store
from schemas.api_keys import ApiKey, KeyProof, Role
from schemas.errors import Conflict, NotAuthenticated, NotFound
from tests.contract.held_clock import HeldClock
from tests.sentences import refusal

MADE = "2026-03-01T00:00:00.000000Z"
ENDS = "2026-03-02T00:00:00.000000Z"
JUST_BEFORE = "2026-03-01T23:59:59.999999Z"


class Seconds:
    """A count of seconds that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the count."""
        return self.now


async def make(store: Store, role: Role = Role.EDITOR, expires_at: str = ENDS) -> tuple[str, ApiKey]:
    text, proof = new_key_text()
    key = ApiKey(proof, role, "salesforce-sync", "mia", MADE, "keeper", expires_at)
    await store.api_keys.create(key)
    return text, key


async def kept(store: Store, key_id: str) -> ApiKey:
    return next(key for key in await store.api_keys.read_all() if key.id == key_id)


def authenticator(store: Store, seconds: Seconds | None = None) -> Authenticator:
    ring, sessions = KeyRing(store.api_keys, seconds or Seconds()), Sessions(60)
    limits = {"requests": RateLimit(1000), "failures": RateLimit(FAILURES_PER_SECOND)}
    return Authenticator(ring, store.clock, loopback=True, sessions=sessions, **limits)


async def test_a_key_is_kept_as_it_was_made(store):
    _, key = await make(store)
    assert await kept(store, key.id) == key


async def test_keys_are_listed_the_oldest_first(store):
    made = [(await make(store))[1].id for _ in range(3)]
    listed = await store.api_keys.read_all()
    assert [(key.created_at, key.id) for key in listed] == sorted((key.created_at, key.id) for key in listed)
    assert set(made) <= {key.id for key in listed}


async def test_one_id_names_one_key(store):
    _, key = await make(store)
    with pytest.raises(Conflict):
        await store.api_keys.create(key)


async def test_a_key_that_expires_this_instant_is_expired(store, clock):
    text, key = await make(store)
    gate = authenticator(store)
    clock.hold(JUST_BEFORE)
    principal = await gate.principal(text, "127.0.0.1")
    assert (principal.id, principal.role, principal.member) == (f"key:{key.id}", Role.EDITOR, "mia")
    clock.hold(ENDS)
    with refusal(NotAuthenticated, match="expired"):
        await gate.principal(text, "127.0.0.1")


async def test_a_key_is_revoked_once_and_for_all(store, clock: HeldClock):
    text, key = await make(store)
    clock.hold(MADE)
    revoked = await store.api_keys.revoke(key.id)
    assert (revoked.revoked_at or "") >= MADE
    clock.advance(hours=1)
    assert (await store.api_keys.revoke(key.id)).revoked_at == revoked.revoked_at
    with refusal(NotAuthenticated, match="revoked"):
        await authenticator(store).principal(text, "127.0.0.1")


async def test_a_rotated_key_ends_after_the_overlap_and_never_later_than_it_would_have(store, clock):
    _, key = await make(store)
    clock.hold("2026-03-01T12:00:00.000000Z")
    proof = new_key_text()[1]
    old, new = await store.api_keys.rotate(key.id, proof, "2026-06-01T00:00:00.000000Z", timedelta(hours=6))
    assert old.expires_at[:19] == "2026-03-01T18:00:00"
    assert (new.role, new.name, new.member) == (key.role, key.name, key.member)
    assert (new.proof, new.expires_at) == (proof, "2026-06-01T00:00:00.000000Z")
    again, _ = await store.api_keys.rotate(key.id, new_key_text()[1], new.expires_at, timedelta(days=2))
    assert again.expires_at == old.expires_at


@pytest.mark.parametrize("ended", ["revoked", "expired"])
async def test_a_key_that_has_ended_is_not_rotated(store, clock, ended):
    _, key = await make(store)
    clock.hold(MADE)
    if ended == "revoked":
        await store.api_keys.revoke(key.id)
    else:
        clock.hold(ENDS)
    count = len(await store.api_keys.read_all())
    with refusal(Conflict, match=ended):
        await store.api_keys.rotate(key.id, new_key_text()[1], "2026-06-01T00:00:00.000000Z", timedelta(0))
    assert len(await store.api_keys.read_all()) == count


async def test_an_unknown_key_is_neither_revoked_nor_rotated(store):
    with refusal(NotFound, match="'nobody'"):
        await store.api_keys.revoke("nobody")
    with refusal(NotFound, match="'nobody'"):
        await store.api_keys.rotate("nobody", KeyProof("x", "00", "00"), ENDS, timedelta(0))


async def test_keys_are_read_again_after_a_second_and_not_before(store, clock):
    seconds = Seconds()
    gate = authenticator(store, seconds)
    clock.hold(MADE)
    first, _ = await make(store)
    await gate.principal(first, "127.0.0.1")
    second, _ = await make(store)
    with refusal(NotAuthenticated, match="not known"):
        await gate.principal(second, "127.0.0.1")
    seconds.now += SECONDS_HELD
    await gate.principal(second, "127.0.0.1")


async def test_the_secret_is_not_kept(store, client):
    text, key = await make(store)
    secret = text.split("_", 2)[2]
    rows = await client.read("api_keys.get", id=key.id)
    assert secret not in str(rows)
    assert secret not in repr(await kept(store, key.id))
    assert key.proof.digest not in repr(key)
