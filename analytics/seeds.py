"""Seeds: they make sampling repeatable for one account at one revision."""

from hashlib import sha256

from schemas.rows.account_graph import AccountGraph


def seed(account: AccountGraph) -> int:
    """Return the seed of all sampling about an account: 128 bits of its id and revision.

    Each metric that samples adds its own name to the seed, so that no two metrics draw the same random numbers.

    Examples
    --------
    >>> seed(AccountGraph("a1", "", "", 1)) == seed(AccountGraph("a1", "2026-02-01T00:00:00.000000Z", "", 1))
    True
    >>> seed(AccountGraph("a1", "", "", 1)) == seed(AccountGraph("a1", "", "", 2))
    False
    """
    return int.from_bytes(sha256(f"{account.account_id}\n{account.revision}".encode()).digest()[:16])
