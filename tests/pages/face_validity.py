"""`docs/face_validity.md`: small cases that a planner can judge, with what the service says of each.

``python -m tests.pages.face_validity > docs/face_validity.md`` makes the page anew; a test holds it true.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from tests.pages.face_validity_cases import CLOSENESS, COVERAGE, INFLUENCE, Case, Judged

HEAD = """# Face validity

Made from the code by `python -m tests.pages.face_validity`; a test holds it true. Numbers are worth arguing about only
if plain cases come out as somebody who knows the trade would say. Each row is such a case, computed by the service with
its default settings; the test of each row demands what "a planner expects".
"""


class Section(NamedTuple):
    """A table of the page, with the text above it."""

    title: str
    text: str
    cases: tuple[Case, ...]


SECTIONS = (
    Section(
        "How close we are",
        "One of us and one of them, in an account of tier C, where 180 days may pass between two contacts unless the "
        "case says otherwise. Closeness runs from 0 to 100: known from 25, trusted from 50, interdependent from 75. "
        "[numbers.md](numbers.md#closeness) has the definitions.",
        CLOSENESS,
    ),
    Section(
        "Whom we reach",
        "Three people of equal influence and one open deal; what our people believe of them was said on its decision "
        "chain. Coverage is the share of the influence that we reach, and stance divides it by what its "
        "holders think of us.",
        COVERAGE,
    ),
    Section(
        "Who counts where nobody drew a line",
        "An import brings people with titles, and no lines. What is assumed is marked as such, and gone as soon as "
        "somebody draws the line.",
        INFLUENCE,
    ),
)


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join((HEAD, *(line for section in SECTIONS for line in _lines(section))))


def _lines(section: Section) -> Iterator[str]:
    yield from (f"## {section.title}", "", section.text, "")
    yield from ("| what happened | a planner expects | the service says | why |", "|---|---|---|---|")
    for case in section.cases:
        found: Judged = case.judge()
        yield f"| {case.happened} | {case.expects} | {found.said} | {found.why} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
