"""The people of most influence of an account, whom a report shows in a small map."""

from collections.abc import Iterator, Mapping

from analytics.context import Context
from analytics.ranking import ranked
from schemas.reports.lists import LeadingPerson

SHOWN = 12
"""People on a small map."""


def leading_people(context: Context) -> tuple[LeadingPerson, ...]:
    """Return the people of most influence, at most 12, by that and by id, with whom they report to among these.

    Examples
    --------
    >>> from schemas.rows.account_graph import AccountGraph
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> leading_people(Context(AccountGraph("a1", "", "", 1), AnalysisSettings()))
    ()
    """
    shown = ranked(context.influence)[:SHOWN]
    above = _superiors(context)
    return tuple(_leading(context, person, _nearest(person, above, frozenset(shown))) for person in shown)


def _leading(context: Context, person: str, manager: str | None) -> LeadingPerson:
    recorded, close = context.people[person], context.people_closeness.get(person)
    return LeadingPerson(
        person=person,
        person_name=recorded.name,
        title=recorded.title,
        manager=manager,
        influence=context.influence[person],
        closeness=close.closeness if close else None,
        rung=close.rung if close else "unknown",
    )


def _superiors(context: Context) -> Mapping[str, str]:
    """Return the superior of each present person by solid lines; of several the first by id."""
    found: dict[str, str] = {}
    for line in context.account.reporting_lines:
        if line.line == "solid" and {line.person, line.manager} <= context.influence.keys():
            found[line.person] = min(line.manager, found.get(line.person, line.manager))
    return found


def _nearest(person: str, above: Mapping[str, str], shown: frozenset[str]) -> str | None:
    return next((each for each in _upwards(person, above) if each in shown), None)


def _upwards(person: str, above: Mapping[str, str]) -> Iterator[str]:
    """Yield superior after superior; a circle of lines is left where it began."""
    passed = {person}
    while (person := above.get(person, person)) not in passed:
        passed.add(person)
        yield person
