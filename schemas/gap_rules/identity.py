"""Identity of gaps: the same gap has the same id from day to day, wherever it is worked out."""

from collections.abc import Iterable
from hashlib import sha256

SUBJECTS = {
    "person": "people",
    "member": "members",
    "department": "departments",
    "opportunity": "opportunities",
    "step": "steps",
}
"""Kind of a subject -> the field of a gap state that names such; the account has none, a chain one of its own."""


def hashed_gap_id(account: str, rule: str, subjects: Iterable[tuple[str, str]], chain: str | None) -> str:
    """Return the id of a gap: a hash of the account, its rule, the chain if it is about one, and its sorted subjects.

    Parameters
    ----------
    subjects : iterable of tuple
        Kind and id of each, in any order.

    Returns
    -------
    str
        ``gap-`` and 16 hexadecimal digits.
    """
    about = [f"{kind}/{one}" for kind, one in sorted(set(subjects))]
    scope = ["account"] if chain is None else ["chain", chain]
    text = "\n".join([account, rule, " ".join(scope), *about])
    return f"gap-{sha256(text.encode()).hexdigest()[:16]}"
