"""Health equals a slow, separate calculation from the definitions in docs/numbers.md, part by part."""

import pytest
from hypothesis import given, settings

from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_health as slow
from tests.unit.analytics.accounts import account as two_people
from tests.unit.analytics.accounts import influence
from tests.unit.analytics.asked import health_analysis
from tests.unit.analytics.contacts import covers, met, with_contacts
from tests.unit.analytics.deals import MODELS, deals

SETTINGS = AnalysisSettings()
EXACTLY = 1e-9


def near(expected):
    return None if expected is None else pytest.approx(expected, abs=EXACTLY, rel=EXACTLY)


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
    assert answer.components.resilience == near(expected)
    if expected is not None:
        for loss in (answer.parts.theirs, answer.parts.ours):
            assert loss is None or loss.coverage == near(slow.coverage(slow.without(account, loss.id)))


@pytest.mark.parametrize("days", [100, 1500, 2000, 4000])
def test_resilience_is_a_share_of_what_is_left_however_little_that_is(days):
    """Of monthly contacts a closeness of 1e-8 is left after four years, and still most of it may hang on one of us.

    Calculated as ``1 - exp(-x)``, such a closeness has seven right digits, and so has the share.
    """
    contacts = [met(days, "ada", "kim", channel="greeting"), met(days + 30, "bo", "lea", channel="mail")]
    monthly = [covers("kim", "ada", cadence_days=30), covers("lea", "bo", cadence_days=30)]
    account = with_contacts(two_people("ada bo", [influence("ada", "bo", 0.8)]), contacts, coverages=monthly)
    assert health_analysis(account, SETTINGS, MODELS).components.resilience == near(slow.resilience(account))
