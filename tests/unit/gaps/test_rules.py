"""Every rule of the catalogue: its two examples, its sentences and its action in both languages, its explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from analytics.context import Context
from analytics.gaps.actions.action import actions_of
from analytics.gaps.actions.sentences import said
from analytics.gaps.catalogue.examples import Example, examples_of
from analytics.gaps.catalogue.registry import BY_ID, RULES
from analytics.gaps.catalogue.rule import Rule
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import BUILT_IN, FULL, Profile
from app.messages.sentences import LANGUAGES, sentence, texts_of
from schemas.messages.message import Message
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

SETTINGS = AnalysisSettings()
SAID_OF_A_RULE = ("title", "fires", "reason", "source")

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def context_of(example: Example) -> GapContext:
    return GapContext(Context(example.account, SETTINGS), example.models)


def found(example: Example, rule: Rule):
    """Return what a rule sees, with nothing hidden by another gap."""
    return find_gaps(context_of(example), FULL, [rule]).all


@each_rule
def test_the_smallest_account_that_fires_a_rule_does_and_the_nearest_that_does_not_rests(rule):
    """What differs is what the rule asks for: adding it closes the gap and opens none of the same rule."""
    examples = examples_of(rule)
    assert [gap.rule for gap in found(examples.fires, rule)] == [rule.id]
    assert found(examples.rests, rule) == ()


def said_to_do(context: GapContext, gap: Gap, gaps: Sequence[Gap]) -> list[Message]:
    assert gap.finding.remedy is not None
    return list(said(context, gap.finding.remedy, actions_of(context, gaps)[gap.id]))


@each_rule
def test_a_gap_says_what_to_do_about_it_without_ids_in_every_language(rule):
    context = context_of(examples_of(rule).fires)
    gaps = find_gaps(context, FULL, [rule]).all
    ids = {record["id"] for rows in examples_of(rule).fires.records.values() for record in rows}
    for gap in gaps:
        for message in (gap.finding.message, *said_to_do(context, gap, gaps)):
            english, chinese = (sentence(message, language) for language in LANGUAGES)
            assert english != chinese
            words = set(english.replace(".", " ").replace(",", " ").split())
            assert not words & {each for each in ids if each.islower() and each not in {"board", "pumps"}}


@each_rule
def test_a_rule_is_explained_in_every_language_with_each_of_its_parameters(rule):
    for language in LANGUAGES:
        texts = texts_of(f"gap_rules_{rule.family}", language)[rule.id]
        assert not isinstance(texts, str)
        assert set(texts) == {*SAID_OF_A_RULE, *rule.parameters}
        assert all(texts.values())


def test_nothing_is_explained_that_is_not_a_rule():
    for family in ("people", "relationship", "chain", "trust"):
        explained = set(texts_of(f"gap_rules_{family}", "en"))
        assert explained == {rule.id for rule in RULES if rule.family == family}


def test_every_rule_has_one_id_and_parameters_within_their_range():
    assert len(BY_ID) == len(RULES)
    for rule in RULES:
        assert rule.scopes
        for parameter in rule.parameters.values():
            assert parameter.least <= parameter.default <= parameter.most


@pytest.mark.parametrize("profile", BUILT_IN.values(), ids=lambda profile: profile.id)
def test_a_profile_names_rules_and_parameters_that_are_there(profile: Profile):
    for choice in profile.choices:
        assert choice.parameters.keys() <= BY_ID[choice.rule].parameters.keys()


@each_rule
def test_the_order_of_records_changes_nothing(rule):
    example = examples_of(rule).fires
    turned: dict[str, Any] = {
        name: value[::-1]
        for name in example.account.__slots__
        if name != "interactions" and isinstance(value := getattr(example.account, name), tuple)
    }
    again = example._replace(account=replace(example.account, **turned))
    assert found(again, rule) == found(example, rule)


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return rows, or parts of them, in which every id is another one."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {key: renamed(each, names) for key, each in value.items()}
    if hasattr(value, "_fields"):
        return value._replace(**{field: renamed(each, names) for field, each in value._asdict().items()})
    return type(value)(renamed(each, names) for each in value) if isinstance(value, list | tuple) else value


@each_rule
def test_other_ids_in_another_order_change_nothing_but_the_ids(rule):
    example = examples_of(rule).fires
    rows = {
        name: value for name in example.account.__slots__ if isinstance(value := getattr(example.account, name), tuple)
    }
    ids = sorted({each.id for value in rows.values() for each in value})
    names = {each: f"id{len(ids) - place:03}" for place, each in enumerate(ids)}
    turned: dict[str, Any] = {
        name: tuple(sorted(renamed(value, names), key=lambda row: (getattr(row, "at", ""), row.id)))
        for name, value in rows.items()
    }
    again = example._replace(account=replace(example.account, **turned))

    def seen(gaps: Sequence[Gap], names: Mapping[str, str]) -> list[Any]:
        return [
            (gap.severity, gap.priority, {(each.kind, names.get(each.id, each.id)) for each in gap.subjects})
            for gap in gaps
        ]

    assert seen(found(again, rule), {}) == seen(found(example, rule), names)


def test_an_empty_account_has_one_gap_only():
    empty = GapContext(Context(AccountGraph("a1", "2026-07-01T00:00:00.000000Z", "", 1), SETTINGS))
    assert [gap.rule for gap in find_gaps(empty, FULL).all] == ["no-stakeholders"]
