"""Words: which assessments still count, and how much each."""

from typing import NamedTuple

from analytics.ages import ages
from schemas.account_graph import AccountGraph
from schemas.contact_rows import AssessmentNode
from schemas.settings import AnalysisSettings

Subject = tuple[str, str, str | None]
"""Person, attribute, and the member that a rung is about."""


class Word(NamedTuple):
    """The latest word of one assessor on one subject; ``age`` is in days, ``weight`` in (0, 1]."""

    assessment: AssessmentNode
    weight: float
    age: float


def counting_words(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str]
) -> dict[tuple[Subject, str | None], list[Word]]:
    """Return the words that count, by subject and chain (None: for every chain), the earliest first.

    Of one assessor only the latest word on a subject and chain counts, and none where that is ``unknown``: an earlier
    one does not come back. Words without assessor are of different people. ``weight`` is ``confidence * reliability *
    decay``; a word below the least weight is left out.

    Parameters
    ----------
    present : frozenset of str
        People of the account; words about others are left out.
    """
    latest: dict[tuple[Subject, str | None, object], AssessmentNode] = {}
    for said in sorted(account.assessments, key=lambda each: (each.observed_at, each.id)):
        if said.person in present and said.observed_at <= account.as_of:
            subject = said.person, said.attribute, said.member
            assessor = (said.assessor_kind, said.assessor_id) if said.assessor_id else said.id
            latest[subject, said.chain, assessor] = said
    standing = [said for said in latest.values() if said.value != "unknown"]
    words: dict[tuple[Subject, str | None], list[Word]] = {}
    for said, age in zip(standing, ages([said.observed_at for said in standing], account.as_of), strict=True):
        weight = _trust(said, settings) * 2.0 ** (-float(age) / half_life(said.attribute, settings))
        if weight >= settings.least_word:
            subject = said.person, said.attribute, said.member
            words.setdefault((subject, said.chain), []).append(Word(said, weight, float(age)))
    for heard in words.values():
        heard.sort(key=lambda word: (word.assessment.observed_at, word.assessment.id))
    return words


def half_life(attribute: str, settings: AnalysisSettings) -> float:
    """Return the days after which a word about an attribute counts half."""
    return float(getattr(settings, f"half_life_{attribute}", settings.half_life_text))


def _trust(said: AssessmentNode, settings: AnalysisSettings) -> float:
    confidence = settings.missing_confidence if said.confidence is None else said.confidence
    return confidence * float(getattr(settings, f"reliability_{said.function or 'unknown'}"))
