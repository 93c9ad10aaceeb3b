"""Rules about the records themselves: numbers of the sample's answer key, and slow calculations from the text."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.context import Context
from analytics.gaps.catalogue.examples import examples_of
from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.catalogue.trust.attention import rank_correlation
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from schemas.rows.account_graph import AccountGraph, PersonNode, ReportingEdge
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.gaps.sample_accounts import found
from tests.unit.sample_book import HALDEN, SUZHOU, YUNHE


def test_deals_of_the_sample_lack_what_the_answer_key_says():
    (bench,) = found(SUZHOU, "stage-data-missing")
    assert ([subject.id for subject in bench.subjects], bench.numbers["fields"]) == (["test-bench"], "competitors")
    (lost,) = found(SUZHOU, "closed-unexplained")
    assert lost.records["opportunity"] == ["leak-tester"]
    assert found(HALDEN, "stage-data-missing") == found(YUNHE, "closed-unexplained") == ()


def test_attention_follows_influence_in_the_sample_as_far_as_the_answer_key_says():
    (bias,) = found(YUNHE, "attention-bias")
    correlation = bias.numbers["correlation"]
    assert isinstance(correlation, float)
    assert round(correlation, 2) == 0.96
    assert found(HALDEN, "attention-bias") == ()


PEOPLE = "abcdef"
LINES = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=9, unique=True)


def account_of(lines):
    people = tuple(PersonNode(person, person, None, None, None, None, None, None) for person in PEOPLE)
    edges = tuple(ReportingEdge(f"{low}-{high}", low, high, "solid", None, None) for low, high in sorted(lines))
    return GapContext(
        Context(
            AccountGraph("a1", "2026-07-01T00:00:00.000000Z", "", 1, people=people, reporting_lines=edges), SETTINGS
        )
    )


SETTINGS = AnalysisSettings()


def reaches(lines, low: str, high: str) -> bool:
    """Return whether lines lead from one to the other, by as many rounds as there are people."""
    at = {low}
    reached: set[str] = set()
    for _ in PEOPLE:
        at = {above for below, above in lines if below in at}
        reached |= at
    return high in reached


@given(LINES)
def test_whoever_reports_to_each_other_is_in_one_circle_and_nobody_else(lines):
    gaps = find_gaps(account_of(lines), FULL, [BY_ID["reporting-cycle"]]).all
    circles = [{subject.id for subject in gap.subjects} for gap in gaps]
    others = [line for line in lines if line[0] != line[1]]
    for one, other in combinations(PEOPLE, 2):
        together = reaches(others, one, other) and reaches(others, other, one)
        assert together == any({one, other} <= circle for circle in circles)


@given(LINES)
def test_whoever_has_several_managers_or_is_their_own_is_found(lines):
    context = account_of(lines)
    managers = {low: {above for below, above in lines if below == low and above != low} for low in PEOPLE}
    several = {gap.subjects[0].id for gap in find_gaps(context, FULL, [BY_ID["two-solid-managers"]]).all}
    selves = {gap.subjects[0].id for gap in find_gaps(context, FULL, [BY_ID["self-line"]]).all}
    assert several == {low for low, above in managers.items() if len(above) > 1}
    assert selves == {low for low, above in lines if low == above}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=8))
def test_a_rank_correlation_is_that_of_the_ranks(values):
    """Spearman's: a rank is one more than the count of larger values, and half of the others that are equal."""

    def ranks(numbers):
        return [1 + sum(x > y for x in numbers) + (sum(x == y for x in numbers) - 1) / 2 for y in numbers]

    one, other = ranks([a for a, _ in values]), ranks([b for _, b in values])
    middle = (len(values) + 1) / 2
    both = sum((x - middle) * (y - middle) for x, y in zip(one, other, strict=True))
    spreads = [sum((x - middle) ** 2 for x in each) for each in (one, other)]
    got = rank_correlation(*({str(i): float(pair[side]) for i, pair in enumerate(values)} for side in (0, 1)))
    if 0 in spreads:
        assert got is None
    else:
        assert got == pytest.approx(both / (spreads[0] * spreads[1]) ** 0.5, abs=1e-12)


def test_three_records_of_one_person_are_one_finding():
    people = tuple(PersonNode(each, "Ada Brandt", None, None, None, None, None, None) for each in "abc")
    account = AccountGraph("a1", "2026-07-01T00:00:00.000000Z", "", 1, people=people)
    (gap,) = find_gaps(GapContext(Context(account, SETTINGS)), FULL, [BY_ID["possible-duplicate"]]).all
    assert {subject.id for subject in gap.subjects} == set("abc")
    assert gap.numbers["score"] == 0.5  # the weight of a name alone, analysis/people/duplicates


def test_who_is_known_from_the_owner_alone_is_not_reported_as_a_single_source_too():
    example = GapContext(Context(example_account("self-reported-only"), SETTINGS))
    gaps = find_gaps(example, FULL, [BY_ID["single-source"], BY_ID["self-reported-only"]])
    assert [gap.rule for gap in gaps.shown] == ["self-reported-only"]


def example_account(rule: str) -> AccountGraph:
    return examples_of(BY_ID[rule]).fires.account
