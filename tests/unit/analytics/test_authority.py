"""Authority on the organisation chart."""

from hypothesis import given

from analytics.graphs.relations import solid_lines
from analytics.influence.chart.authority import Standing, authority
from tests.unit.analytics.accounts import account, accounts, influence, line, person


def of(people, *lines):
    return authority(solid_lines(account(people, [], lines)))


def test_a_chart_by_hand():
    found = of("ada bo cy di ed", line("bo", "ada"), line("cy", "ada"), line("di", "cy"))
    assert found == {
        "ada": Standing(direct=2, total=3, depth=0, rank=1),
        "bo": Standing(direct=0, total=0, depth=1, rank=3),
        "cy": Standing(direct=1, total=1, depth=1, rank=2),
        "di": Standing(direct=0, total=0, depth=2, rank=4),
    }


def test_only_solid_lines_count():
    lines = line("bo", "ada", "dotted"), line("bo", "cy", "project", chain="c1")
    assert of("ada bo cy", *lines) == {}


def test_influence_gives_no_authority():
    assert authority(solid_lines(account("ada bo", [influence("ada", "bo", 1.0)]))) == {}


def test_when_a_manager_has_left_their_reports_are_tops():
    people = [person("ada", status="left"), "bo", "cy", "di"]
    found = of(people, line("bo", "ada"), line("cy", "bo"), line("di", "ada"))
    assert found == {"bo": Standing(1, 1, 0, 1), "cy": Standing(0, 0, 1, 2)}


def test_the_shortest_way_up_is_the_depth():
    """Two solid lines of one person are refused when they are written; an older import may still hold them."""
    found = of("ada bo cy", line("bo", "ada"), line("cy", "bo"), line("cy", "ada"))
    assert found["cy"].depth == 1
    assert found["ada"].total == 2


def test_a_circle_has_no_top_and_is_walked_once():
    found = of("ada bo cy di", line("ada", "bo"), line("bo", "cy"), line("cy", "ada"), line("di", "cy"))
    assert found["ada"] == Standing(direct=1, total=3, depth=None, rank=1)
    assert found["di"] == Standing(direct=0, total=0, depth=None, rank=4)


@given(accounts())
def test_ranks_are_one_to_the_number_of_people_on_the_chart(drawn):
    found = authority(solid_lines(drawn))
    assert sorted(standing.rank for standing in found.values()) == list(range(1, len(found) + 1))
    assert all(standing.direct <= standing.total < len(found) for standing in found.values())
