"""What holds closeness back is said in both languages, with the numbers of the account's settings."""

import pytest

from app.analysis.sentences.closeness import ClosenessSentences
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account
from tests.unit.analytics.asked import closeness_analysis
from tests.unit.analytics.contacts import met, with_contacts

ONE_VISIT = [met(7, depth=3, channel="visit", expertise=1.0)]
SMALL_TALK = [met(days, depth=1) for days in range(1, 900, 20)]
WE_ALWAYS_RING = [met(days, depth=5, expertise=1.0, initiator="ours") for days in range(1, 900, 7)]


@pytest.mark.parametrize(
    ("contacts", "language", "said"),
    [
        (ONE_VISIT, "en", "Held at 24.9: on fewer than 2 days of the last 365 was there contact both ways"),
        (ONE_VISIT, "zh", "止于 24.9：最近 365 天里，有来有往的日子不足 2 天"),
        (SMALL_TALK, "en", "Held at 49.9: they talk too little about what matters."),
        (SMALL_TALK, "zh", "止于 49.9：谈到要紧事的时候还太少。"),
        (WE_ALWAYS_RING, "en", "Held at 74.9: they have begun nothing in the last 90 days."),
        (WE_ALWAYS_RING, "zh", "止于 74.9：最近 90 天里，对方没有主动联系过。"),
    ],
)
def test_each_limit_is_said_with_its_number(contacts, language, said):
    found = closeness_analysis(with_contacts(account("ada"), contacts), AnalysisSettings())
    (pair,) = ClosenessSentences(AnalysisSettings(), language).of_pairs(found.pairs)
    assert pair.limit_sentence is not None
    assert pair.limit_sentence.startswith(said)


def test_where_nothing_holds_it_back_nothing_is_said():
    found = closeness_analysis(with_contacts(account("ada"), [met(300, direction="outbound")]), AnalysisSettings())
    (pair,) = ClosenessSentences(AnalysisSettings(), "en").of_pairs(found.pairs)
    assert (pair.limited_by, pair.limit_sentence) == (None, None)
