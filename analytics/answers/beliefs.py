"""The answer of ``analysis/beliefs``: what observers together believe, and the assessments that this rests on."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
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

NO_EVIDENCE: Mapping[str, str] = MappingProxyType({})
"""Where nobody asks what words rest on."""

UNKNOWN_WITHOUT_WORDS = ("agreement", "confidence", "stale", "value")
"""Fields that are null while no word about the subject counts."""


def beliefs_analysis(
    context: Context,
    *,
    person: str | None = None,
    department: str | None = None,
    evidence: Mapping[str, str] = NO_EVIDENCE,
) -> shapes.BeliefsAnalysis:
    """Return the beliefs about the people in scope, with the words that count and those that do not.

    With a chain in the context only people with a stake on it are listed. Words for that chain count; where there are
    none, words for all chains do (``inherited``). Without one it is the other way round: words for all chains, else
    those for the active chains of open deals (``pooled``).

    Parameters
    ----------
    person : str, optional
        List only this person, whether or not they have a stake on the chain.
    department : str, optional
        List only people of this department and of those below it.
    evidence : mapping
        Assessment -> what it rests on, as its assessor put it.
    """
    chain = context.chain if person is None else None
    scope = people_in_scope(context.account, context.present, chain, department)
    if person is not None:
        scope &= {person}
    return shapes.BeliefsAnalysis(**provenance(context), beliefs=belief_rows(context, scope, evidence))


def belief_rows(context: Context, scope: Collection[str], evidence: Mapping[str, str] = NO_EVIDENCE) -> shapes.Beliefs:
    """Return a row for everything ever assessed about the people in scope, in order of person, attribute and member."""
    subjects = {*context.beliefs, *context.silent_words}
    shown = sorted((each for each in subjects if each[0] in scope), key=lambda each: (each[0], each[1], each[2] or ""))
    return tuple(_row(context, subject, evidence) for subject in shown)


def _row(context: Context, subject: Subject, evidence: Mapping[str, str]) -> shapes.OneBelief:
    person, attribute, member = subject
    belief = context.beliefs.get(subject)
    is_text = attribute in TEXTS
    values: dict[str, Any] = {
        "person": person,
        "name": context.people[person].name,
        "title": context.people[person].title,
        "member": member,
        "member_name": None if member is None else context.member_names.get(member),
        "attribute": attribute,
        "chain": None if attribute == "rung" or (belief and belief.inherited) else context.chain,
        **_believed(belief),
        "half_life": half_life(attribute, context.settings),
    }
    counting, silent = (
        (shapes.CountingText, shapes.SilentText) if is_text else (shapes.JudgedWord, shapes.SilentJudgement)
    )
    words, others = belief.words if belief else (), context.silent_words.get(subject, ())
    values["assessments"] = tuple(counting(**each) for each in _counting(context, words, evidence))
    values["silent"] = tuple(silent(**each) for each in _silent(context, others, evidence))
    return shapes.TextBelief(**values) if is_text else shapes.Belief(**values)


def _believed(belief: Belief | None) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(UNKNOWN_WITHOUT_WORDS)
    if belief is not None:
        values = {name: getattr(belief, name) for name in UNKNOWN_WITHOUT_WORDS}
    return values | {
        "corroborated": belief is not None and belief.corroborated,
        "inherited": belief is not None and belief.inherited,
        "pooled": belief is not None and belief.pooled,
        "reasons": reasons_of(values, dict.fromkeys(UNKNOWN_WITHOUT_WORDS, "no_assessments")),
    }


def _counting(context: Context, words: Sequence[Word], evidence: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for word in reversed(words):
        assessment = word.assessment
        yield _word(context, assessment, word.age, evidence) | {
            "chain": assessment.chain,
            "reliability": reliability(assessment, context.settings),
            "weight": word.weight,
            "value": assessment.value,
        }


def _silent(context: Context, words: Sequence[SilentWord], evidence: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    days = ages([word.assessment.observed_at for word in words], context.account.as_of)
    for word, age in zip(words, days.tolist(), strict=True):
        assessment = word.assessment
        yield _word(context, assessment, age, evidence) | {
            "chain": assessment.chain,
            "why": word.why,
            "value": assessment.value,
        }


def _word(context: Context, assessment: AssessmentNode, age: float, evidence: Mapping[str, str]) -> dict[str, Any]:
    kind, assessor = assessment.assessor_kind, assessment.assessor_id
    is_named = kind is not None and assessor is not None
    names = context.member_names if kind == "team_member" else context.names
    return {
        "id": assessment.id,
        "assessor": Assessor.model_validate({"kind": kind, "id": assessor}) if is_named else None,
        "assessor_name": None if assessor is None else names.get(assessor),
        "evidence": evidence.get(assessment.id),
        "function": assessment.function or "unknown",
        "observed_at": assessment.observed_at,
        "age": age,
        "confidence": confidence(assessment, context.settings),
    }
