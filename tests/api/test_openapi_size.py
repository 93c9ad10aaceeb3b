"""The OpenAPI document stays so small that people read it: nothing is said twice, and what is new adds little."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest

from app.openapi.printing import COLUMNS
from app.openapi.references import operations_of
from app.records.list_parameters import field_kinds, ranges
from schemas.registry import RESOURCES
from tests.api.openapi_parts import Document
from tests.api.serving import environment

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "docs" / "openapi.json"
LARGEST_BYTES = 900_000
BYTES_AN_OPERATION = 3_300
"""With all that its schemas say; before everything was said once it was 13,100."""
LARGEST_DIFFERENCE = 2_000
LARGEST_REMOVED = 20
"""Lines of lists of kinds, which get one more."""

RISKS = '''
"""Risks: what may go wrong in an opportunity."""

from typing import Literal

from schemas.fields import Identifier, Line, Prose, Share, judgement_field, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.resource import RecordFields, RecordStamp, Resource

Area = Literal["price", "product", "people", "time", "law"]


class RiskFields(RecordFields):
    """What a caller may write of a risk."""

    name: Line | None = open_field("What may go wrong.", examples=["The board postpones"])
    opportunity: Identifier | None = open_field("The deal it endangers.", examples=["o1"])
    area: Area | None = open_field("What it is about.", examples=["time"])
    likelihood: Share | None = judgement_field("How likely it is, 0 to 1.", examples=[0.3])
    person: Identifier | None = open_field("Who could bring it about.", examples=["p1"])
    remedy: Prose | None = judgement_field("What we do about it.", examples=["Ask for a date"])
    due_at: Instant | None = open_field("Until when.", examples=["2026-09-01T00:00:00Z"])


class Risk(RiskFields, RecordStamp):
    """A risk as the service gives it back."""


RISKS = Resource(
    kind="risk",
    fields=RiskFields,
    record=Risk,
    required=("name", "opportunity"),
    named=True,
    references=references_to("opportunity", "person"),
)
'''
"""A plain resource that is not there."""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def document(lines: list[str]) -> Document:
    return dict(json.loads("\n".join(lines)))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program whose registry has one resource more."""
    for package in ("app", "graph", "schemas", "analytics", "cypher"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "sample"))
    (tmp_path / "schemas" / "records" / "risks.py").write_text(RISKS.lstrip(), encoding="utf-8")
    registry = tmp_path / "schemas" / "registry.py"
    known = registry.read_text(encoding="utf-8")
    registry.write_text(known.replace('    "chains",\n', '    "chains",\n    "risks",\n', 1), encoding="utf-8")
    return tmp_path


def test_the_document_is_under_900_kilobytes():
    assert GOLDEN.stat().st_size < LARGEST_BYTES


def test_an_operation_adds_little(document):
    assert GOLDEN.stat().st_size < BYTES_AN_OPERATION * len(list(operations_of(document)))


def test_a_line_is_long_only_where_one_text_is(lines):
    long = [line for line in lines if len(line) > COLUMNS and not line.rstrip(",").endswith('"')]
    assert not long


def test_one_more_resource_changes_little_and_nothing_of_the_others(copy):
    command = [sys.executable, "-c", "from app.cli import main; main()", "openapi"]
    run = subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", check=True, env=environment({}))
    assert '"operationId":"list_risks"' in run.stdout
    (copy / "openapi.json").write_text(run.stdout, encoding="utf-8")
    added, removed = difference(GOLDEN, copy / "openapi.json")
    assert added + removed < LARGEST_DIFFERENCE
    assert removed < LARGEST_REMOVED


def difference(old: Path, new: Path) -> tuple[int, int]:
    """Return how many lines were added and removed, as a reviewer sees them."""
    command = ["git", "diff", "--no-index", "--numstat", str(old), str(new)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    added, removed, _ = run.stdout.split(maxsplit=2)
    return int(added), int(removed)


def test_no_operation_spells_out_what_another_one_does(document):
    own_filters = {f"list_{one.plural}": {*field_kinds(one), *dict(ranges(one))} for one in RESOURCES}
    spelled: Counter[str] = Counter()
    for operation in operations_of(document):
        filters: Collection[str] = own_filters.get(operation["operationId"], ())
        parameters = [each for each in operation.get("parameters", ()) if each.get("name") not in filters]
        parts = [*parameters, *operation["responses"].values(), operation.get("requestBody", {})]
        spelled.update(json.dumps(part, sort_keys=True) for part in parts if part and "$ref" not in part)
    assert not [part for part, times in spelled.items() if times > 1]
