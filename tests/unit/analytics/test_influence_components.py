"""The parts of influence: they add up, and name the records that they rest on."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.context import Context
from analytics.graphs.projection import noisy_or
from schemas.analysis.influence import InfluencePerson
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import account, accounts, alliance, influence, line, shuffled
from tests.unit.analytics.asked import influence_analysis
from tests.unit.analytics.decisions import chain, deciding, step, votes

SETTINGS = AnalysisSettings()
EXACTLY = 1e-12


def people(given_account, asked: str | None = None, *, explain: bool = True) -> dict[str, InfluencePerson]:
    answer = influence_analysis(given_account, SETTINGS, asked, explain=explain)
    return {row.id: row for row in answer.people}


@given(deciding())
@settings(max_examples=examples(100), deadline=None)
def test_the_parts_add_up_to_the_score(drawn):
    listed = [votes(each.id, 0, "another step") for each in drawn.people]
    everyone = replace(drawn, stakes=(*drawn.stakes, *listed))
    rows = people(everyone, "c1")
    for row in rows.values():
        assert math.fsum(value for _, value in row.components) == pytest.approx(row.influence, abs=EXACTLY)
        shares = [move.share for move in row.moves or ()]
        assert math.fsum([row.components.restart, *shares]) == pytest.approx(row.influence, abs=EXACTLY)
        if row.decision_components is not None and row.decision_influence is not None:
            parts = [value for _, value in row.decision_components]
            assert math.fsum(parts) == pytest.approx(row.decision_influence, abs=EXACTLY)
            handed_on = [move.onward * (rows[move.id].decision_influence or 0.0) for move in row.moves or ()]
            again = math.fsum([row.decision_components.restart, *handed_on])
            assert again == pytest.approx(row.decision_influence, abs=EXACTLY)


@given(accounts(least=1))
@settings(max_examples=examples(100), deadline=None)
def test_each_part_follows_from_its_inputs(drawn):
    """A share is onward * the influence of the moved person; a weight the noisy-or of its records, at most 0.999."""
    rows = people(drawn)
    for row in rows.values():
        for move in row.moves or ():
            assert move.share == move.onward * rows[move.id].influence
            assert move.rests_on
            together = noisy_or(record.weight for record in move.rests_on)
            assert move.weight == pytest.approx(min(0.999, together), abs=EXACTLY)
    for row in rows.values():
        moved_by = [move for other in rows.values() for move in other.moves or () if move.id == row.id]
        total = math.fsum(move.weight for move in moved_by)
        assert [move.onward for move in moved_by] == pytest.approx(
            [0.85 * move.weight / max(1.0, total) for move in moved_by], abs=EXACTLY
        )


@given(accounts(least=1))
@settings(max_examples=examples(60), deadline=None)
def test_influence_stays_the_same_if_every_record_that_is_not_named_is_wrong(drawn):
    named = {(r.kind, r.id) for row in people(drawn).values() for move in row.moves or () for r in move.rests_on}

    def doubted(kind, edges):
        return tuple(edge if (kind, edge.id) in named else edge._replace(confidence=0.0) for edge in edges)

    doubtful = replace(
        drawn,
        influences=doubted("influence", drawn.influences),
        alliances=doubted("alliance", drawn.alliances),
        reporting_lines=doubted("reporting_line", drawn.reporting_lines),
    )
    assert Context(doubtful, SETTINGS).influence == Context(drawn, SETTINGS).influence


def test_the_share_of_an_arc_is_split_by_the_probability_that_each_record_adds():
    """By hand: bo is moved by an influence of 0.6 and a solid line of 0.5 * 0.8 = 0.4; w = 0.76, of visits 0.646."""
    given_account = account("ada bo", [influence("ada", "bo", 0.6, 1.0)], [line("bo", "ada", confidence=0.8)])
    ada = people(replace(given_account, alliances=()))["ada"]
    (move,) = ada.moves or ()
    assert [record.kind for record in move.rests_on] == ["influence", "reporting_line"]
    assert [record.weight for record in move.rests_on] == pytest.approx([0.6, 0.4])
    assert [move.weight, move.onward] == pytest.approx([0.76, 0.646])
    assert ada.components.influences == pytest.approx(0.6 * move.share)
    assert ada.components.reporting_lines == pytest.approx(0.4 * move.share)


def test_each_kind_of_record_has_its_part():
    given_account = account("ada bo cy di", [influence("ada", "bo", 0.5)], [line("cy", "ada")])
    rows = people(replace(given_account, alliances=(alliance("bo", "di", 0.5),)), explain=False)
    assert {kind for kind, value in rows["ada"].components if value} == {"restart", "influences", "reporting_lines"}
    assert {kind for kind, value in rows["di"].components if value} == {"restart", "alliances"}
    assert {kind for kind, value in rows["cy"].components if value} == {"restart", "reporting_lines"}  # by voice


def test_without_edges_everything_starts_anew():
    (row,) = people(account("ada")).values()
    assert (row.components.restart, row.moves) == (1.0, ())


def test_moves_are_given_only_on_request_with_the_largest_first():
    edges = [influence("ada", "bo", 0.2), influence("ada", "cy", 0.8), influence("ada", "di", 0.2)]
    assert "moves" not in influence_analysis(account("ada bo cy di", edges), SETTINGS).model_dump_json()
    assert [move.id for move in people(account("ada bo cy di", edges))["ada"].moves or ()] == ["cy", "bo", "di"]


@given(deciding().flatmap(lambda drawn: st.tuples(st.just(drawn), shuffled(drawn))))
@settings(max_examples=examples(60), deadline=None)
def test_the_order_of_records_changes_no_bit_of_an_explained_answer(pair):
    original, another_order = pair
    another_order = replace(another_order, steps=tuple(reversed(original.steps)))
    one, other = (influence_analysis(each, SETTINGS, "c1", explain=True) for each in (original, another_order))
    assert one.model_dump_json() == other.model_dump_json()


def test_an_explained_sampled_answer_is_the_same_again():
    """So many people vote on both steps that their votes are sampled."""
    steps = [step("s1", "majority"), step("s2", "threshold", 2, threshold="2/3")]
    many = chain(steps, [votes(f"p{number:02}") for number in range(20)], {f"p{number:02}": 1 for number in range(15)})
    assert Context(many, SETTINGS, "c1").swing["p03"].error > 0
    answers = {influence_analysis(many, SETTINGS, "c1", explain=True).model_dump_json() for _ in range(2)}
    assert len(answers) == 1
