"""Access: the strongest ways to a person, how many share nobody, and who can close them all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.access.access import access, access_of_each, best_path, best_paths, cuts_of_each
from analytics.context import Context
from analytics.routes.access_graph import AccessGraph, Node
from benchmarks.plain.access import PlainAccess
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_access
from tests.unit.analytics.accounts import account, influence, line
from tests.unit.analytics.decisions import chain, step, votes

SETTINGS = AnalysisSettings()
STRENGTHS = st.sampled_from([0.125, 0.25, 0.5, 0.5, 1.0, 0.3, 0.15, 0.2499999, 0.7]) | st.floats(0.01, 0.999)
TIES = st.sampled_from([0.36, 0.9, 0.4, 0.6, 0.1, 0.2, 0.3, 0.06, 0.36 * (1 - 1e-9)])
"""Strengths whose products are often equal, whatever their number, where their logarithms are not; and nearly equal."""


@st.composite
def access_graphs(draw: st.DrawFn) -> AccessGraph:
    """Draw up to three members and six people with any ways between them, often of equal strength."""
    names = draw(st.permutations("abcdefgh"))  # so that theirs come before ours as well as after them
    members = [f"{names[number]}m" for number in range(draw(st.integers(0, 3)))]
    people = ["p0", *(f"{names[-number]}p" for number in range(1, draw(st.integers(1, 6))))]
    known = [(member, person) for member in members for person in people]
    moves = [(one, other) for one in people for other in people if one != other]
    pairs = (draw(st.lists(st.sampled_from(some), unique=True, max_size=14)) if some else [] for some in (known, moves))
    strengths = draw(st.sampled_from([STRENGTHS, TIES]))
    first, second = ({pair: draw(strengths) for pair in chosen} for chosen in pairs)
    return AccessGraph.of(first, second, 0.25, members, people)


@given(access_graphs())
@settings(max_examples=examples(400), deadline=None)
def test_the_paths_are_the_best_of_all_ways_in_order(graph):
    target = graph.places[Node("theirs", "p0")]
    found = access(graph, "p0")
    ways = slow_access.in_order(slow_access.every_way(graph, target, graph.members))
    paths = [path for path in (found.best, *found.alternatives) if path is not None]
    assert [tuple(graph.places[node] for node in path.nodes) for path in paths] == [nodes for nodes, _ in ways[:4]]
    assert [path.strength for path in paths] == pytest.approx([strength for _, strength in ways[:4]], rel=1e-12)


@given(access_graphs())
@settings(max_examples=examples(300), deadline=None)
def test_the_cut_is_the_first_of_the_smallest_that_leave_no_usable_way(graph):
    target = graph.places[Node("theirs", "p0")]
    expected = slow_access.smallest_cut(graph, target, graph.members)
    found = access(graph, "p0")
    assert cuts_of_each(graph, ["p0"]) == {"p0": (found.cut, found.every_way)}
    assert tuple(graph.places[node] for node in found.cut) == expected
    assert found.disjoint_paths == len(expected)  # Menger's theorem


@given(access_graphs())
@settings(max_examples=examples(300), deadline=None)
def test_who_is_on_every_way_cuts_it_when_taken_out_alone(graph):
    target = graph.places[Node("theirs", "p0")]
    reached = not slow_access.is_cut(graph, target, graph.members, ())
    alone = [
        node
        for place, node in enumerate(graph.nodes)
        if place != target and reached and slow_access.is_cut(graph, target, graph.members, [place])
    ]
    found = access(graph, "p0")
    assert sorted(found.every_way, key=alone.index) == alone
    against = {node.id: -1.0 for node in alone}
    assert found.dominated_by(against) == tuple(node.id for node in alone if node.side == "theirs")
    assert found.dominated_by(dict.fromkeys(against, 0.0)) == ()


@given(access_graphs())
@settings(max_examples=examples(150), deadline=None)
def test_from_one_of_us_only_their_ways_count(graph):
    for member in (graph.nodes[place] for place in graph.members):
        target, entry = graph.places[Node("theirs", "p0")], graph.places[member]
        found = access(graph, "p0", member.id)
        ways = slow_access.in_order(slow_access.every_way(graph, target, [entry]))
        best = None if found.best is None else tuple(graph.places[node] for node in found.best.nodes)
        assert best == (ways[0][0] if ways else None)
        assert best_path(graph, "p0", member.id) == found.best


@given(st.randoms(use_true_random=False), st.sampled_from([(0.5,), (0.25, 0.5, 1.0), (0.2, 0.3, 0.36, 0.6, 0.9)]))
@settings(max_examples=examples(60), deadline=None)
def test_among_forty_people_ways_and_cuts_are_as_good_as_those_of_networkx(random, strengths):
    members, people = [f"m{number}" for number in range(5)], [f"p{number:02}" for number in range(40)]
    known = {(one, other): random.choice(strengths) for one in members for other in random.sample(people, 4)}
    moves = {(one, other): random.choice(strengths) for one in people for other in random.sample(people, 3)}
    graph = AccessGraph.of(known, {ends: w for ends, w in moves.items() if ends[0] != ends[1]}, 0.25, members, people)
    PlainAccess(graph).check(graph, access_of_each(graph, people[:8]))
    assert_best_paths_are_the_first(graph)


@given(access_graphs())
@settings(max_examples=examples(200), deadline=None)
def test_the_best_ways_to_many_people_are_the_first_of_each(graph):
    assert_best_paths_are_the_first(graph)


def assert_best_paths_are_the_first(graph: AccessGraph) -> None:
    people = [node.id for node in graph.nodes if node.side == "theirs"]
    first = {person: found.best for person, found in access_of_each(graph, people).items()}
    assert best_paths(graph, people) == first


PRODUCTS = [(0.9, 0.4, 0.36), (0.3, 0.5, 0.15), (0.7, 0.5, 0.35), (0.2, 0.3, 0.06), (0.9, 0.7, 0.63), (0.7, 0.3, 0.21)]


@pytest.mark.parametrize(("first", "second", "product"), PRODUCTS)
def test_of_two_ways_of_one_product_the_one_over_fewer_people_is_best(first, second, product):
    """Of these six, rounding would prefer the longer way for some, and the shorter one for others."""
    moves = {("s", "t"): product, ("s", "m"): first, ("m", "t"): second}
    found = access(AccessGraph.of({("kim", "s"): 0.9}, moves, 0.25), "t")
    assert found.best is not None
    assert [len(path.nodes) for path in (found.best, *found.alternatives)] == [3, 4]


def test_what_differs_in_the_ninth_digit_is_not_equal():
    moves = {("s", "t"): 0.36 * (1 - 1e-9), ("s", "m"): 0.9, ("m", "t"): 0.4}
    found = access(AccessGraph.of({("kim", "s"): 0.9}, moves, 0.25), "t")
    assert found.best is not None
    assert [len(path.nodes) for path in (found.best, *found.alternatives)] == [4, 3]


def test_what_only_leads_back_hides_no_weaker_way_and_none_is_given_twice():
    """From ada, bo is best, then di, then ed; between them cy looks good, but leads on through ada alone."""
    moves = {("ada", "bo"): 0.9, ("ada", "di"): 0.7, ("ada", "ed"): 0.2, ("ada", "cy"): 0.999, ("cy", "ada"): 0.9}
    ends = {("bo", "target"): 0.9, ("di", "target"): 0.7, ("ed", "target"): 0.2}
    found = access(AccessGraph.of({("kim", "ada"): 0.9}, moves | ends, 0.25), "target")
    assert found.best is not None
    assert [path.nodes[2].id for path in (found.best, *found.alternatives)] == ["bo", "di", "ed"]


def test_a_dense_cluster_behind_a_bottleneck_is_answered_at_once():
    """Thirty who all move each other, and only one of them moves the target: no second way exists."""
    crowd = [f"c{number:02}" for number in range(30)]
    moves = {(one, other): 0.999 for one in crowd for other in crowd if one != other}
    graph = AccessGraph.of({("kim", "c00"): 0.9}, {**moves, ("c00", "target"): 0.3}, 0.25)
    found = access(graph, "target")
    assert found.best is not None
    assert found.best.strength == pytest.approx(0.27)
    assert found.alternatives == ()
    assert found.every_way == (Node("ours", "kim"), Node("theirs", "c00"))


def test_whoever_reports_has_the_ear_of_their_manager():
    lines = [line("ada", "bo"), line("cy", "bo", "dotted"), line("dee", "bo", "project", chain="c1")]
    base = account("ada bo cy dee", lines=lines)
    with_chain, without = Context(base, SETTINGS, "c1").access_graph, Context(base, SETTINGS).access_graph
    strengths = {
        (with_chain.nodes[place].id, arc.strength)
        for place, arcs in enumerate(with_chain.out)
        for arc in arcs
        if with_chain.nodes[arc.target].id == "bo"
    }
    assert strengths == {("ada", 0.3), ("cy", 0.25), ("dee", 0.25)}
    assert len(without.out[without.places[Node("theirs", "dee")]]) == 0


def test_the_weakest_step_is_named():
    graph = AccessGraph.of({("kim", "ada"): 0.8}, {("ada", "bo"): 0.3, ("bo", "cy"): 0.6}, 0.25)
    best = access(graph, "cy").best
    assert best is not None
    assert (best.strengths, best.weakest) == ((0.8, 0.3, 0.6), 1)


def test_nobody_to_begin_with_reaches_nobody():
    found = access(AccessGraph.of({}, {("ada", "bo"): 0.5}, 0.25), "bo")
    assert found == (None, (), 0, (), ())


def test_the_metric_asks_for_each_voter():
    base = chain([step()], [votes("ada"), votes("bo")])
    moved = replace(base, influences=(influence("ada", "bo", 0.9, 1.0),))
    assert list(Context(moved, SETTINGS, "c1").access) == ["ada", "bo"]
