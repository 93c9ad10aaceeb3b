"""What waits for the night is chosen, not lost: each shape meets each engine for every change, every kind at night."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from schemas.registry import BY_KIND
from tests.architecture.sources import broken, functions, python_files, read
from tests.architecture.test_contract_names_no_engine import ABOUT_ONE_ENGINE
from tests.nightly import ALL_AT_NIGHT, AT_NIGHT, FEWEST, SCOPES, shape_of
from tests.schedule import ENGINES, LONGEST

ROOT = Path(__file__).parents[2]
FIRST, *_ = STARTED = ["native", "jvm", "neo4j"]
PLACES = ["tests/contract", "tests/data"]
"""Where tests have an engine."""

TEST = re.compile(r"^(?P<test>tests/\S+?::[^\[\n]+)\[(?P<parameters>.*)\]$", re.MULTILINE)


class Run(NamedTuple):
    """A test on an engine; the kind of record that it is about, and whatever else it is given."""

    test: str
    engine: str
    kind: str
    others: tuple[str, ...]


@pytest.fixture(scope="module")
def runs() -> dict[str, set[Run]]:
    """What pytest collects of each scope."""
    return {scope: collected(scope) for scope in SCOPES}


@pytest.fixture(scope="module")
def about_servers() -> set[str]:
    """Tests of what somebody finds who looks into the store without us, which no embedded engine lets them."""
    return {
        f"{path}::{function.name}"
        for path in python_files()
        if path.parts[:2] == ("tests", "contract")
        for function in functions(path)
        if "looked_into" in map(ast.unparse, function.decorator_list)
    }


def collected(scope: str) -> set[Run]:
    settings = {"STAKEGRAPH_TEST_SCOPE": scope, "STAKEGRAPH_TEST_ENGINES": ",".join(STARTED)}
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", *PLACES]
    said = subprocess.run(words, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=True).stdout
    return {
        run_of(found["test"], found["parameters"].split("-"))
        for found in TEST.finditer(said)
        if set(STARTED) & set(found["parameters"].split("-"))
    }


def run_of(test: str, parameters: list[str]) -> Run:
    engine = next(one for one in parameters if one in STARTED)
    kind = next((one for one in parameters if one in BY_KIND), "")
    return Run(test, engine, kind, tuple(one for one in parameters if one not in (engine, kind)))


def test_at_night_everything_is_tried_on_every_engine(runs, about_servers):
    of_all = {run for run in runs["nightly"] if run.test.partition("::")[0].rpartition("/")[2] not in ABOUT_ONE_ENGINE}
    of_all = {run for run in of_all if run.test not in about_servers}
    assert of_all == {run._replace(engine=engine) for run in of_all for engine in STARTED}
    assert len(of_all) > 3_000
    assert {run.test for run in runs["nightly"]} >= about_servers
    assert runs["change"] < runs["nightly"]


def test_on_the_first_engine_nothing_waits(runs):
    assert {run for run in runs["nightly"] - runs["change"] if run.engine == FIRST} == set()


def test_every_test_of_every_kind_meets_every_shape_on_every_engine(runs):
    for_every_change, at_night = (
        {(run.test, run.engine, shape_of(run.kind)) for run in runs[scope] if run.kind} for scope in SCOPES
    )
    assert len({test for test, *_ in at_night}) > 30
    assert for_every_change == at_night


def test_every_kind_meets_every_engine(runs):
    met = {(run.engine, run.kind) for run in runs["change"] if run.kind}
    assert met == {(engine, kind) for engine in STARTED for kind in BY_KIND}


def test_a_test_of_no_kind_waits_nowhere_but_where_it_is_said(runs):
    waiting = {run for run in runs["nightly"] - runs["change"] if not run.kind}
    expected = {(engine, file) for engine, files in AT_NIGHT.items() for file in files}
    assert {(run.engine, run.test.partition("::")[0]) for run in waiting} == expected


def test_what_waits_whole_is_there():
    assert [path for path in ALL_AT_NIGHT if not (ROOT / path).exists()] == []


def test_what_takes_longest_is_there_and_its_engine_has_a_turn():
    assert [path for path in LONGEST if not (ROOT / path).exists()] == []
    assert set(STARTED) < set(ENGINES)


def test_who_draws_often_draws_less_for_every_change():
    fixed = [
        f"{path}: {found[0]}"
        for path in python_files()
        if path.parts[0] == "tests"
        for found in re.finditer(r"max_examples=(\d+)", read(path))
        if int(found[1]) > FEWEST
    ]
    assert not fixed, broken(
        "How often a test draws is said by examples(...), so that fewer do for every change.", fixed
    )
