"""Keys as their holders have them: `sgk_<id>_<secret>`, made once, shown once, recognised by a keyed digest."""

import hashlib
import hmac
import re
import secrets

from schemas.api_keys import KeyProof

_KEY = re.compile(r"sgk_(?P<id>[0-9a-f]{12})_(?P<secret>[A-Za-z0-9_-]{43})")

SECRET_BYTES = 32
SALT_BYTES = 16


def new_key_text() -> tuple[str, KeyProof]:
    """Return a new key for its holder, and what is kept to recognise it.

    The secret has 256 random bits, so a fast digest is as safe as a slow one; the salt keys the digest.
    """
    key_id, secret, salt = secrets.token_hex(6), secrets.token_urlsafe(SECRET_BYTES), secrets.token_hex(SALT_BYTES)
    return f"sgk_{key_id}_{secret}", KeyProof(key_id, salt, _digest(secret, salt))


def split_key_text(text: str) -> tuple[str, str] | None:
    """Return the id and the secret of a key; None where it is not a key.

    Examples
    --------
    >>> split_key_text("sgk_0a1b2c3d4e5f_" + 43 * "x") == ("0a1b2c3d4e5f", 43 * "x")
    True
    >>> split_key_text("password")
    """
    found = _KEY.fullmatch(text)
    return (found["id"], found["secret"]) if found else None


def proves(secret: str, proof: KeyProof) -> bool:
    """Whether a secret is the one of a key; takes as long for a wrong one as for the right one."""
    return hmac.compare_digest(_digest(secret, proof.salt), proof.digest)


def _digest(secret: str, salt: str) -> str:
    return hashlib.blake2b(secret.encode(), key=bytes.fromhex(salt), digest_size=32).hexdigest()
