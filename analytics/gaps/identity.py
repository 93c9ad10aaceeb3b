"""Identity: the same gap has the same id from day to day."""

from collections.abc import Iterable
from hashlib import sha256

from analytics.gaps.finding import Subject


def gap_id(account: str, rule: str, subjects: Iterable[Subject], chain: str | None) -> str:
    """Return the id of a gap: a hash of the account, its rule, the chain if it is about one, and its sorted subjects.

    Numbers and sentences may change from day to day; what the gap is about does not.

    Returns
    -------
    str
        ``gap-`` and 16 hexadecimal digits.

    Examples
    --------
    >>> one, other = Subject("person", "ada"), Subject("person", "bo")
    >>> gap_id("a1", "single-cut", [one, other], "c1") == gap_id("a1", "single-cut", [other, one], "c1")
    True
    >>> gap_id("a1", "single-cut", [one], "c1") == gap_id("a1", "single-cut", [one], None)
    False
    """
    about = [f"{subject.kind}/{subject.id}" for subject in sorted(set(subjects))]
    scope = ["account"] if chain is None else ["chain", chain]
    text = "\n".join([account, rule, " ".join(scope), *about])
    return f"gap-{sha256(text.encode()).hexdigest()[:16]}"
