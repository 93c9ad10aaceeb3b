"""Resolved settings and their fingerprint."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from schemas.settings import AnalysisSettings


def test_the_defaults_are_those_of_the_design():
    """analytics.md, notation and section 1."""
    assert AnalysisSettings().model_dump() == {
        "missing_strength": 0.5,
        "missing_confidence": 0.7,
        "authority_solid": 0.5,
        "authority_dotted": 0.25,
        "voice": 0.1,
        "probability_cap": 0.999,
        "damping": 0.85,
    }


@pytest.mark.parametrize("value", [True, False, "0.5", None, float("nan"), float("inf"), -0.01, 1.01, [0.5]])
def test_a_value_that_is_no_number_of_the_range_is_refused(value):
    with pytest.raises(ValidationError):
        AnalysisSettings.model_validate({"voice": value})


def test_a_whole_number_counts_as_a_number():
    assert AnalysisSettings.model_validate({"voice": 1}).fingerprint() == AnalysisSettings(voice=1.0).fingerprint()


def test_an_unknown_name_is_refused_by_name():
    with pytest.raises(ValidationError, match="dampling"):
        AnalysisSettings.resolve([{"dampling": 0.8}])


def test_the_nearest_scope_wins_and_null_leaves_the_word_to_the_farther_ones():
    book, segment, own = {"voice": 0.2, "damping": 0.8}, {"voice": 0.3}, {"voice": None}
    resolved = AnalysisSettings.resolve([book, segment, {}, own])
    assert (resolved.voice, resolved.damping, resolved.authority_solid) == (0.3, 0.8, 0.5)


def test_a_wrong_value_is_refused_even_where_a_nearer_scope_overrules_it():
    with pytest.raises(ValidationError):
        AnalysisSettings.resolve([{"voice": 2}, {"voice": 0.1}])


def test_settings_cannot_be_changed():
    with pytest.raises(ValidationError):
        AnalysisSettings().voice = 0.2  # type: ignore[misc]


def test_every_setting_changes_the_fingerprint_and_nothing_else_does():
    changed = {AnalysisSettings(**{name: 0.6}).fingerprint() for name in AnalysisSettings.model_fields}
    assert len(changed | {AnalysisSettings().fingerprint()}) == len(AnalysisSettings.model_fields) + 1
    assert AnalysisSettings(voice=0.1).fingerprint() == AnalysisSettings().fingerprint()


def test_the_fingerprint_is_the_same_in_another_process():
    program = "from schemas.settings import AnalysisSettings; print(AnalysisSettings().fingerprint(), end='')"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == AnalysisSettings().fingerprint()


def test_every_setting_says_unit_default_range_and_class():
    for name, schema in AnalysisSettings.model_json_schema()["properties"].items():
        assert {"description", "default", "minimum", "maximum", "x-unit", "x-class"} <= schema.keys(), name
