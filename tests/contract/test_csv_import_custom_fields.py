"""Custom fields in tables: a cell is read as the declaration of its field says, and else refused with its row."""

import json

import pytest

from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem
from tests.data.importing import imported, reasons, records
from tests.data.small_exports import firms_of, record_of

MAPPING = (
    'name = "ours"\n[files.staff]\nnames = ["staff.csv"]\nkey = "No"\n'
    + firms_of("staff", data='name = "{Firm}", timezone = "Asia/Shanghai"')
    + record_of(
        "staff",
        "person",
        'name = "{No}", extra = { badge = "{Badge}", cost = "{Cost}", guest = "{Guest}", '
        'since = "{Since}", floor = "{Floor}" }',
    )
)
DECLARED = {
    "badge": {"type": "text"},
    "cost": {"type": "number"},
    "guest": {"type": "flag"},
    "since": {"type": "date"},
    "floor": {"type": "choice", "values": ["Ground", "First"]},
}


def declarations(**fields):
    """Return the writes that declare custom fields of people."""
    return [
        WriteItem(BY_KIND["field"], BOOK, None, {"record_kind": "person", "key": key, **data})
        for key, data in fields.items()
    ]


async def people(store, folder, *rows, mapping=MAPPING):
    """Import people of the firm of a folder's name; return their custom fields by number, and refusals by row."""
    firm = folder.name
    folder.mkdir(exist_ok=True)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    lines = "".join(f"{firm};{firm}.{row}\n" for row in rows)
    (folder / "staff.csv").write_text(f"Firm;No;Badge;Cost;Guest;Since;Floor\n{lines}", encoding="utf-8")
    await imported(store, folder, folder / "mapping.toml")
    stored = await records(store, "person", firm)
    found = {one["name"].split(".")[1]: json.loads(one.get("extra") or "{}") for one in stored}
    return found, {row: reason for (_, row), reason in reasons(folder).items()}


@pytest.fixture
async def declared(own_store):
    await own_store.writer.write(declarations(**DECLARED), author="tester")
    return own_store


async def test_each_cell_is_read_as_its_field_is_declared(declared, tmp_path):
    found, refused = await people(declared, tmp_path / "fitting", "n1;0071;1.234,50;ja;2026-01-29;ground", "n2;;;;;")
    assert not refused
    assert found["n1"] == {
        "badge": "0071",
        "cost": 1234.5,
        "guest": True,
        "since": "2026-01-28T16:00:00.000000Z",
        "floor": "Ground",
    }
    assert not found["n2"]


async def test_cells_that_do_not_fit_are_refused_with_their_row_and_column(declared, tmp_path):
    found, refused = await people(
        declared, tmp_path / "unfit", "n1;a;much;;;", "n2;a;;maybe;;", "n3;a;;;soon;", "n4;;;;;Roof"
    )
    assert not found
    assert {row: reason.split(":")[0] for row, reason in refused.items()} == {
        2: "Cost",
        3: "Guest",
        4: "Since",
        5: "Floor",
    }


async def test_importing_the_same_again_changes_nothing(declared, tmp_path):
    row = "n1;0071;1.234,50;ja;2026-01-29;ground"
    before, _ = await people(declared, tmp_path / "again", row)
    revision = (await declared.repository.revisions(["again"]))["again"]
    after, _ = await people(declared, tmp_path / "again", row)
    assert (before, revision) == (after, (await declared.repository.revisions(["again"]))["again"])


async def test_a_field_that_is_not_declared_is_refused_by_name(own_store, tmp_path):
    found, refused = await people(
        own_store, tmp_path / "undeclared", "n1;Gold;;;;", mapping=MAPPING.replace("badge =", "medal =")
    )
    assert not found
    assert "medal" in refused[2]
