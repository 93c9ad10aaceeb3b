"""Accounts at the edge of what can be recorded, by name."""

from collections.abc import Callable
from dataclasses import replace

from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import ClosenessNoteNode
from schemas.rows.deals import ChainNode
from tests.unit.analytics.accounts import account, alliance, influence, line, member, person, stake
from tests.unit.analytics.contacts import ago, covers, met, said, with_contacts
from tests.unit.analytics.deals import deal

UNITS = 12
"""Departments of the large account."""


def _firm(people: str = "ada bo cy", kind: str | None = None) -> AccountGraph:
    """Return a firm in which ada leads, and bo moves cy."""
    names = people.split()
    lines = [line(name, "ada", confidence=1.0) for name in names if name != "ada"]
    return account([person(name, kind=kind) for name in names], [influence("bo", "cy", 0.5, 1.0)], lines)


def known_firm() -> AccountGraph:
    """Return the same firm; ada was met yesterday, and bo is said to be a supporter."""
    return with_contacts(_firm(), [met(1, "ada", depth=5)], [said("support", 1, 1, "bo")], members="kim")


def _everything_ended() -> AccountGraph:
    """Return it without any edge: ended edges are not in a graph; contacts and assessments remain."""
    return replace(known_firm(), influences=(), reporting_lines=())


def _edges_of_a_person_who_left() -> AccountGraph:
    """Return it with edges, contacts and assessments of a person who left; their edges were never ended."""
    known = known_firm()
    gone = person("zoe", status="left", left_at=ago(30))
    return replace(
        known,
        people=(*known.people, gone),
        memberships=(member("zoe", "legal"),),
        influences=(*known.influences, influence("zoe", "ada", 1.0, 1.0), influence("ada", "zoe", 1.0, 1.0)),
        reporting_lines=(*known.reporting_lines, line("ada", "zoe"), line("zoe", "bo", "dotted")),
        alliances=(alliance("ada", "zoe", 1.0, 1.0),),
        chains=(ChainNode("c1", "o1"),),
        stakes=(stake("zoe"),),
        coverages=(covers("kim", "zoe", desired_rung="trusted", cadence_days=7),),
        interactions=(met(40, "zoe", depth=5), *known.interactions),
        assessments=(*known.assessments, said("political_status", "inner_circle", 40, "zoe")),
        closeness_notes=(ClosenessNoteNode("n1", "zoe", None, 90.0, "crm", ago(40)),),
    )


def _still_to_come() -> AccountGraph:
    """Return it with contacts, answers and assessments that come after ``as_of``."""
    known = known_firm()
    return replace(
        known,
        interactions=(*known.interactions, met(-1, "bo", depth=5), met(-30, "ada", depth=5)),
        assessments=(*known.assessments, said("support", -2, -1, "bo"), said("rung", "trusted", -2, member="kim")),
        closeness_notes=(ClosenessNoteNode("n1", "ada", None, 90.0, "crm", ago(-3)),),
    )


def _nothing_and_all() -> AccountGraph:
    """Return three people: ada moves bo with strength 0, bo moves cy with strength 1, both beyond doubt."""
    edges = [influence("ada", "bo", 0.0, 1.0), influence("bo", "cy", 1.0, 1.0)]
    words = [said("support", 2, 0, "bo", confidence=0.0), said("support", 2, 0, "cy", confidence=1.0)]
    return with_contacts(account("ada bo cy", edges), [met(0, "cy", depth=5, expertise=1.0)], words, members="kim")


def _two_components() -> AccountGraph:
    """Return two pairs that nothing connects; only the first was met."""
    edges = [influence("ada", "bo", 0.5, 1.0), influence("cy", "di", 0.5, 1.0)]
    return with_contacts(account("ada bo cy di", edges), [met(1, "ada"), met(2, "bo")], members="kim lea")


def _large(size: int = 2000) -> AccountGraph:
    """Return 2,000 people in a tree of reporting lines with 8,000 influences, one in four of them met."""
    names = [f"p{number:04}" for number in range(size)]
    lines = [line(names[k], names[(k - 1) // 8], confidence=0.9) for k in range(1, size)]
    pairs = [(k, (k * 7 + step) % size) for k in range(size) for step in (1, 12, 140, 1500)]
    edges = [influence(names[a], names[b], (a + b) % 10 / 10, 0.7) for a, b in pairs if a != b]
    firm = account(names, edges, lines, [member(name, f"d{k % UNITS:02}") for k, name in enumerate(names)])
    contacts = [met(k % 300, names[k], "kim lea" if k % 3 else "lea", depth=k % 5 + 1) for k in range(0, size, 4)]
    words = [said("support", k % 5 - 2, k % 80, names[k]) for k in range(0, size, 5)]
    return with_contacts(firm, contacts, words, tier="A")


EDGE_CASES: dict[str, Callable[[], AccountGraph]] = {
    "empty account": lambda: account(""),
    "one person": lambda: account("ada"),
    "nobody met": _firm,
    "only placeholders": lambda: _firm(kind="placeholder"),
    "all edges ended": _everything_ended,
    "an edge from someone who left": _edges_of_a_person_who_left,
    "interactions in the future": _still_to_come,
    "strength 0 and 1": _nothing_and_all,
    "two components": _two_components,
    "an open deal without a stage": lambda: replace(known_firm(), opportunities=(deal(stage=None),)),
    "2,000 people": _large,
}
