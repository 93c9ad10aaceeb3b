"""The contract is one for all engines: no test of it knows which one answers."""

import re

from tests import known_gaps
from tests.architecture.sources import broken, functions, python_files, read

ENGINES = re.compile(r"embedded|arcade|neo4j|\bnative\b|\bjvm\b|\bbolt\b", re.IGNORECASE)
ABOUT_ONE_ENGINE = {
    "test_embedded_engine.py",
    "test_large_files.py",
    "engine_owner.py",
    "test_kills.py",
    "test_damage.py",
    "test_crowds.py",
    "test_first_schema.py",
}
"""They start, stop, kill, damage and watch engines; what a store promises is tested elsewhere."""

PROMISES = [
    path for path in python_files() if path.parts[:2] == ("tests", "contract") and path.name not in ABOUT_ONE_ENGINE
]


def test_the_contract_names_no_engine():
    named = [
        f"{path}:{number}: {found[0]}"
        for path in PROMISES
        for number, line in enumerate(read(path).splitlines(), start=1)
        if (found := ENGINES.search(line))
    ]
    assert not named, broken("An engine is chosen in tests/conftest.py; a promise holds on each of them.", named)


def test_the_contract_is_there():
    assert len(PROMISES) > 10, "tests/contract has lost its tests: the rule above would pass on nothing."


def test_a_known_gap_is_that_of_a_test():
    tests = {function.name for path in python_files() for function in functions(path)}
    gone = [str(gap) for gap in known_gaps.KNOWN_GAPS if gap[1] not in tests]
    assert not gone, broken("A gap of a test that is gone hides the next test of that name.", gone)
