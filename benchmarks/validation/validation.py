"""`python -m benchmarks.validation`: how well influence agrees with the ranks of real organisations.

It reads ../shared/data in place and writes docs/validation.md: the same bytes from the same data and code.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.validation.charts import charts, hidden
from benchmarks.validation.mail_organisations import (
    Mailing,
    as_contacts,
    counted,
    enron_log,
    enron_pairs,
    enron_ranks,
    mailed,
    manufacturing_log,
    manufacturing_ranks,
)
from benchmarks.validation.organisations import Organisation, consulting, krackhardt, lazega, research
from benchmarks.validation.page import MANUFACTURING, page
from benchmarks.validation.tables import compared, scores
from benchmarks.validation.unranked import circles_and_departments, place_of

SHARED = Path(__file__).parents[3] / "shared" / "data"
PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
CEO = "86"
"""Of the manufacturing company; the README of its data names nobody else."""


def asked(data: Path) -> Iterator[Organisation]:
    """Yield the organisations in which people were asked about each other."""
    yield krackhardt(data, "advice")
    yield krackhardt(data, "friendship")
    yield lazega(data)
    yield consulting(data)
    yield research(data)


def enron(data: Path) -> Iterator[Organisation]:
    """Yield Enron in each reading of its mails, of which there are two collections."""
    log = enron_log(data)
    ranks = "title, 5", enron_ranks(data)
    pairs = Mailing("enron_pairs", "Enron, all pairs", *ranks, enron_pairs(data))
    boxes = Mailing("enron_boxes", "Enron, mailboxes", *ranks, counted(log))
    yield from both_readings(pairs)
    yield from both_readings(boxes)
    yield as_contacts(boxes, log)


def manufacturing(data: Path) -> Iterator[Organisation]:
    """Yield the manufacturing company in each reading of its mails."""
    log = manufacturing_log(data)
    mailing = Mailing("manufacturing", "Manufacturing", "level, 3", manufacturing_ranks(data), counted(log))
    yield from both_readings(mailing)
    yield as_contacts(mailing, log)


def both_readings(mailing: Mailing) -> Iterator[Organisation]:
    """Yield who is written to as who moves, then who writes."""
    yield mailed(mailing, sender_moves=False)
    yield mailed(mailing, sender_moves=True)


def organisations(data: Path) -> Iterator[Organisation]:
    """Yield every organisation of the page in each of its readings, saying how far it is."""
    for organisation in (*asked(data), *enron(data), *manufacturing(data)):
        print(f"{organisation.title}: {len(organisation.graph.people)} people", flush=True)
        yield organisation


def places(readings: Iterable[Organisation]) -> dict[str, str]:
    """Return where the one person of known rank stands by each measure and each count."""
    found = {}
    for each in readings:
        numbers = {each.measure: scores(each), **each.baselines}
        stands = (f"{place_of(CEO, values)} by {name}" for name, values in numbers.items())
        found[each.title.partition(", ")[2]] = ", ".join(stands)
    return found


def written(data: Path) -> str:
    """Return the page as the data make it."""
    found = list(organisations(data))
    rows = [compared(each) for each in found if each.ranks]
    of_the_ceo = places(each for each in found if each.key.startswith(MANUFACTURING))
    print("email-Eu-core: circles and departments", flush=True)
    circles = circles_and_departments(data)
    print("charts: lines hidden and assumed", flush=True)
    return page(found, rows, of_the_ceo, circles, [hidden(title, seats) for title, seats in charts(data)])


def main() -> None:
    """Write the page."""
    if not SHARED.is_dir():
        sys.exit(f"{SHARED.resolve()} is missing: the organisations are recorded there")
    PAGE.write_text(written(SHARED), encoding="utf-8")
    print(f"wrote {PAGE.name}")
