"""Resolved settings and their fingerprint."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from schemas.records.settings import SettingFields
from schemas.settings.analysis_settings import AnalysisSettings

DEFAULTS = {
    "missing_strength": 0.5,
    "missing_confidence": 0.7,
    "authority_solid": 0.5,
    "authority_dotted": 0.25,
    "alliance": 0.3,
    "voice": 0.1,
    "assume_lines": "on",
    "assumed_confidence": 0.3,
    "assumed_managers": 5,
    "probability_cap": 0.999,
    "damping": 0.85,
    "interval_draws": 200,
    "interval_low": 5,
    "interval_high": 95,
    "reach_exact_edges": 12,
    "reach_samples": 10_000,
    "flag_people": 8,
    "flag_one_in": 10,
    "community_resolution": 1,
    "pagerank_damping": 0.85,
    "channel_workshop": 1.2,
    "channel_visit": 1.2,
    "channel_meeting": 1.0,
    "channel_meal": 1.0,
    "channel_call": 0.6,
    "channel_event": 0.4,
    "channel_im": 0.3,
    "channel_wechat": 0.3,
    "channel_mail": 0.25,
    "channel_content": 0.15,
    "channel_app": 0.15,
    "channel_greeting": 0.05,
    "channel_other": 0.3,
    "one_sided": 0.4,
    "crowd": 5,
    "cadence_a_key": 30,
    "cadence_a": 90,
    "cadence_b_key": 45,
    "cadence_b": 120,
    "cadence_c_key": 90,
    "cadence_c": 180,
    "weight_frequency": 0.35,
    "weight_expertise": 0.2,
    "weight_depth": 0.25,
    "weight_length": 0.2,
    "frequency_steepness": 1.5,
    "frequency_half_life": 45,
    "frequency_half_life_cadences": 1.5,
    "expertise_gain": 0.25,
    "expertise_half_life": 180,
    "depth_half_life": 120,
    "depth_half_life_cadences": 2,
    "depth_contacts": 3,
    "length_full": 36,
    "silence": 180,
    "silence_cadences": 2.5,
    "fading_begins": 0.5,
    "fading_half_life": 0.5,
    "fading_ends": 2,
    "threshold_acquainted": 10,
    "threshold_known": 25,
    "threshold_trusted": 50,
    "threshold_interdependent": 75,
    "known_days": 2,
    "known_within": 365,
    "trusted_depth": 0.4,
    "interdependent_depth": 0.6,
    "interdependent_days": 90,
    "asserted_confidence": 0.5,
    "asserted_most": "trusted",
    "combined_members": 3,
    "desired_rung_key": "trusted",
    "desired_rung_others": "known",
    "trend_days": 30,
    "trend_flat": 3,
    "reliability_customer": 0.9,
    "reliability_delivery": 0.8,
    "reliability_support": 0.8,
    "reliability_presales": 0.8,
    "reliability_system": 0.7,
    "reliability_sales": 0.6,
    "reliability_product": 0.5,
    "reliability_executive": 0.5,
    "reliability_partner_management": 0.5,
    "reliability_marketing": 0.5,
    "reliability_unknown": 0.4,
    "half_life_support": 90,
    "half_life_text": 120,
    "half_life_rung": 180,
    "half_life_political_status": 365,
    "half_life_importance": 365,
    "half_life_adaptability": 730,
    "half_life_style": 730,
    "half_life_orientation": 730,
    "agreeing_points": 1,
    "least_word": 0.01,
    **dict.fromkeys(
        ["health_completeness", "health_coverage", "health_closeness", "health_freshness", "health_corroboration"], 1
    ),
    "health_resilience": 1,
    "known_parts": 3,
    "grade_a": 80,
    "grade_b": 65,
    "grade_c": 50,
    "grade_d": 35,
    "yes_enemy": 0.05,
    "yes_non_supporter": 0.25,
    "yes_neutral": 0.5,
    "yes_supporter": 0.75,
    "yes_mentor": 0.95,
    "forecast_known_share": 0.5,
    "shared_voters": 12,
    "decision_samples": 10_000,
    "access_usable": 0.25,
    "access_solid": 0.30,
    "access_dotted": 0.25,
    "susceptibility_innovator": 0.7,
    "susceptibility_visionary": 0.6,
    "susceptibility_pragmatist": 0.5,
    "susceptibility_conservative": 0.35,
    "susceptibility_laggard": 0.2,
    "susceptibility_unknown": 0.5,
    "conflict_weight": 0.2,
}
"""The defaults of the design, written down separately from the code."""


def test_the_defaults_are_those_of_the_design():
    assert AnalysisSettings().model_dump() == DEFAULTS


@pytest.mark.parametrize("value", [True, False, "0.5", None, float("nan"), float("inf"), -0.01, 1.01, [0.5]])
def test_a_value_that_is_not_a_number_in_the_range_is_refused(value):
    with pytest.raises(ValidationError):
        AnalysisSettings.model_validate({"voice": value})


def test_a_whole_number_counts_as_a_number():
    assert AnalysisSettings.model_validate({"voice": 1}).fingerprint() == AnalysisSettings(voice=1.0).fingerprint()


def test_an_unknown_name_is_refused_by_name():
    with pytest.raises(ValidationError, match="dampling"):
        AnalysisSettings.resolve([{"dampling": 0.8}])


def test_the_nearest_scope_wins_and_null_leaves_the_choice_to_wider_ones():
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
    ranges = AnalysisSettings.model_json_schema()["properties"]
    others = {
        name: next(value for value in range_of(schema) if value != schema["default"]) for name, schema in ranges.items()
    }
    changed = {AnalysisSettings(**{name: value}).fingerprint() for name, value in others.items()}
    assert len(changed | {AnalysisSettings().fingerprint()}) == len(AnalysisSettings.model_fields) + 1
    assert AnalysisSettings(voice=0.1).fingerprint() == AnalysisSettings().fingerprint()


def test_the_fingerprint_is_the_same_in_another_process():
    module = "schemas.settings.analysis_settings"
    program = f"from {module} import AnalysisSettings; print(AnalysisSettings().fingerprint(), end='')"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout == AnalysisSettings().fingerprint()


def test_every_setting_says_unit_default_range_and_class():
    for name, schema in AnalysisSettings.model_json_schema()["properties"].items():
        assert {"description", "default", "x-unit", "x-class"} <= schema.keys(), name
        assert {"minimum", "maximum"} <= schema.keys() or "enum" in schema, name


def range_of(schema):
    return schema.get("enum") or (schema["minimum"], schema["maximum"])


WHOLE = [name for name, field in AnalysisSettings.model_fields.items() if field.annotation is int]


def test_a_whole_number_may_be_written_with_a_decimal_point():
    assert "interval_draws" in WHOLE
    for name in WHOLE:
        low, high = range_of(AnalysisSettings.model_json_schema()["properties"][name])
        assert getattr(AnalysisSettings.resolve([{name: float(high)}]), name) == high
        for wrong in (low + 0.5, True, str(high), float("nan"), low - 1, high + 1):
            with pytest.raises(ValidationError):
                AnalysisSettings.model_validate({name: wrong})
            with pytest.raises(ValidationError):
                SettingFields.model_validate({name: wrong})


def test_what_can_be_stored_can_be_resolved():
    for name, schema in AnalysisSettings.model_json_schema()["properties"].items():
        for value in range_of(schema):
            stored = SettingFields.model_validate({name: value}).model_dump(exclude_none=True)
            assert getattr(AnalysisSettings.resolve([stored]), name) == value
