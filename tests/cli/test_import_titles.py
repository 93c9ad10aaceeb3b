"""Titles of an export in five languages: what the command stores of them, and what it says of those it cannot read."""

import json

from tests.cli.running import export_lines, stakegraph
from tests.data.job_titles.lists import rows_of
from tests.data.small_exports import write_export


def write_titles(folder, sent):
    rows = "".join(f'c{number},a1,Person {number},"{title}"\n' for number, title in enumerate(sent))
    none = "Id,OpportunityId,ContactId,Role\n"
    return write_export(folder, Contact=f"Id,AccountId,LastName,Title\n{rows}", OpportunityContactRole=none)


def test_a_list_of_titles_is_stored_with_its_levels_and_functions(tmp_path):
    rows = rows_of("titles")
    folder, data = write_titles(tmp_path / "export", [row["title"] for row in rows]), tmp_path / "data"
    stakegraph("import", "salesforce", folder, "--data", data)
    stored = [line for line in map(json.loads, export_lines(data)) if line.get("account_id") == "a1"]
    levels = {line["id"]: line["data"].get("seniority") for line in stored if line["kind"] == "person"}
    units = {line["id"]: line["data"].get("function", "") for line in stored if line["kind"] == "department"}
    of = {line["data"]["person"]: units[line["data"]["department"]] for line in stored if line["kind"] == "membership"}
    right = [(levels[f"c{place}"] or "unknown") == row["seniority"] for place, row in enumerate(rows)]
    assert sum(right) >= 0.95 * len(rows)
    assert sum(of.get(f"c{place}", "") == row["function"] for place, row in enumerate(rows)) >= 0.90 * len(rows)


def test_titles_that_say_no_level_are_listed_with_why(tmp_path):
    folder = write_titles(
        tmp_path / "export", ["Former CEO", "Einkauf", "Poet", "Poet", "Designierter Vorstand", "CFO"]
    )
    words = ("import", "salesforce", folder, "--data", tmp_path / "data", "--dry-run")
    assert json.loads(stakegraph(*words, "--json").stdout)["unread_titles"] == [
        {"title": "Poet", "reason": "no_rule", "times": 2},
        {"title": "Former CEO", "reason": "former", "times": 1},
        {"title": "Einkauf", "reason": "no_level", "times": 1},
        {"title": "Designierter Vorstand", "reason": "designate", "times": 1},
    ]
    assert "no level read from the title 'Poet' (2 times): no rule knows its words" in stakegraph(*words).stderr
    assert "职务“Former CEO”（1 次）读不出级别：是曾任职务，现已不在任" in stakegraph(*words, "--lang", "zh").stderr
