"""Fields that take a number or a text read a cell as either."""

import pytest

from app.imports.cells.dates import Unreadable
from app.imports.mappings.compiled_mapping import CompiledMapping
from app.imports.mappings.mapping import parse_mapping
from app.imports.mappings.record_plans import RecordPlan

FILE = '[files.beliefs]\nnames = ["beliefs.csv"]\n[[records]]\nfrom = "beliefs"\nid = "x"\naccount = "acme"\n'
BELIEF = 'kind = "assessment"\ndata = { person = "p", attribute = "{A}", value = "{V}", observed_at = "2026-01-01" }\n'
STEP = 'kind = "step"\ndata = { chain = "c", order = 1, name = "{A}", rule = "threshold", threshold = "{V}" }\n'


def plan(record: str) -> RecordPlan:
    [found] = CompiledMapping(parse_mapping(FILE + record, "mapping.toml")).plans
    return found


@pytest.mark.parametrize(
    ("attribute", "cell", "value"), [("support", "-1", -1), ("support", "unknown", "unknown"), ("why_us", "a", "a")]
)
def test_a_belief_is_a_number_or_a_word(attribute: str, cell: str, value: int | str):
    made = plan(BELIEF).made((attribute, cell))
    assert made is not None
    assert made.data["value"] == value


@pytest.mark.parametrize(("cell", "value"), [("0.6", 0.6), ("2/3", "2/3")])
def test_a_threshold_is_a_number_or_a_fraction(cell: str, value: float | str):
    made = plan(STEP).made(("Board", cell))
    assert made is not None
    assert made.data["threshold"] == value


def test_what_is_neither_is_refused():
    with pytest.raises(Unreadable, match="threshold"):
        plan(STEP).made(("Board", "most of them"))
