"""Unknown is not zero: every null of every answer has its reason, and every reason its null."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.analysis.answer import Answer
from schemas.analysis.influence import InfluenceAnalysis
from tests.nightly import NIGHTLY
from tests.unit.analytics.contacts import ago
from tests.unit.analytics.deals import deals
from tests.unit.analytics.edge_cases import EDGE_CASES
from tests.unit.analytics.every_answer import answers_of, every_answer
from tests.unit.analytics.nulls import Null, idle_reasons, nulls_of
from tests.unit.analytics.rich_account import rich

AS_RECORDED = {
    "ProfileIdentity": "name title seniority kind external_kind status left_at vacant desired_rung elsewhere",
    "ProfileElsewhere": "account_name person_name",
    "KnownElsewhere": "account_name person_name title left_at sentence",
    "ElsewhereClosest": "member_name",
    "ProfilePlace": "name function",
    "ProfileLine": "name title chain",
    "ProfilePair": "name title strength",
    "ProfileMove": "name title strength topic",
    "ProfileCompetitor": "name rung",
    **dict.fromkeys(("HealthPerson", "HealthLoss", "RankedLoss"), "name title"),
    **dict.fromkeys(("HealthDeal", "RemainingPerson"), "name"),
    "ProfileStake": "chain_name step step_name weight",
    "ProfileContacts": "name",
    "ProfileCoverage": "name left_at desired_rung target_date cadence_days",
    "TimelineContact": "channel direction opportunity depth",
    **dict.fromkeys(("TimelineJudgement", "TimelineText"), "member member_name chain assessor assessor_name"),
    **dict.fromkeys(("InfluencePerson", "NetworkPerson"), "name title"),
    "InfluenceMove": "name",
    "AccessStep": "source_name target_name",
    "OpinionLever": "person_name voter_name",
    **dict.fromkeys(("ClosenessPair", "PairCell"), "member_name person_name"),
    "ClosestEvidence": "member_name",
    "ClosenessPerson": "name",
    "CoverageDepartment": "name",
    "CoveragePerson": "name",
    "ExternalScore": "member member_name person_name",
    "GapSubject": "name",
    **dict.fromkeys(("JudgedWord", "CountingText"), "assessor assessor_name evidence chain"),
    **dict.fromkeys(("SilentJudgement", "SilentText"), "assessor assessor_name evidence chain"),
}
"""Fields given as recorded: null means "not recorded", and nothing was computed."""

OF_NOTHING = {
    **dict.fromkeys(("Belief", "TextBelief"), "name title member member_name chain"),
    "CoverageCell": "department department_name",
    "DepartmentCell": "unit department department_name",
    "Timeline": "next_cursor",
    "InfluencePerson": "flag",
    "ClosenessPair": "limited_by limit_sentence",
    "Gap": "chain chain_name influence action first_seen since mute",
    "GapAction": "member member_name person person_name route statement degree",
    "AccessStep": "rung",
    "PlanMove": "member member_name person person_name route change",
    "PlanAnalysis": "guarantee",
}
"""Fields whose null has a meaning: no member, all chains, no department, the last page, no flag, no limit, no way."""

NOT_ASKED = {
    **dict.fromkeys(("CoverageDepartment", "CoverageSeniority", "CoverageCell"), "people"),
    **dict.fromkeys(("ClosenessPair", "CoveragePerson", "HealthPerson"), "rests_on"),
    "AskedThing": "stakes",
    "HealthLoss": "remaining",
    "InfluencePerson": "moves",
    "InfluenceRecord": "id",
}
"""Fields that are left out unless asked for with ``explain=true``; an assumed line has no record, and so no id."""

EXCEPTIONS = {
    (schema, field)
    for table in (AS_RECORDED, OF_NOTHING, NOT_ASKED)
    for schema, fields in table.items()
    for field in fields.split()
}


CASES = [name for name in EDGE_CASES if NIGHTLY or name != "2,000 people"]
"""Who is many is as the others are: what is null of them is looked at every night."""


def _wrong(answers: Iterable[Answer]) -> list[Null | str]:
    """Return nulls without a reason, and reasons without a null."""
    wrong: set[Null | str] = set()
    for answer in answers:
        wrong |= {null for null in nulls_of(answer) if null.reason is None and null[:2] not in EXCEPTIONS}
        wrong |= set(idle_reasons(answer))
    return sorted(wrong, key=str)


@pytest.mark.parametrize("name", CASES)
def test_every_null_of_every_edge_case_has_a_reason_and_every_reason_a_null(name):
    assert not _wrong(answers_of(name))


@given(deals(), st.sampled_from([0.0, 0.5, 200.0, 2000.0]))
@example(rich(), 0.0)
@settings(deadline=None)
def test_every_null_of_any_account_has_a_reason_and_every_reason_a_null(account, earlier):
    """As of an earlier instant some of the records are still to come."""
    assert not _wrong(every_answer(replace(account, as_of=ago(earlier))))


def test_a_flag_is_null_without_a_reason_only_when_it_could_be_given():
    for name in CASES:
        for answer in answers_of(name):
            for row in answer.people if isinstance(answer, InfluenceAnalysis) else ():
                assert row.flag or "flag" in row.reasons or row.informal_gap is not None
