"""Identity: the same gap has the same id from day to day."""

from collections.abc import Iterable

from analytics.gaps.finding import Subject
from schemas.gap_rules.identity import hashed_gap_id


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
    return hashed_gap_id(account, rule, subjects, chain)
