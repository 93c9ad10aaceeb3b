"""Silent words: the assessments that do not count, and why."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject, counting_words, initial_weight, latest_assessments, subject_of
from schemas.analysis.beliefs import Silence
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode
from schemas.settings.analysis_settings import AnalysisSettings


class SilentWord(NamedTuple):
    """An assessment that no belief rests on, and why."""

    assessment: AssessmentNode
    why: Silence


def silent_words(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], beliefs: Mapping[Subject, Belief]
) -> dict[Subject, list[SilentWord]]:
    """Return the assessments up to ``as_of`` that no belief rests on, by subject, the latest first.

    ``superseded``: the same assessor made a later assessment of that subject and chain. ``unknown``: their latest one
    says that they do not know. ``too_unsure``: it weighed less than ``least_word`` from the start. ``too_old``: it
    weighs less than that by now. ``other_chain``: it counts, but not for the chain in scope.

    Examples
    --------
    >>> silent_words(AccountGraph("a1", "", "", 1), AnalysisSettings(), frozenset(), {})
    {}
    """
    used = {word.assessment.id for belief in beliefs.values() for word in belief.words}
    latest = {each.id for each in latest_assessments(account, present)}
    counting = {word.assessment.id for words in counting_words(account, settings, present).values() for word in words}
    silent: dict[Subject, list[SilentWord]] = {}
    for each in sorted(account.assessments, key=lambda one: (one.observed_at, one.id), reverse=True):
        if each.person in present and each.observed_at <= account.as_of and each.id not in used:
            word = SilentWord(each, _why(each, settings, latest, counting))
            silent.setdefault(subject_of(each), []).append(word)
    return silent


def _why(
    assessment: AssessmentNode, settings: AnalysisSettings, latest: Collection[str], counting: Collection[str]
) -> Silence:
    if assessment.id not in latest:
        return "superseded"
    if assessment.value == "unknown":
        return "unknown"
    if assessment.id in counting:
        return "other_chain"
    return "too_old" if initial_weight(assessment, settings) >= settings.least_word else "too_unsure"
