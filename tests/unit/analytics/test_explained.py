"""Each score can be computed again from the parts beside it, and each part names the records that it rests on."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings

from analytics.answers.timeline import Page
from schemas.analysis.beliefs import Belief, CountingWord, TextBelief
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.asked import (
    beliefs_analysis,
    closeness_analysis,
    coverage_analysis,
    health_analysis,
    profile_analysis,
)
from tests.unit.analytics.deals import MODELS, deals
from tests.unit.analytics.rich_account import rich

SETTINGS = AnalysisSettings()


def exactly(expected: float | None) -> Any:
    return None if expected is None else pytest.approx(expected, rel=1e-12, abs=1e-12)


def mean(values: Iterable[tuple[float, float]]) -> float | None:
    """Return the mean of (weight, value) pairs."""
    pairs = list(values)
    return math.fsum(w * value for w, value in pairs) / math.fsum(w for w, _ in pairs) if pairs else None


# Closeness


@given(deals())
@example(rich())
@settings(deadline=None)
def test_closeness_can_be_made_of_its_components(account):
    answer = closeness_analysis(account, SETTINGS, explain=True)
    weights = {part: getattr(SETTINGS, f"weight_{part}") for part in ("frequency", "expertise", "depth", "length")}
    nearest: dict[str, list[float]] = {}
    for pair in answer.pairs:
        if pair.components is not None:
            whole = math.fsum(weights[part] * value for part, value in pair.components)
            assert pair.ceiling is not None
            assert pair.logged == exactly(min(pair.ceiling, 100.0 * whole))
        assert pair.closeness == max(value for value in (pair.logged, pair.asserted) if value is not None)
        nearest.setdefault(pair.person, []).append(pair.closeness)
    for row in answer.people:
        values = sorted(nearest.get(row.id, []), reverse=True)
        assert (row.closeness, len(row.members)) == (values[0] if values else None, len(values))
        left = math.prod(1 - value / 100 for value in values[:3])
        assert row.combined == exactly(100 * (1 - left) if values else None)


# Coverage


@given(deals())
@example(rich())
@settings(deadline=None)
def test_coverage_can_be_made_of_the_people_it_names(account):
    answer = coverage_analysis(account, SETTINGS, {("legal", "unknown"): 2}, explain=True)
    rows = {row.id: row for row in answer.people}
    for row in answer.people:
        assert row.attainment == exactly(min(1, (row.closeness or 0) / row.target))
        assert row.shortfall == exactly(1 - row.attainment)

    def of(people: Iterable[str] | None) -> Any:
        assert people is not None
        made = mean((rows[person].influence, rows[person].attainment) for person in people)
        return exactly(None if made is None else 100 * made)

    assert answer.account.coverage == of(rows)
    for unit in answer.departments:
        assert unit.coverage == of(unit.people)
    for level in answer.seniority:
        assert level.coverage == of(level.people)
    for cell in answer.cells:
        assert cell.people is not None
        assert cell.known == len(cell.people)
        assert cell.covered == sum(rows[person].covered for person in cell.people)
    total = math.fsum(row.influence for row in rows.values())
    shares = [(row.influence / total, row.influence * row.attainment / total) for row in answer.people]
    for place, point in enumerate(answer.lorenz):
        assert point == tuple(exactly(math.fsum(each)) for each in zip((0.0, 0.0), *shares[:place], strict=True))


# Beliefs


@given(deals())
@example(rich())
@settings(deadline=None)
def test_a_belief_can_be_made_of_its_words(account):
    for belief in beliefs_analysis(account, SETTINGS, chain="c1").beliefs:
        for word in belief.assessments:
            assert word.weight == exactly(word.confidence * word.reliability * 2 ** (-word.age / belief.half_life))
        if belief.assessments:
            value, agreement = _agreed(belief)
            assert (belief.value, belief.agreement) == (value, exactly(agreement))
            missing = math.prod(1 - word.weight for word in belief.assessments)
            assert belief.confidence == exactly(agreement * (1 - missing))
            assert belief.stale == (min(word.age for word in belief.assessments) > belief.half_life)
        else:
            assert (belief.value, belief.agreement, belief.confidence) == (None, None, None)


def _agreed(belief: Belief | TextBelief) -> tuple[Any, float]:
    """Return value and agreement, by the definition of `consensus` in docs/numbers.md."""
    words: tuple[Any, ...] = belief.assessments
    if belief.attribute in {"support", "importance"}:
        middle = mean((word.weight, word.value) for word in words)
        assert middle is not None
        away = mean((word.weight, abs(word.value - middle)) for word in words)
        assert away is not None
        return exactly(middle), max(0.0, 1 - away / 2)
    summed = {word.value: math.fsum(each.weight for each in words if each.value == word.value) for word in words}
    most = max(summed.values())
    winner = words[0].value if isinstance(belief, TextBelief) else belief.value
    assert isinstance(belief, TextBelief) or summed[winner] == exactly(most)
    return winner, summed[winner] / math.fsum(summed.values())


# Health


@given(deals())
@example(rich())
@settings(deadline=None)
def test_health_can_be_made_of_its_parts_and_these_of_people_and_deals(account):
    answer = health_analysis(account, SETTINGS, MODELS, explain=True)
    found, parts = answer.components, answer.parts
    people = parts.people
    known = [(getattr(parts.weights, part), value) for part, value in found if value is not None]
    assert answer.health == exactly(mean(known) if len(known) >= 3 else None)
    made = {
        "coverage": mean((row.influence, 100 * row.attainment) for row in people),
        "closeness": mean((row.influence, row.closeness or 0) for row in people),
        "freshness": mean((row.influence, 100 * row.fresh) for row in people),
        "corroboration": mean((row.influence, 50 * (row.support + row.political_status)) for row in people),
    }
    if all(row.closeness is None for row in people):
        made["closeness"] = None
    assert {part: getattr(found, part) for part in made} == {part: exactly(value) for part, value in made.items()}
    for row in people:
        assert row.fresh == (row.days is not None and row.days <= row.cadence_days)
        assert row.rests_on is not None
        assert row.described == (row.rests_on.lacking == ())
    for deal in parts.deals:
        assert all(each.share == min(1, each.have / each.need) for each in deal.asked)
        assert deal.share == exactly(mean((1, each.share) for each in deal.asked))
    asked = [(1.0, 100 * deal.share) for deal in parts.deals if deal.share is not None]
    assert found.completeness == exactly(mean(asked if parts.deals else [(1.0, 100.0 * p.described) for p in people]))
    for loss in filter(None, (parts.theirs, parts.ours)):
        assert loss.remaining is not None
        assert loss.coverage == exactly(mean((row.influence, 100 * row.attainment) for row in loss.remaining) or 0.0)
    left = [loss.coverage for loss in (parts.theirs, parts.ours) if loss is not None]
    assert found.resilience == exactly(100 * min(1, min(left) / found.coverage) if found.coverage else None)


# Records

KINDS = {"interactions": "interactions", "two_way": "interactions", "stakes": "stakes", "members": "members"}
KINDS |= dict.fromkeys(("assessments", "key_player", "support", "political_status"), "assessments")
KINDS |= dict.fromkeys(("coverages", "cadence_coverages"), "coverages") | {"people": "people", "member": "members"}
"""Lists of an account graph, by the field of an answer that holds their ids."""


def ids_of(part: Any, *, within: bool = False) -> Iterator[tuple[str, str]]:
    """Yield kind and id of each record that an answer names as its evidence."""
    if isinstance(part, Mapping):
        for field, value in part.items():
            if field in KINDS and (within or field in {"stakes", "people"}) and "at" not in part:
                named = value if isinstance(value, list | tuple) else [value]
                yield from ((KINDS[field], each) for each in named if isinstance(each, str))
            if field not in {"reasons", "route"}:  # a way begins with one of us
                yield from ids_of(value, within=within or field == "rests_on")
    elif isinstance(part, list | tuple):
        for each in part:
            yield from ids_of(each, within=within)


def explained(account: AccountGraph) -> Iterator[Any]:
    yield closeness_analysis(account, SETTINGS, explain=True)
    yield coverage_analysis(account, SETTINGS, explain=True)
    yield health_analysis(account, SETTINGS, MODELS, explain=True)
    for person in account.people[:2]:
        yield profile_analysis(account, SETTINGS, None, person.id, Page(9, None, str), explain=True)


@given(deals())
@example(rich())
@settings(deadline=None)
def test_every_record_that_is_named_is_in_the_account(account):
    known = {kind: {record.id for record in getattr(account, kind)} for kind in set(KINDS.values())}
    for answer in explained(account):
        for kind, record in ids_of(answer.model_dump()):
            assert record in known[kind], (kind, record)
    for belief in beliefs_analysis(account, SETTINGS).beliefs:
        words: tuple[CountingWord, ...] = belief.assessments
        assert {word.id for word in words} <= known["assessments"]


@given(deals())
@example(rich())
@settings(deadline=None, max_examples=examples(50))
def test_the_records_that_a_person_rests_on_are_enough_for_their_numbers(account):
    """Without all other records, everything about one person stays the same, except influence, which is about all."""
    for row in health_analysis(account, SETTINGS, MODELS, explain=True).parts.people[:4]:
        assert row.rests_on is not None
        named = set(ids_of({"rests_on": row.rests_on.model_dump()}))
        alone = replace(
            account,
            **{
                kind: tuple(record for record in getattr(account, kind) if (kind, record.id) in named)
                for kind in ("interactions", "assessments", "coverages")
            },
        )
        again = {each.id: each for each in health_analysis(alone, SETTINGS, MODELS, explain=True).parts.people}
        assert again[row.id].model_dump(exclude={"influence"}) == row.model_dump(exclude={"influence"})


def test_records_are_named_only_on_request():
    for plain in (
        coverage_analysis(rich(), SETTINGS),
        health_analysis(rich(), SETTINGS, MODELS),
        profile_analysis(rich(), SETTINGS, None, "ada", Page(9, None, str)),
    ):
        text = plain.model_dump_json()
        assert "rests_on" not in text
        assert '"stakes":null' not in text
        assert "remaining" not in text


def test_an_aim_says_who_wants_it():
    rows = {row.id: row.rests_on for row in coverage_analysis(rich(), SETTINGS, explain=True).people}
    aims = {person: (found.desired_rung, found.desired_by, found.coverages) for person, found in rows.items() if found}
    assert aims["di"] == ("interdependent", "person", ())
    assert aims["cy"] == ("trusted", "coverages", ("kim-cy",))
    assert aims["ada"] == ("trusted", "political_status", ())
    assert aims["hal"] == ("known", "political_status", ())
    assert rows["ada"] is not None
    assert rows["hal"] is not None
    assert (len(rows["ada"].key_player), rows["hal"].key_player) == (1, ())
    assert rows["ada"].closest is not None
    assert rows["ada"].closest.member == "kim"
