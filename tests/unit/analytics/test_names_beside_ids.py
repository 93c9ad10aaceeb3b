"""Wherever an answer names a person, one of us, a department or a chain by id, their name stands beside it.

The schemas are walked, so that an answer of tomorrow is asked too.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

import schemas.analysis
from schemas.fields import Identifier

BESIDE = {
    "id": ("name",),
    "person": ("person_name", "name"),
    "member": ("member_name", "name"),
    "members": ("member_names",),
    "people": ("people_names", "names"),
    "communities": ("community_names",),
    "department": ("department_name", "name"),
    "competitor": ("name",),
    "chain": ("chain_name",),
    "step": ("step_name", "name"),
    "ask": ("ask_name",),
    "opportunity": ("opportunity_name",),
    "rule": ("title",),
}
"""By what a field is called, the fields of the same row that may hold the name; of all others its own and ``_name``."""

RECORDS = "interactions assessments coverages key_player two_way cadence_coverages support political_status stakes"
"""Fields that hold ids of records that have no name: contacts, words and duties are found by their ids."""

EXCEPT: dict[str, str] = {
    **dict.fromkeys(
        ("CoverageDepartment.people", "CoverageSeniority.people", "CoverageCell.people"),
        "evidence, with explain=true only: names stand in `people` of the same answer",
    ),
    **dict.fromkeys(
        ("CountingWord.id", "JudgedWord.id", "CountingText.id", "SilentWord.id", "SilentJudgement.id", "SilentText.id"),
        "a word has no name; who said it has (assessor_name)",
    ),
    **dict.fromkeys(("Word.id", "TimelineWord.id", "TimelineJudgement.id", "TimelineText.id"), "a word has no name"),
    **dict.fromkeys(
        ("TimelineContact.id", "ProfileStake.id", "ProfileCoverage.id", "ProfileLine.id"),
        "a contact, a stake, a duty or a line has no name; its ends have",
    ),
    **dict.fromkeys(
        ("ProfilePair.id", "ProfileMove.id", "ProfileCompetitor.id"), "a tie has no name; who is at its other end has"
    ),
    **dict.fromkeys(("InfluenceRecord.id", "GapEvidence.records"), "a record that a number rests on, found by its id"),
    "PlanMove.gaps": "ids of gaps, which the list of gaps describes",
    **dict.fromkeys(
        ("RecordChange.id", "RecordChange.replaces", "Ground.id", "ErasedBetween.id"), "its sentence names it"
    ),
    **dict.fromkeys(("Gap.id", "Gap.rule", "GapStatement.id"), "a gap or a rule has a sentence, not a name"),
    "StoredAction.id": "an action is what it says",
    **dict.fromkeys(("GapChange.id", "GapChange.rule"), "a gap or a rule has a sentence, not a name"),
    "StorableAction.data": "what a batch takes; names stand in the move that bears it",
    **dict.fromkeys(
        ("HiddenGaps.cause", "HiddenGaps.cause_rule", "HiddenGaps.rule", "PlanMove.gaps"), "ids of rules and gaps"
    ),
    **dict.fromkeys(("GapsAnalysis.profile", "ChainGapsAnalysis.profile", "_GapLists.profile"), "an id of settings"),
    **dict.fromkeys(
        (f"{word}.chain" for word in ("CountingWord", "JudgedWord", "CountingText", "SilentWord", "SilentJudgement")),
        "the chain that a word was said for",
    ),
    **dict.fromkeys(
        ("SilentText.chain", "AnyBelief.chain", "Belief.chain", "TextBelief.chain"), "the chain asked about"
    ),
    **dict.fromkeys(
        ("TimelineWord.chain", "TimelineJudgement.chain", "TimelineText.chain", "ProfileLine.chain"),
        "a chain on which they have a stake stands with its name in `stakes`",
    ),
    **dict.fromkeys(("TimelineContact.opportunity", "ProfileStake.opportunity"), "the deal; the chain has its name"),
    **dict.fromkeys(
        ("ForecastPerson.steps", "NotVoting.step", "ChainOfAnswer.uncertain_steps"),
        "names of steps stand in `steps` of the same answer",
    ),
    "HealthDeal.stage_model": "a model is found by its id under /v1/stage-models",
    **dict.fromkeys(
        ("BookGap.people", "BookGap.member", "BookGap.chain", "BookGap.opportunity", "BookGap.id", "BookGap.rule"),
        "what the newest snapshot lists; its sentences, `finding` and `action`, name them",
    ),
    **dict.fromkeys(("PathsAnalysis.account_id", "Answer.account_id"), "the account that was asked about"),
}
"""Fields without a name beside them, each with its reason."""


def parts_of(kind: Any) -> Iterator[Any]:
    yield kind
    for part in get_args(kind):
        if not isinstance(part, str):
            yield from parts_of(part)


def answers() -> dict[str, type[BaseModel]]:
    """Return what answers are made of: not what callers send, and of generic models those that an answer names."""
    names = [module.name for module in pkgutil.walk_packages(schemas.analysis.__path__, "schemas.analysis.")]
    found = [value for name in names for value in vars(import_module(name)).values() if isinstance(value, type)]
    models = [value for value in found if issubclass(value, BaseModel)]
    sent = "schemas.analysis.simulations.change", "schemas.analysis.simulations.simulation"
    return {
        each.__name__: each
        for each in models
        if each.__module__.startswith("schemas.analysis") and each.__module__ not in sent and "[" not in each.__name__
    }


ANSWERS = answers()


def ids_of(model: type[BaseModel]) -> list[str]:
    hints = get_type_hints(model, include_extras=True)
    held = [name for name, kind in hints.items() if any(part == Identifier for part in parts_of(kind))]
    return [name for name in held if name not in {"account_id", *RECORDS.split()}]


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_name_stands_beside_the_id(name):
    model = ANSWERS[name]
    beside = {field: BESIDE.get(field, (f"{field}_name", f"{field}_names")) for field in ids_of(model)}
    without = {field for field, names in beside.items() if not model.model_fields.keys() & {*names}}
    excepted = {key.split(".")[1] for key in EXCEPT if key.split(".")[0] == name}
    assert without - excepted == set(), f"a name beside each id, or a reason in EXCEPT: {name}"


def test_whatever_is_excepted_is_there_and_lacks_its_name():
    for key in EXCEPT:
        name, field = key.split(".")
        model = ANSWERS[name]
        assert field in model.model_fields, key
