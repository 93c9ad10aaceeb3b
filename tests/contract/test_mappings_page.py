"""docs/mappings.md is true: its example is imported as it stands there, and gives what it says."""

import re
from pathlib import Path

from app.imports.mappings.mapping import FileMapping, Mapping, RecordMapping, mapping_names
from tests.data.importing import created, imported, rejects_of

PAGE = (Path(__file__).parents[2] / "docs" / "mappings.md").read_text(encoding="utf-8")

BLOCKS = dict(re.findall(r"```\w+ ([\w.]+)\n(.*?)```", PAGE, re.DOTALL))


async def test_the_example_gives_what_the_page_says(own_store, tmp_path):
    folder = tmp_path / "DIR"
    folder.mkdir()
    for name in ("firms.csv", "people.csv"):
        (folder / name).write_text(BLOCKS[name], encoding="utf-8")
    mapping = tmp_path / "small_crm.toml"
    mapping.write_text(BLOCKS["small_crm.toml"], encoding="utf-8")
    report = await imported(own_store, folder, mapping)
    assert created(report) == {"account": 2, "person": 3, "reporting_line": 1}
    assert rejects_of(folder).read_text(encoding="utf-8") == BLOCKS["rejects"]
    assert set((await imported(own_store, folder, mapping)).outcomes.values()) == {0, 6}


def test_every_key_of_a_mapping_is_on_the_page_and_every_shipped_mapping():
    names = {
        field.alias or name for model in (FileMapping, RecordMapping) for name, field in model.model_fields.items()
    }
    names |= {*Mapping.model_fields} - {"name", "files", "records"}
    assert [name for name in sorted(names) if f"`{name}`" not in PAGE and f"[{name}." not in PAGE] == []
    assert [name for name in mapping_names() if f"`{name}`" not in PAGE] == []
