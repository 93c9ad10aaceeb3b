"""The accounts of the sample book as rules look at them, without a store."""

from dataclasses import replace
from functools import cache
from typing import Any

from analytics.context import Context
from analytics.gaps.catalogue.examples import ROWS
from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from schemas.registry import RESOURCES
from schemas.rows.account_graph import AccountGraph
from schemas.rows.stages import StageModelRow, stage_model_row
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.sample_book import current, graph

OF_THE_BOOK = {"members": "team_member", "competitors": "competitor"}
KIND_OF = {resource.plural: resource.kind for resource in RESOURCES} | OF_THE_BOOK


def row(shape: Any, record: str, data: dict[str, Any]) -> Any:
    flat = {
        f"{name}_{key}": value
        for name, nested in data.items()
        if isinstance(nested, dict)
        for key, value in nested.items()
    }
    return shape(**{field: {**data, **flat, "id": record}.get(field) for field in shape._fields})


@cache
def account(name: str) -> AccountGraph:
    """Return an account with all that rules read."""
    rows = {
        noun: tuple(
            row(shape, record, data)
            for record, data in sorted(current("our_side" if noun in OF_THE_BOOK else name, KIND_OF[noun]).items())
        )
        for noun, shape in ROWS.items()
    }
    rows["interactions"] = tuple(sorted(rows["interactions"], key=lambda contact: (contact.at, contact.id)))
    own = next(iter(current(name, "account").values()))
    own_fields = {field: own.get(field) for field in ("tier", "segment", "timezone", "valid_from")}
    changes: dict[str, Any] = {**rows, **own_fields}
    return replace(graph(name), **changes)


@cache
def stage_models() -> tuple[StageModelRow, ...]:
    found = sorted(current("our_side", "stage_model").items())
    return tuple(stage_model_row({"id": model, **data}) for model, data in found)


@cache
def looked_at(name: str) -> GapContext:
    """Return an account as rules look at it on the day of the book."""
    return GapContext(Context(account(name), AnalysisSettings()), stage_models())


@cache
def found(name: str, rule: str) -> tuple[Gap, ...]:
    """Return all that a rule sees of an account, with nothing hidden by another gap."""
    return find_gaps(looked_at(name), FULL, [BY_ID[rule]]).all


def about(name: str, rule: str, chain: str | None = None) -> set[str]:
    """Return what the gaps of a rule are about, subjects and people, of one chain or of all."""
    gaps = [gap for gap in found(name, rule) if chain in {None, gap.chain}]
    return {subject.id for gap in gaps for subject in gap.subjects} | {
        person for gap in gaps for person in gap.records.get("person", ())
    }
