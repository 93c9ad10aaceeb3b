"""Silent words: what was said about somebody and no longer counts, and why."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject, counting_words, latest_words, subject_of, trust
from schemas.analysis.beliefs import Silence
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode
from schemas.settings.analysis_settings import AnalysisSettings


class SilentWord(NamedTuple):
    """A word that is not among those of a belief, and why it is not."""

    assessment: AssessmentNode
    why: Silence


def silent_words(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], beliefs: Mapping[Subject, Belief]
) -> dict[Subject, list[SilentWord]]:
    """Return the words up to ``as_of`` that no belief rests on, by subject, the latest first.

    ``superseded``: the same assessor said something later on that subject and chain. ``unknown``: their latest word is
    that they do not know. ``too_unsure``, ``too_old``: it weighs less than the least word, already when it was said or
    by now. ``other_chain``: it counts, but not for the chain in scope.

    Examples
    --------
    >>> silent_words(AccountGraph("a1", "", "", 1), AnalysisSettings(), frozenset(), {})
    {}
    """
    heard = {word.assessment.id for belief in beliefs.values() for word in belief.words}
    latest = {said.id for said in latest_words(account, present)}
    counting = {word.assessment.id for words in counting_words(account, settings, present).values() for word in words}
    silent: dict[Subject, list[SilentWord]] = {}
    for said in sorted(account.assessments, key=lambda each: (each.observed_at, each.id), reverse=True):
        if said.person in present and said.observed_at <= account.as_of and said.id not in heard:
            word = SilentWord(said, _why(said, settings, latest, counting))
            silent.setdefault(subject_of(said), []).append(word)
    return silent


def _why(
    said: AssessmentNode, settings: AnalysisSettings, latest: Collection[str], counting: Collection[str]
) -> Silence:
    if said.id not in latest:
        return "superseded"
    if said.value == "unknown":
        return "unknown"
    if said.id in counting:
        return "other_chain"
    return "too_old" if trust(said, settings) >= settings.least_word else "too_unsure"
