"""Every setting is used: a setting that moves no answer would be an empty promise."""

from dataclasses import replace
from functools import cache

import pytest

from analytics.ages import days_before
from analytics.answers.timeline import Page
from schemas.analysis.answer import Answer
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.settings.beliefs import BeliefSettings
from schemas.settings.closeness import ClosenessSettings
from schemas.settings.decisions import DecisionSettings
from schemas.settings.health import HealthSettings
from schemas.settings.influence import InfluenceSettings
from tests.unit.analytics import asked
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.rich_account import rich

GROUPS = (InfluenceSettings, ClosenessSettings, BeliefSettings, HealthSettings)
NAMES = [name for group in GROUPS for name in group.model_fields]

TIERS = {"cadence_b": "B", "cadence_b_key": "B", "cadence_c": "C", "cadence_c_key": "C"}
"""Settings that an account of tier A never reads."""


def answers(account: AccountGraph, settings: AnalysisSettings) -> list[Answer]:
    """Return the answers; trends begin where `app.analysis.evidence.with_earlier` lets them."""
    earlier = replace(account, as_of=days_before(account.as_of, settings.trend_days))
    return [
        asked.influence_analysis(account, settings),
        asked.influence_analysis(account, settings, "c1"),
        asked.network_analysis(account, settings, "influences", weighted=True),
        asked.closeness_analysis(account, settings, earlier),
        asked.coverage_analysis(account, settings),
        asked.beliefs_analysis(account, settings),
        asked.health_analysis(account, settings, MODELS),
        asked.health_analysis(account, settings),
        asked.profile_analysis(account, settings, earlier, "ada", Page(9, None, str)),
    ]


@cache
def numbers(tier: str, **changed: float | str) -> list[str]:
    """Return all answers without the fingerprint."""
    found = answers(rich(tier), AnalysisSettings.model_validate(changed))
    return [answer.model_dump_json(exclude={"settings"}) for answer in found]


def ends(name: str) -> list[float | str]:
    """Return both ends of a range, or all words of a list, except the default."""
    schema = AnalysisSettings.model_json_schema()["properties"][name]
    values = schema.get("enum") or [schema["minimum"], schema["maximum"]]
    return [value for value in values if value != schema["default"]]


def test_no_setting_is_forgotten_here():
    """Settings of decisions move answers about chains; the tests of chains check the same for them."""
    assert {*NAMES, *DecisionSettings.model_fields} == AnalysisSettings.model_fields.keys()


def test_every_answer_carries_the_fingerprint_of_the_values_it_was_computed_with():
    resolved = AnalysisSettings.resolve([{"voice": 0.2, "damping": 0.8}, {"voice": 0.3}])
    assert {answer.settings for answer in answers(rich(), resolved)} == {resolved.fingerprint()}
    assert resolved.fingerprint() == AnalysisSettings(voice=0.3, damping=0.8).fingerprint()


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_moves_an_answer(name):
    tier = TIERS.get(name, "A")
    usual = numbers(tier)
    assert any(numbers(tier, **{name: value}) != usual for value in ends(name))
