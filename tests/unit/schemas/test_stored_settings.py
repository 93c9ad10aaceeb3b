"""Settings that only make sense together: weights that add up, thresholds that rise."""

import pytest

from schemas.records.settings import FADING, INTERVAL, SETTINGS, THRESHOLDS, VOTES, WEIGHTS
from tests.unit.schemas.refusals import faults, refusal


def faults_of(names: tuple[str, ...], *values: float | None) -> dict[str, str]:
    return faults(SETTINGS, dict(zip(names, values, strict=True)))


def test_settings_that_say_nothing_of_it_are_sound():
    assert not faults(SETTINGS, {"voice": 0.2})
    assert not faults_of(WEIGHTS, None, None, None, None)


@pytest.mark.parametrize("weights", [(0.35, 0.2, 0.25, 0.2), (1, 0, 0, 0), (0.3, 0.3, 0.3, 0.1), (0.1, 0.2, 0.3, 0.4)])
def test_weights_that_add_up_to_one_are_sound(weights):
    assert not faults_of(WEIGHTS, *weights)


def test_weights_that_do_not_add_up_to_one_are_refused_with_their_sum():
    assert faults_of(WEIGHTS, 0.5, 0.2, 0.25, 0.2) == {
        "/weight_frequency": "weight_frequency, weight_expertise, weight_depth, weight_length must add up to 1;"
        " they add up to 1.15"
    }


def test_a_scope_that_sets_one_weight_sets_all():
    (pointer,) = faults_of(WEIGHTS, 0.5, None, 0.5, 0.0)
    assert pointer == "/weight_expertise"


@pytest.mark.parametrize("thresholds", [(10, 25, 25, 75), (30, 25, 50, 75), (75, 50, 25, 10)])
def test_thresholds_rise(thresholds):
    assert "must rise" in faults_of(THRESHOLDS, *thresholds)["/threshold_acquainted"]
    assert not faults_of(THRESHOLDS, 5, 20, 60, 90)


def test_length_cannot_be_0_before_it_fades():
    assert "must rise" in faults_of(FADING, 2, 2)["/fading_begins"]
    assert "set fading_ends too" in faults_of(FADING, 0.5, None)["/fading_ends"]
    assert not faults_of(FADING, 0.5, 2)


def test_more_support_is_a_likelier_yes():
    assert "must rise" in faults_of(VOTES, 0.05, 0.5, 0.5, 0.75, 0.95)["/yes_enemy"]
    assert "set yes_non_supporter, yes_neutral" in faults_of(VOTES, 0.05, None, None, 0.75, 0.95)["/yes_non_supporter"]
    assert not faults_of(VOTES, 0, 0.1, 0.5, 0.9, 1)


def test_nonsense_is_refused_with_the_reason():
    assert "at least 1" in refusal(SETTINGS, "half_life_support", 0)
    assert "at least 0.01" in refusal(SETTINGS, "fading_half_life", 0)
    assert "'interdependent'" in refusal(SETTINGS, "desired_rung_key", "friend")
    assert "whole number" in refusal(SETTINGS, "depth_contacts", 2.5)


def test_an_interval_ends_above_where_it_begins():
    assert "must rise" in faults_of(INTERVAL, 95, 5)["/interval_low"]
    assert not faults_of(INTERVAL, 2.5, 97.5)
