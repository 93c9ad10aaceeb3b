"""Health equals a slow, separate calculation from the definitions in docs/numbers.md, part by part."""

import pytest
from hypothesis import given, settings

from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_health as slow
from tests.unit.analytics.asked import health_analysis
from tests.unit.analytics.deals import MODELS, deals

SETTINGS = AnalysisSettings()
EXACTLY = 1e-9


LOSSES_AGREE = 1e-7
"""How far a share of what remains may be off: it is a difference of two coverages, each of influence walked anew."""


def near(expected, within=EXACTLY):
    return None if expected is None else pytest.approx(expected, abs=within, rel=within)


@given(deals())
@settings(max_examples=examples(150))
def test_completeness_freshness_and_corroboration(account):
    found = health_analysis(account, SETTINGS, MODELS).components
    assert found.completeness == near(slow.completeness(account, MODELS))
    assert found.freshness == near(slow.freshness(account))
    assert found.corroboration == near(slow.corroboration(account))


@given(deals())
@settings(max_examples=examples(100))
def test_resilience_equals_that_of_letting_everybody_leave_in_turn(account):
    answer = health_analysis(account, SETTINGS, MODELS)
    expected = slow.resilience(account)
    assert answer.components.resilience == near(expected, LOSSES_AGREE)
    if expected is not None:
        for loss in (answer.parts.theirs, answer.parts.ours):
            assert loss is None or loss.coverage == near(slow.coverage(slow.without(account, loss.id)), LOSSES_AGREE)
