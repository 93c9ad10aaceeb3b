"""Words: which assessments still count, and how much each."""

from typing import NamedTuple

from analytics.ages import ages
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode
from schemas.settings.analysis_settings import AnalysisSettings

Subject = tuple[str, str, str | None]
"""Person, attribute, and the member that a rung is about."""

Heard = tuple[Subject, str | None]
"""A subject, and the chain that a word was said for (None: for every chain)."""


class Word(NamedTuple):
    """The latest word of one assessor on one subject; ``age`` is in days, ``weight`` in (0, 1]."""

    assessment: AssessmentNode
    weight: float
    age: float


def counting_words(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str]
) -> dict[Heard, list[Word]]:
    """Return the words that count, by subject and chain (None: for every chain), the earliest first.

    Of one assessor only the latest word on a subject and chain counts, and none where that is ``unknown``: an earlier
    one does not come back. Words without assessor are of different people. ``weight`` is ``confidence * reliability *
    decay``; a word below the least weight is left out.

    Parameters
    ----------
    present : frozenset of str
        People of the account; words about others are left out.
    """
    standing = [said for said in latest_words(account, present) if said.value != "unknown"]
    words: dict[Heard, list[Word]] = {}
    for said, age in zip(standing, ages([said.observed_at for said in standing], account.as_of), strict=True):
        weight = trust(said, settings) * 2.0 ** (-float(age) / half_life(said.attribute, settings))
        if weight >= settings.least_word:
            words.setdefault((subject_of(said), said.chain), []).append(Word(said, weight, float(age)))
    for heard in words.values():
        heard.sort(key=lambda word: (word.assessment.observed_at, word.assessment.id))
    return words


def latest_words(account: AccountGraph, present: frozenset[str]) -> list[AssessmentNode]:
    """Return the latest word of each assessor on each subject and chain, up to ``as_of``."""
    latest: dict[tuple[Heard, object], AssessmentNode] = {}
    for said in sorted(account.assessments, key=lambda each: (each.observed_at, each.id)):
        if said.person in present and said.observed_at <= account.as_of:
            assessor = (said.assessor_kind, said.assessor_id) if said.assessor_id else said.id
            latest[(subject_of(said), said.chain), assessor] = said
    return list(latest.values())


def subject_of(said: AssessmentNode) -> Subject:
    """Return what a word is about."""
    return said.person, said.attribute, said.member


def half_life(attribute: str, settings: AnalysisSettings) -> float:
    """Return the days after which a word about an attribute counts half."""
    return float(getattr(settings, f"half_life_{attribute}", settings.half_life_text))


def trust(said: AssessmentNode, settings: AnalysisSettings) -> float:
    """Return what a word weighs on the day it is said: ``confidence * reliability``."""
    return confidence(said, settings) * reliability(said, settings)


def confidence(said: AssessmentNode, settings: AnalysisSettings) -> float:
    """Return how sure an assessor is; the usual where they do not say."""
    return settings.missing_confidence if said.confidence is None else said.confidence


def reliability(said: AssessmentNode, settings: AnalysisSettings) -> float:
    """Return how much the word of somebody in the function of an assessor counts."""
    return float(getattr(settings, f"reliability_{said.function or 'unknown'}"))
