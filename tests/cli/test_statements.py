"""`stakegraph statements`: every statement as it runs, with its shapes expanded."""

import json

from cypher import statements
from tests.cli.running import WRONG_USE, stakegraph


def test_all_statements_are_printed_as_they_run():
    printed = json.loads(stakegraph("statements", "--json").stdout)
    assert {each["name"]: each["text"] for each in printed} == {one.name: one.text for one in statements().values()}


def test_one_statement_or_those_of_one_resource():
    one = stakegraph("statements", "people.get").stdout
    assert one.startswith("// name: people.get\n// One person as last written")
    assert statements()["people.get"].text in one
    some = stakegraph("statements", "people").stdout
    assert some.count("// name: people.") == sum(name.startswith("people.") for name in statements())


def test_an_unknown_name_is_a_wrong_use_that_says_so():
    refused = stakegraph("statements", "nobody.get", status=WRONG_USE)
    assert "no statement 'nobody.get'" in refused.stderr
