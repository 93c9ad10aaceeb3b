"""Whatever changes of a record can be said in every language: the record, each of its fields, and every score."""

import pytest

from analytics.scores.scores import SCORES
from app.messages.sentences import LANGUAGES, texts_of
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND

OF_THE_BOOK = ["account", "team_member", "competitor", "setting", "template", "stage_model"]
"""Kinds beside those of an account whose changes move its numbers."""

KINDS = [*(resource.kind for resource in ACCOUNT_RESOURCES), *OF_THE_BOOK]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_beginning_the_end_and_the_change_of_every_kind_has_words(language):
    wanted = {f"{part}_{kind}" for part in ("began", "ended", "noun") for kind in KINDS}
    assert wanted <= set(texts_of("changes", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_a_record_has_a_name(language):
    """But for settings, which are called by their wire names everywhere."""
    labels = texts_of("labels", language)["field"]
    fields = {field for kind in KINDS if kind != "setting" for field in BY_KIND[kind].fields.model_fields}
    assert fields - set(labels) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_score_has_a_name(language):
    assert {f"metric_{score.of}_{score.metric}" for score in SCORES} <= set(texts_of("changes", language))
