"""The small map of a report: who is on it, and under whom."""

from itertools import pairwise

from analytics.context import Context
from analytics.reports.leading_people import leading_people
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, line
from tests.unit.sample_book import HALDEN, data_of, graph


def led_by(known: AccountGraph) -> dict[str, str | None]:
    return {each.person: each.manager for each in leading_people(Context(known, AnalysisSettings()))}


def test_the_map_holds_the_twelve_of_most_influence():
    context = Context(graph(HALDEN), AnalysisSettings())
    shown = leading_people(context)
    assert len(shown) == 12 < len(context.influence)
    others = context.influence.keys() - {each.person for each in shown}
    assert min(each.influence for each in shown) >= max(context.influence[other] for other in others)
    assert all(each.person_name == data_of(HALDEN, "person")[each.person]["name"] for each in shown)


def test_whoever_is_not_shown_is_passed_over_on_the_way_up():
    people = [f"p{number:02}" for number in range(15)]
    managers = led_by(account(people, lines=[line(below, above) for above, below in pairwise(people)]))
    for person, manager in managers.items():
        above = [each for each in people[: people.index(person)] if each in managers]
        assert manager == (above[-1] if above else None)


def test_a_circle_of_lines_has_an_end():
    assert led_by(account("a b", lines=[line("a", "b"), line("b", "a")])) == {"a": "b", "b": "a"}
