"""Signatures of webhooks as the Standard Webhooks specification has them. Pure."""

import base64
import binascii
import hashlib
import hmac

from pydantic import SecretStr

PREFIX = "whsec_"

KEY_BYTES = range(24, 65)
"""How long a key may be."""


def key_of(secret: SecretStr) -> bytes | None:
    """Return the key that a secret stands for; None where it is not one.

    Examples
    --------
    >>> key_of(SecretStr("whsec_" + "QUFB" * 8)) == b"AAA" * 8
    True
    >>> key_of(SecretStr("password")) is None
    True
    """
    text = secret.get_secret_value().removeprefix(PREFIX)
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) in KEY_BYTES else None


def signed_headers(key: bytes, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers by which a receiver knows who sent a body, and when.

    Parameters
    ----------
    message_id : str
        The same for each attempt: whoever got it already drops it.
    timestamp : int
        Seconds since 1970 of this attempt: an old one is refused, so that nobody can repeat it.

    References
    ----------
    Standard Webhooks 1.0: ``HMAC-SHA256(key, id.timestamp.body)`` in base64, as version ``v1``.
    """
    content = b".".join((message_id.encode(), str(timestamp).encode(), body))
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": f"v1,{signature}"}
