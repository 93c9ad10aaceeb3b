"""`docs/validation.md`: the words of `page.md` around the numbers."""

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from benchmarks.validation.charts import Hidden, hidden_table
from benchmarks.validation.organisations import Organisation
from benchmarks.validation.tables import Compared, auc_table, summary, tau_table, verdict
from benchmarks.validation.unranked import Circles

WORDS = Path(__file__).with_name("page.md")

WIDTH = 120

NO_LINES = "Our copy of the data holds no lines."

NO_RANKS = "Our copy of the data has no ranks, so nothing is compared."

MANUFACTURING = "manufacturing"
"""How the keys of the readings of that company begin: they stand in one line."""


def page(
    organisations: Sequence[Organisation],
    rows: Sequence[Compared],
    places: Mapping[str, str],
    circles: Circles,
    charts: Sequence[Hidden],
) -> str:
    """Return the page; a word that asks for a number which nobody gave is an error.

    Parameters
    ----------
    organisations : sequence
        All that are spoken of; ``rows`` has those with ranks.
    places : mapping
        Where the one person of known rank stands, by title of the reading.
    charts : sequence
        Organisations whose lines were hidden.
    """
    people = {f"{each.key}_people": f"{len(each.graph.people):,}" for each in organisations}
    said = {each.key: NO_RANKS for each in organisations} | {row.organisation.key: verdict(row) for row in rows}
    together = dict.fromkeys(words for key, words in said.items() if key.startswith(MANUFACTURING))
    lines = {"charts_table": hidden_table(charts) if charts else NO_LINES}
    tables = {"summary": summary(rows), "auc_table": auc_table(rows), "tau_table": tau_table(rows)}
    substitutions = people | said | tables | lines | _of_circles(circles)
    stands = "; ".join(f"{title}: {place}" for title, place in places.items())
    words = Template(WORDS.read_text(encoding="utf-8"))
    return filled(words.substitute(substitutions, manufacturing=" ".join(together), places=stands))


def filled(text: str) -> str:
    r"""Return a text with its paragraphs filled to the width of a line; titles and tables stay as they are.

    Examples
    --------
    >>> filled("# Title\n\none\ntwo\n\n| a |\n| b |\n")
    '# Title\n\none two\n\n| a |\n| b |\n'
    """
    blocks = text.strip().split("\n\n")
    return "\n\n".join(block if block.startswith(("#", "|")) else _fill(block) for block in blocks) + "\n"


def _fill(paragraph: str) -> str:
    return textwrap.fill(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)


def _of_circles(found: Circles) -> dict[str, str]:
    return {
        "circles_people": f"{found.people:,}",
        "circles_departments": f"{found.departments}",
        "circles_number": f"{found.fewest}" if found.fewest == found.most else f"{found.fewest} to {found.most}",
        "circles_agreement": f"{found.middle:.2f}",
        "circles_range": f"{found.low:.2f} to {found.high:.2f}",
        "circles_within": f"{found.within:.0%}",
        "circles_chance": f"{found.within_by_chance:.0%}",
    }
