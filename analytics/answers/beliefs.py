"""The answer of ``analysis/beliefs``: what observers together believe, and whose words that rests on."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from analytics.ages import ages
from analytics.answers.provenance import provenance, reasons_of
from analytics.beliefs.silent_words import SilentWord
from analytics.context import Context
from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject, Word, confidence, half_life, reliability
from analytics.scopes import people_in_scope
from schemas.analysis import beliefs as shapes
from schemas.records.assessments import TEXTS
from schemas.records.assessors import Assessor
from schemas.rows.contacts import AssessmentNode
from schemas.settings.analysis_settings import AnalysisSettings

LACKING = ("agreement", "confidence", "stale", "value")
"""What a belief lacks on which no word counts."""


def beliefs_analysis(
    context: Context, *, person: str | None = None, department: str | None = None
) -> shapes.BeliefsAnalysis:
    """Return what is believed of the people in scope, with the words that count and those that do not.

    With a chain in the context: of people with a stake on it; its own beliefs count, else those for all chains
    (``inherited``).

    Parameters
    ----------
    person : str, optional
        Only this one, whether they have a stake on the chain or not.
    department : str, optional
        Else people of the department and those below it.
    """
    chain = context.chain if person is None else None
    scope = people_in_scope(context.account, context.present, chain, department)
    if person is not None:
        scope &= {person}
    return shapes.BeliefsAnalysis(**provenance(context), beliefs=belief_rows(context, scope))


def belief_rows(context: Context, scope: Collection[str]) -> shapes.Beliefs:
    """Return a row for everything that was ever said of a person in scope, in order of person, attribute and member."""
    subjects = {*context.beliefs, *context.silent_words}
    asked = sorted((each for each in subjects if each[0] in scope), key=lambda each: (each[0], each[1], each[2] or ""))
    return tuple(_row(context, subject) for subject in asked)


def _row(context: Context, subject: Subject) -> shapes.OneBelief:
    person, attribute, member = subject
    belief = context.beliefs.get(subject)
    told = attribute in TEXTS
    values: dict[str, Any] = {
        "person": person,
        "member": member,
        "attribute": attribute,
        "chain": None if attribute == "rung" or (belief and belief.inherited) else context.chain,
        **_believed(belief),
        "half_life": half_life(attribute, context.settings),
    }
    counting, silent = (shapes.ToldWord, shapes.SilentText) if told else (shapes.JudgedWord, shapes.SilentJudgement)
    values["assessments"] = tuple(counting(**each) for each in _counting(context, belief.words if belief else ()))
    values["silent"] = tuple(silent(**each) for each in _silent(context, context.silent_words.get(subject, ())))
    return shapes.TextBelief(**values) if told else shapes.Belief(**values)


def _believed(belief: Belief | None) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(LACKING)
    if belief is not None:
        found = {name: getattr(belief, name) for name in LACKING}
    return found | {
        "corroborated": belief is not None and belief.corroborated,
        "inherited": belief is not None and belief.inherited,
        "reasons": reasons_of(found, dict.fromkeys(LACKING, "no_assessments")),
    }


def _counting(context: Context, words: Sequence[Word]) -> Iterator[dict[str, Any]]:
    for word in reversed(words):
        said = word.assessment
        told = {"reliability": reliability(said, context.settings), "weight": word.weight, "value": said.value}
        yield _word(said, word.age, context.settings) | told


def _silent(context: Context, words: Sequence[SilentWord]) -> Iterator[dict[str, Any]]:
    passed = ages([word.assessment.observed_at for word in words], context.account.as_of)
    for word, age in zip(words, passed.tolist(), strict=True):
        said = word.assessment
        yield _word(said, age, context.settings) | {"chain": said.chain, "why": word.why, "value": said.value}


def _word(said: AssessmentNode, age: float, settings: AnalysisSettings) -> dict[str, Any]:
    named = said.assessor_kind is not None and said.assessor_id is not None
    return {
        "id": said.id,
        "assessor": Assessor.model_validate({"kind": said.assessor_kind, "id": said.assessor_id}) if named else None,
        "function": said.function or "unknown",
        "observed_at": said.observed_at,
        "age": age,
        "confidence": confidence(said, settings),
    }
