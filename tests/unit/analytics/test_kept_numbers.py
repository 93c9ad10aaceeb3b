"""Numbers that are kept are those that would be computed, and are kept for the same inputs alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic_core import from_json, to_json

from analytics.context import Context
from analytics.inputs.kept_numbers import KEPT, KeptNumbers
from analytics.registry import AccountMetrics
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import account, influence, person
from tests.unit.analytics.contacts import ago
from tests.unit.analytics.edge_cases import EDGE_CASES
from tests.unit.analytics.rich_account import rich
from tests.unit.analytics.simulation.drawn import standing

SETTINGS = AnalysisSettings()


def firm() -> AccountGraph:
    """Return an account of people of known seniority, whose managers are assumed."""
    levels = {"ada": "c_level", "bo": "director", "cy": "director", "di": "manager", "ed": "manager"}
    edges = [influence("ada", "di", 0.4, 0.7), influence("ed", "bo", 1 / 3, 0.9)]
    seated = tuple(person(name, seniority=level) for name, level in levels.items())
    return replace(account(levels, edges), people=seated)


def values(
    given_account: AccountGraph, kept: KeptNumbers | None = None, chosen: AnalysisSettings = SETTINGS
) -> dict[str, str]:
    """Return each number that can be kept of an account, to the last bit."""
    context = Context(given_account, chosen, kept=kept)
    return {name: repr(getattr(context, name)) for name in KEPT}


def stored(numbers: KeptNumbers) -> Mapping[str, Any]:
    """Return what is to be kept as a store gives it back."""
    found: Mapping[str, Any] = from_json(to_json(numbers.to_keep() or {}))
    return found


def assert_kept_is_computed(given_account: AccountGraph) -> None:
    first = KeptNumbers({}, "v1")
    computed = values(given_account)
    assert values(given_account, first) == computed
    again = KeptNumbers(stored(first), "v1")
    assert values(replace(given_account, as_of=ago(-1)), again) == computed
    assert again.to_keep() is None, "all of it was kept"


@given(standing())
@settings(max_examples=examples(10), deadline=None)
def test_what_is_kept_of_any_account_is_what_would_be_computed(drawn):
    assert_kept_is_computed(drawn)


@pytest.mark.parametrize("name", sorted(EDGE_CASES.keys() - {"2,000 people"}))
def test_so_it_is_of_an_account_that_lacks_nearly_everything(name):
    assert_kept_is_computed(EDGE_CASES[name]())


@pytest.mark.parametrize("of", [firm, rich], ids=["assumed lines", "rich"])
def test_so_it_is_of_an_account_with_everything(of):
    assert_kept_is_computed(of())


def test_every_number_of_the_firm_says_something():
    assert all(found not in {"{}", "()"} for found in values(firm()).values())


@pytest.mark.parametrize(
    "changed",
    [
        lambda firm: replace(
            firm, influences=(firm.influences[0]._replace(strength=0.4 + 2**-54), *firm.influences[1:])
        ),
        lambda firm: replace(firm, people=firm.people[:-1]),
        lambda firm: replace(firm, people=(*firm.people[:-1], firm.people[-1]._replace(seniority="vp"))),
        lambda firm: replace(firm, revision=firm.revision + 1),
        lambda firm: replace(firm, account_id="another"),
    ],
    ids=["one bit of a strength", "somebody left", "another seniority", "another revision", "another account"],
)
def test_what_is_kept_of_other_records_is_not_taken(changed):
    before = KeptNumbers({}, "v1")
    values(firm(), before)
    after = KeptNumbers(stored(before), "v1")
    assert values(changed(firm()), after) == values(changed(firm()))
    assert after.to_keep() is not None


def test_nor_is_what_is_kept_of_other_settings():
    before = KeptNumbers({}, "v1")
    values(firm(), before)
    after = KeptNumbers(stored(before), "v1")
    other = AnalysisSettings(damping=0.5)
    assert values(firm(), after, other) == values(firm(), chosen=other) != values(firm())


def test_nor_what_another_program_computed():
    context = Context(firm(), SETTINGS, kept=(first := KeptNumbers({}, "v1")))
    assert context.influence
    wrong = {key: dict.fromkeys(value, 1.0) for key, value in stored(first).items()}
    assert set(Context(firm(), SETTINGS, kept=KeptNumbers(wrong, "v1")).influence.values()) == {1.0}
    assert Context(firm(), SETTINGS, kept=KeptNumbers(wrong, "v2")).influence == context.influence


def test_only_metrics_are_named_of_which_nothing_depends_on_the_date():
    assert KEPT.keys() <= {name for name in vars(AccountMetrics) if not name.startswith("_")}
