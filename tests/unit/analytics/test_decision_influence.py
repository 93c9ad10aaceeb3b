"""Decision influence: the walk of influence, starting with the people who decide."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from analytics.context import Context
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import influence, person
from tests.unit.analytics.asked import influence_analysis
from tests.unit.analytics.decisions import chain, chance, deciding, step, votes

SETTINGS = AnalysisSettings()


def on(account: AccountGraph) -> Context:
    return Context(account, SETTINGS, "c1")


def moved(base: AccountGraph, *edges, people: str = "") -> AccountGraph:
    """Return an account with further people, and with these influences."""
    return replace(base, people=(*base.people, *map(person, people.split())), influences=edges)


def slow_restart(context: Context) -> dict[str, float]:
    """The definition in docs/numbers.md, written out: in proportion to swing, else all alike."""
    voters, found = context.decision.voters, {voter: each.value for voter, each in context.swing.items()}
    if chance(context) is None or not any(found.values()):
        return {voter: 1 / len(voters) for voter in voters}
    return {voter: found[voter] / sum(found.values()) for voter in voters}


def slow_walk(context: Context, restart: dict[str, float]) -> list[float]:
    """Solve the walk as linear equations: share = share * moves, restarts included."""
    graph = context.influence_graph
    size = len(graph)
    moves = np.zeros((size, size))
    moves[graph.target, graph.source] = graph.weight
    moves *= SETTINGS.damping / np.maximum(1.0, moves.sum(axis=1, keepdims=True))
    anew = np.array([restart.get(each, 0.0) for each in graph.people])
    moves += np.outer(1.0 - moves.sum(axis=1), anew)
    equations = np.vstack([moves.T - np.eye(size), np.ones(size)])
    return list(np.linalg.lstsq(equations, np.append(np.zeros(size), 1.0), rcond=None)[0])


@given(deciding())
@settings(max_examples=examples(150), deadline=None)
def test_it_is_the_stationary_walk_that_restarts_at_the_people_who_decide(drawn):
    context = on(drawn)
    assume(context.decision.voters)
    found = context.decision_influence
    assert list(found.values()) == pytest.approx(slow_walk(context, slow_restart(context)), abs=1e-10)
    assert sum(found.values()) == pytest.approx(1, abs=1e-12)
    assert found.keys() == context.influence.keys()
    assert min(found.values()) >= 0


def test_a_sole_decider_whom_nobody_moves_has_all_of_it():
    found = on(moved(chain([step()], [votes("ada")]), influence("ada", "bo", 0.9), people="bo cy"))
    assert found.decision_influence == {"ada": 1.0, "bo": 0.0, "cy": 0.0}


def test_it_goes_to_the_people_who_move_the_decider_by_strength():
    """By hand: of every visit to ada 0.85 * 0.5 moves on to bo, and of those 0.85 * 0.8 to cy."""
    edges = [influence("bo", "ada", 0.5, 1.0), influence("cy", "bo", 0.8, 1.0)]
    found = on(moved(chain([step()], [votes("ada")]), *edges, people="bo cy di")).decision_influence
    visits = [1, 0.425, 0.425 * 0.68, 0]
    assert list(found.values()) == pytest.approx([each / sum(visits) for each in visits], abs=1e-12)


def test_it_starts_in_proportion_to_how_much_each_vote_changes():
    """By hand: under any, ada matters if bo says no (0.095), and bo matters if ada does (0.5 - 0.9 * 0.25)."""
    found = on(chain([step(rule="any")], [votes("ada"), votes("bo")], {"ada": 1, "bo": 2}))
    swings = {"ada": 1 - 0.905, "bo": 1 - 0.725}
    assert found.decision_influence == pytest.approx(
        {v: s / sum(swings.values()) for v, s in swings.items()}, abs=1e-12
    )


@pytest.mark.parametrize(
    "undecided",
    [
        pytest.param(chain([step(rule="all")], [votes("ada"), votes("bo")], {"ada": 2}), id="mostly unknown"),
        pytest.param(chain([step(outcome="failed")], [votes("ada"), votes("bo", 9)], {"ada": 2}), id="failed"),
        pytest.param(chain([step(outcome="passed")], [votes("ada"), votes("bo", 9)]), id="all is decided"),
        pytest.param(chain([], [votes("ada"), votes("bo", 9)]), id="no step yet"),
        pytest.param(chain([step(rule="quorum", quorum=3)], [votes("ada"), votes("bo", 9)]), id="it cannot pass"),
    ],
)
def test_when_no_vote_is_known_to_matter_all_voters_count_alike(undecided):
    outside = replace(undecided, people=(*undecided.people, person("cy")))
    assert on(outside).decision_influence == {"ada": 0.5, "bo": 0.5, "cy": 0.0}


def test_without_a_chain_or_voters_it_is_null_with_the_reason():
    given_account = chain([step()], [votes("ada", 0)])
    for asked in (None, "c1", "another"):
        for row in influence_analysis(given_account, SETTINGS, asked).people:
            assert (row.decision_influence, row.decision_components) == (None, None)
            assert row.reasons["decision_influence"] == row.reasons["decision_components"] == "no_decider"


def test_it_is_not_the_same_as_influence():
    """Ada moves many, bo moves the one who decides."""
    edges = [influence("ada", name, 0.9) for name in ("di", "ed", "flo")] + [influence("bo", "cy", 0.6)]
    rows = influence_analysis(
        moved(chain([step()], [votes("cy"), *(votes(n, 0) for n in ("ada", "bo"))]), *edges, people="di ed flo"),
        SETTINGS,
        "c1",
    ).people
    assert rows[0].id == "ada"
    found = {row.id: row.decision_influence for row in rows}
    assert found["ada"] == 0.0
    assert found["bo"] == pytest.approx(0.357 / 1.357, abs=1e-12)
