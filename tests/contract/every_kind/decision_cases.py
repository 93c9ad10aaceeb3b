"""Chains, steps and stakes: a deal to write to, and what breaks each rule beside the neighbour that does not."""

from typing import Any, NamedTuple

from schemas.writes import WriteItem
from tests.contract.items import item, patch, people
from tests.contract.kinds import written
from tests.contract.ledgers import day


class Case(NamedTuple):
    """What is refused, where, in which words, and its neighbour that is taken."""

    wrong: WriteItem
    pointer: str
    said: str
    right: WriteItem


def opportunity(record_id: str, **fields: Any) -> WriteItem:
    return item("opportunity", record_id, **{"name": record_id, **fields})


def chain(record_id: str, deal: str = "o1", **fields: Any) -> WriteItem:
    return item("chain", record_id, **{"opportunity": deal, "name": record_id, **fields})


def step(record_id: str, order: int, of: str = "c1", **fields: Any) -> WriteItem:
    return item("step", record_id, **{"chain": of, "order": order, "name": record_id, **fields})


def stake(who: str, record_id: str | None = None, on: str = "c1", **fields: Any) -> WriteItem:
    return item("stake", record_id, person=who, chain=on, **fields)


DEAL = [
    *people("p1", "p2", "p3"),
    *(opportunity(f"o{number}") for number in (1, 2)),
    chain("c1", "o1"),
    chain("c2", "o2", status="active"),
    step("s1", 1),
    step("s2", 2),
    step("t1", 1, "c2"),
    stake("p1", "k1"),
    opportunity("lost"),
    chain("old", "lost", status="active"),
    step("last", 1, "old"),
    opportunity("won", status="won"),
    chain("shut", "o1", status="closed", version=2),
]
"""A deal with a chain of two steps and a stake, another with a chain in force, and one that is about to be lost."""

LOST = patch("opportunity", "lost", status="lost")


def met(**fields: Any) -> WriteItem:
    """Return a contact; its instant is a field, and not since when a change holds."""
    return written("interaction", "i1", {"people": ["p1"], "channel": "call", **fields})


TEXT = "We halve standstills."
RULES: dict[str, Case] = {
    "second formal chain in force": Case(
        chain("c3", "o2", status="active"), "/status", "'c2'", chain("c3", "o2", status="active", supersedes="c2")
    ),
    "second formal chain that was a project team": Case(
        chain("c3", "o2", status="active", kind="formal"),
        "/status",
        "opportunity 'o2'",
        chain("c3", "o2", status="active", kind="project_team"),
    ),
    "step of another chain": Case(
        stake("p2", step="t1"), "/step", "step 't1' is not one of chain 'c1'", stake("p2", step="s1")
    ),
    "quorum without number": Case(
        step("s3", 3, rule="quorum"), "/quorum", "how many", step("s3", 3, rule="quorum", quorum=2)
    ),
    "number without quorum": Case(step("s3", 3, quorum=2), "/quorum", "only under the rule quorum", step("s3", 3)),
    "threshold without share": Case(
        step("s3", 3, rule="threshold"),
        "/threshold",
        "share of weight",
        step("s3", 3, rule="threshold", threshold="2/3"),
    ),
    "share without threshold": Case(
        step("s3", 3, rule="majority", threshold=0.6),
        "/threshold",
        "only under the rule threshold",
        step("s3", 3, rule="majority"),
    ),
    "decided before it began": Case(
        step("s3", 3, started_at=day(2026, 2), decided_at=day(2026)),
        "/decided_at",
        "must not lie before started_at",
        step("s3", 3, started_at=day(2026), decided_at=day(2026)),
    ),
    "chain of a lost deal": Case(
        chain("new", "lost"), "/opportunity", "'lost' is lost", chain("new", "lost", status="closed")
    ),
    "chain of a won deal": Case(
        chain("new", "won"), "/opportunity", "'won' is won", chain("new", "won", status="replaced")
    ),
    "chain of a won deal, written late": Case(
        chain("new", "won"), "/opportunity", "'won' is won", chain("new", "won", status="draft", correction=True)
    ),
    "step in a lost deal": Case(
        step("late", 2, "old"), "/chain", "reopen it first", step("last", 1, "old", outcome="failed", correction=True)
    ),
    "stake in a lost deal": Case(stake("p1", on="old"), "/chain", "reopen it first", stake("p1", on="c2")),
    "step in a closed chain": Case(step("late", 1, "shut"), "/chain", "begin a new version", step("late", 3)),
    "stake in a closed chain": Case(stake("p1", on="shut"), "/chain", "begin a new version", stake("p1", on="c2")),
    "supersedes itself": Case(
        chain("c1", supersedes="c1"), "/supersedes", "supersede itself", chain("c1", supersedes="shut")
    ),
    "supersedes of another deal": Case(
        chain("c1", supersedes="c2"), "/supersedes", "belongs to another opportunity", chain("c3", supersedes="c1")
    ),
    "statement over a minute": Case(
        item("value_statement", "v1", opportunity="o1", text=" ".join(["word"] * 151)),
        "/text",
        "60.4 seconds",
        item("value_statement", "v1", opportunity="o1", text=" ".join(["word"] * 150)),
    ),
    "open action with an end": Case(
        item("action", "a1", what="Call her.", closed_at=day(2026)),
        "/closed_at",
        "is done or dropped",
        item("action", "a1", what="Call her.", status="done", closed_at=day(2026)),
    ),
    "rung without member": Case(
        item("assessment", "a1", person="p1", attribute="rung", value="known", observed_at=day(2026)),
        "/member",
        "a rung needs member",
        item("assessment", "a1", person="p1", attribute="support", value=1, observed_at=day(2026)),
    ),
    "value of no lever": Case(
        item("control_point", opportunity="o1", key="award_rule", value="lottery"),
        "/value",
        "best_score",
        item("control_point", opportunity="o1", key="award_rule", value="best_score"),
    ),
    "answered before it was": Case(
        met(at=day(2026), answered_at=day(2025)), "/answered_at", "before at", met(at=day(2026), answered_at=day(2026))
    ),
    "contact with somebody who is not there": Case(
        met(at=day(2026), people=["p1", "ghost"]), "/people/1", "no person 'ghost'", met(at=day(1970))
    ),
}
