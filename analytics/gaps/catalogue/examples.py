"""The two examples of each rule, as data beside it: the smallest account that fires it, the nearest that does not.

A file `<module>.toml` stands beside the module `<module>.py` of rules. ``["rule-id".fires]`` holds the records of the
first account, by the nouns of their URLs and the fields of their rows; ``["rule-id".rests]`` those that are added or,
by id, replaced in the second, and in ``without`` the ids of those that are left out. A record without an id gets one;
a date stands for its first instant. Everything is so on 1 July 2026.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from analytics.gaps.catalogue.rule import Rule
from schemas.rows import account_graph, contacts, deals, gaps
from schemas.rows.account_graph import AccountGraph
from schemas.rows.stages import StageModelRow, stage_model_row

AS_OF = "2026-07-01T00:00:00.000000Z"

ROWS: Mapping[str, Any] = {
    "people": account_graph.PersonNode,
    "departments": account_graph.DepartmentNode,
    "memberships": account_graph.MembershipEdge,
    "reporting_lines": account_graph.ReportingEdge,
    "influences": account_graph.InfluenceEdge,
    "conflicts": account_graph.PairEdge,
    "alliances": account_graph.PairEdge,
    "opportunities": deals.OpportunityNode,
    "control_points": deals.ControlPointNode,
    "value_statements": deals.ValueStatementNode,
    "chains": deals.ChainNode,
    "steps": deals.StepNode,
    "stakes": deals.StakeEdge,
    "coverages": contacts.CoverageEdge,
    "competitor_ties": contacts.CompetitorTieEdge,
    "interactions": contacts.InteractionNode,
    "assessments": contacts.AssessmentNode,
    "actions": gaps.ActionNode,
    "members": contacts.MemberNode,
    "competitors": contacts.CompetitorNode,
}
"""The row of each kind of record."""

Record = dict[str, Any]
Records = Mapping[str, Sequence[Record]]


class Example(NamedTuple):
    """An account and the stage models of the book, as records of each kind, and as what rules look at."""

    records: Records
    account: AccountGraph
    models: tuple[StageModelRow, ...]


class Examples(NamedTuple):
    """The smallest account that fires a rule, and the nearest that does not."""

    fires: Example
    rests: Example


@cache
def examples_of(rule: Rule) -> Examples:
    """Return the two examples of a rule.

    Raises
    ------
    KeyError
        When the file beside its function has none: a test demands them.
    """
    found = _file_beside(rule.find.__module__)[rule.id]
    fires = _numbered(found["fires"])
    changes = _numbered({noun: rows for noun, rows in found["rests"].items() if noun != "without"}, "more-")
    return Examples(_example(fires), _example(_changed(fires, changes, found["rests"].get("without", ()))))


@cache
def _file_beside(module: str) -> dict[str, Any]:
    package, _, name = module.rpartition(".")
    return tomllib.loads(resources.files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _numbered(given: Mapping[str, Any], mark: str = "") -> Records:
    """Return records with ids, and with instants for dates; those of the account itself are one record."""
    return {
        noun: [
            {"id": f"{noun}-{mark}{place}", **_instants(record)}
            for place, record in enumerate([rows] if isinstance(rows, dict) else rows, 1)
        ]
        for noun, rows in given.items()
    }


def _instants(value: Any) -> Any:
    if isinstance(value, date):
        return f"{value.isoformat()[:10]}T00:00:00.000000Z"
    if isinstance(value, dict):
        return {name: _instants(each) for name, each in value.items()}
    return [_instants(each) for each in value] if isinstance(value, list) else value


def _changed(records: Records, changes: Records, without: Iterable[str]) -> Records:
    left_out = set(without)
    found = {}
    for noun in {**records, **changes}:
        rows = {row["id"]: row for row in (*records.get(noun, ()), *changes.get(noun, ()))}
        found[noun] = [row for row in rows.values() if row["id"] not in left_out]
    return found


def _example(records: Records) -> Example:
    rows: dict[str, Any] = {
        noun: tuple(sorted((_row(shape, each) for each in records.get(noun, ())), key=_when_and_id))
        for noun, shape in ROWS.items()
    }
    of_account = {name: value for each in records.get("account", ()) for name, value in each.items() if name != "id"}
    models = tuple(stage_model_row(each) for each in records.get("stage_models", ()))
    return Example(records, AccountGraph("example", AS_OF, AS_OF, 1, **rows, **of_account), models)


def _row(shape: Any, record: Record) -> Any:
    unknown = record.keys() - set(shape._fields)
    if unknown:
        raise KeyError(*sorted(unknown))
    return shape(**{**dict.fromkeys(set(shape._fields) - shape._field_defaults.keys()), **record})


def _when_and_id(row: Any) -> tuple[str, str]:
    return (row.at if isinstance(row, contacts.InteractionNode) else "", row.id)
