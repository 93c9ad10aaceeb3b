"""Words: the assessments that still count, and how much each of them counts."""

from operator import attrgetter
from typing import NamedTuple

from analytics.ages import ages
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode
from schemas.settings.analysis_settings import AnalysisSettings

Subject = tuple[str, str, str | None]
"""A person, an attribute, and for a rung the team member whose relationship it describes."""

SubjectForChain = tuple[Subject, str | None]
"""A subject, and the chain that an assessment was made for (None: for every chain)."""


ASSUMED = "assumed"
"""The kind of assessor of a word that nobody said: a simulation assumes it."""


class Word(NamedTuple):
    """The latest assessment of one subject by one assessor; ``age`` is in days, ``weight`` in (0, 1]."""

    assessment: AssessmentNode
    weight: float
    age: float


def counting_words(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], attribute: str | None = None
) -> dict[SubjectForChain, list[Word]]:
    """Return the words that count, by subject and chain (None: for every chain), the earliest first.

    Only the latest word of each assessor on a subject and chain counts. If that one is ``unknown``, the assessor has no
    say: an earlier word does not come back. Assessments without an assessor count as words of different people. A word
    weighs ``confidence * reliability[function] * decay``, where decay is ``2 ** (-age / half_life[attribute])``; a word
    below 0.01 (``least_word``) does not count.

    Parameters
    ----------
    present : frozenset of str
        The present people; words about anybody else are left out.
    attribute : str, optional
        Only words on this attribute.
    """
    latest = [each for each in latest_assessments(account, present, attribute) if each.value != "unknown"]
    half_lives = {about: half_life(about, settings) for about in {each.attribute for each in latest}}
    least, words = settings.least_word, dict[SubjectForChain, list[Word]]()
    reliable: dict[tuple[str | None, str | None], float] = {}
    for each, age in zip(latest, ages([each.observed_at for each in latest], account.as_of).tolist(), strict=True):
        assessor = each.assessor_kind, each.function
        if assessor not in reliable:
            reliable[assessor] = reliability(each, settings)
        weight = confidence(each, settings) * reliable[assessor] * 2.0 ** (-age / half_lives[each.attribute])
        if weight >= least:
            words.setdefault((subject_of(each), each.chain), []).append(Word(each, weight, age))
    for of_subject in [several for several in words.values() if len(several) > 1]:
        of_subject.sort(key=lambda word: (word.assessment.observed_at, word.assessment.id))
    return words


def latest_assessments(
    account: AccountGraph, present: frozenset[str], attribute: str | None = None
) -> list[AssessmentNode]:
    """Return the latest assessment of each subject and chain by each assessor, up to ``as_of``."""
    latest: dict[tuple[SubjectForChain, object], AssessmentNode] = {}
    about = [each for each in account.assessments if attribute is None or each.attribute == attribute]
    for each in sorted(about, key=attrgetter("observed_at", "id")):
        if each.person in present and each.observed_at <= account.as_of:
            assessor = (each.assessor_kind, each.assessor_id) if each.assessor_id else each.id
            latest[(subject_of(each), each.chain), assessor] = each
    return list(latest.values())


def subject_of(assessment: AssessmentNode) -> Subject:
    """Return the subject of an assessment."""
    return assessment.person, assessment.attribute, assessment.member


def half_life(attribute: str, settings: AnalysisSettings) -> float:
    """Return the days after which a word on an attribute counts half (``half_life_*``)."""
    return float(getattr(settings, f"half_life_{attribute}", settings.half_life_text))


def initial_weight(assessment: AssessmentNode, settings: AnalysisSettings) -> float:
    """Return the weight of an assessment on the day that it is made: ``confidence * reliability``."""
    return confidence(assessment, settings) * reliability(assessment, settings)


def confidence(assessment: AssessmentNode, settings: AnalysisSettings) -> float:
    """Return the confidence of an assessment; 0.7 (``missing_confidence``) where none was recorded."""
    return settings.missing_confidence if assessment.confidence is None else assessment.confidence


def reliability(assessment: AssessmentNode, settings: AnalysisSettings) -> float:
    """Return how much a word counts by the function of its assessor (``reliability_*``).

    What a simulation assumes is beyond doubt: it counts 1.
    """
    if assessment.assessor_kind == ASSUMED:
        return 1.0
    return float(getattr(settings, f"reliability_{assessment.function or 'unknown'}"))
