"""Real organisations as account graphs, beside the ranks that somebody recorded: what `docs/validation.md` compares.

The records are those of ../shared/data, read in place. Reporting lines are left out everywhere: where there are any,
rank is read off them, and influence would agree with itself. What each reading means was written down before the first
number was looked at; DECISIONS.md says it.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.rows.account_graph import AccountGraph, InfluenceEdge, PersonNode

AS_OF = "2026-01-01T00:00:00.000000Z"

Row = Mapping[str, str]
Move = tuple[str, str, float | None]
"""Who moves whom, how strongly; None where that was not recorded."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """People with what is known of who moves whom, and the rank of some of them.

    Attributes
    ----------
    key : str
        How the words of the page call it.
    title, rank : str
        What stands in the table.
    ranks : mapping
        Higher is larger; empty where our copy of the data has none.
    baselines : mapping
        What one could simply count of each person instead: ``people`` who name them or write, and ``mails``.
    measure : str
        What is asked: ``influence`` or ``closeness``.
    """

    key: str
    title: str
    graph: AccountGraph
    rank: str
    ranks: Mapping[str, float]
    baselines: Mapping[str, Mapping[str, float]]
    measure: str = "influence"


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def account_of(people: Iterable[str], moves: Iterable[Move]) -> AccountGraph:
    """Return an account of these people and influences; nobody said how sure they are."""
    return AccountGraph(
        account_id="validation",
        as_of=AS_OF,
        known_at=AS_OF,
        revision=1,
        people=tuple(PersonNode(name, None, None, None, None, None, None, None) for name in sorted(people)),
        influences=tuple(
            InfluenceEdge(f"{source}-{target}", source, target, strength, None, None)
            for source, target, strength in sorted(moves, key=lambda move: move[:2])
        ),
    )


def named(key: str, title: str, rank: str, ranks: Mapping[str, float], moves: Iterable[Move]) -> Organisation:
    """Return an organisation in which people were asked about each other."""
    kept = list(moves)
    people = {*ranks, *(person for move in kept for person in move[:2])}
    return Organisation(key, title, account_of(people, kept), rank, ranks, {"people": moved_by(people, kept)})


def moved_by(people: Iterable[str], moves: Iterable[Move]) -> dict[str, float]:
    """Return how many others each person moves: how many named them, or wrote."""
    numbers = Counter(source for source, _, _ in moves)
    return {person: float(numbers[person]) for person in people}


def krackhardt(data: Path, relation: str) -> Organisation:
    """Return 21 managers; who is asked for advice, or named a friend, moves who asks or names."""
    folder = data / "krackhardt_hightech"
    ranks = {row["id"]: -float(row["level"]) for row in read_rows(folder / "nodes.csv")}
    moves: list[Move] = [(row["to"], row["from"], None) for row in read_rows(folder / f"{relation}.csv")]
    return named(f"krackhardt_{relation}", f"Krackhardt's managers, {relation}", "level, 3", ranks, moves)


def lazega(data: Path) -> Organisation:
    """Return 71 attorneys; who is asked for advice moves who asks."""
    folder = data / "lazega_lawfirm"
    ranks = {row["id"]: float(row["seniority"]) for row in read_rows(folder / "nodes.csv")}
    moves: list[Move] = [(row["to"], row["from"], None) for row in read_rows(folder / "advice.csv")]
    return named("lazega", "Lazega's law firm, advice", "years with the firm", ranks, moves)


def consulting(data: Path) -> Organisation:
    """Return 46 consultants; who is turned to moves who turns to them, the more the oftener: 1 never, 5 very often."""
    folder = data / "cross_parker"
    ranks = {row["id"]: float(row["org_level"]) for row in read_rows(folder / "consulting_nodes.csv")}
    turned = [(row["to"], row["from"], (float(row["value"]) - 1) / 4) for row in answered(folder / "consulting_advice")]
    moves: list[Move] = [move for move in turned if move[2] > 0]
    return named("consulting", "Cross & Parker's consultants, advice", "level, 5", ranks, moves)


def research(data: Path) -> Organisation:
    """Return 77 researchers; who informs somebody moves them, the more the oftener, on 1 to 6; level 1 is the top."""
    folder = data / "cross_parker"
    nodes = read_rows(folder / "manufacturing_rd_nodes.csv")
    ranks = {row["id"]: -float(row["org_level"]) for row in nodes if "org_level" in row}
    asked = answered(folder / "manufacturing_rd_advice")
    moves: list[Move] = [(row["to"], row["from"], float(row["value"]) / 6) for row in asked]
    return named("research", "Cross & Parker's R&D, advice", "level, 4", ranks, moves)


def answered(path: Path) -> list[Row]:
    """Return the answers of a survey that are about somebody else and not 0, which is "do not know"."""
    rows = read_rows(path.with_suffix(".csv"))
    return [row for row in rows if row["from"] != row["to"] and float(row["value"]) > 0]
