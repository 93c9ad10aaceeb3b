"""A tenth of ``make soak``: kills under load, racing writers, clean stops, an engine that hangs."""

import os
import signal
import time

import pytest

from graph.engine import embedded
from graph.engine.embedded import EmbeddedEngine
from graph.store import StoreOptions
from tests.contract.test_embedded_engine import until, values
from tests.nightly import NIGHTLY
from tests.soak.report import Report, table
from tests.soak.runs.kills import run_kills
from tests.soak.runs.rude import run_rude
from tests.soak.runs.stalls import run_stalls
from tests.soak.runs.stops import run_stops
from tests.soak.runs.writers import run_writers
from tests.soak.served import Engine

SEED = 2

KILLS = {"native": 5, "jvm": 2} if NIGHTLY else {"native": 3}
"""Of the service, of its engine, and of both, in turn."""

ROUNDS = 20 if NIGHTLY else 5
"""Of so many writers as there are in each."""

WRITERS = 20

pytestmark = pytest.mark.slow


def assert_passed(report: Report) -> None:
    assert report.passed, f"\n{table([report])}"


@pytest.mark.parametrize("build", KILLS)
async def test_after_a_kill_every_acknowledged_batch_is_whole_and_none_is_half_there(build, tmp_path):
    report = await run_kills(tmp_path, Engine(build), KILLS[build], SEED, quiet=True)
    assert_passed(report)
    assert report.numbers["kills"] == KILLS[build]
    assert report.numbers["acknowledged"] > 0


async def test_of_twenty_writers_on_one_revision_exactly_one_wins(own_data: StoreOptions, tmp_path):
    """On data of its own: where other tests have made keys, nobody writes without one."""
    uri = own_data.neo4j.uri if own_data.neo4j else None
    report = await run_writers(tmp_path, Engine(own_data.build, uri), rounds=ROUNDS, quiet=True)
    assert_passed(report)
    assert (report.numbers["winners"], report.numbers["told_412"]) == (ROUNDS, ROUNDS * (WRITERS - 1))


async def test_ctrl_c_and_sigterm_under_load_stop_cleanly(tmp_path):
    assert_passed(await run_stops(tmp_path, Engine("native"), 2, SEED, quiet=True))


async def test_callers_of_an_engine_that_hangs_are_refused_in_time(tmp_path):
    assert_passed(await run_stalls(tmp_path, Engine("native"), 1, SEED, poison=False))


async def test_a_reader_is_answered_while_others_are_rude_and_the_service_neither_grows_nor_fills_its_log(tmp_path):
    attacks = ("half_open", "endless_headers", "aborted", "growing_cell", "strange_mappings")
    assert_passed(await run_rude(tmp_path, Engine("native"), attacks, quiet=True, client_seconds="2"))


async def test_an_engine_that_hangs_for_long_is_killed_and_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "PULSE_SECONDS", 0.2)
    monkeypatch.setattr(embedded, "ANSWER_SECONDS", 1.0)
    engine = EmbeddedEngine(tmp_path)
    address = await engine.start()
    try:
        hanging, began = engine.pid, time.monotonic()
        os.kill(hanging, signal.SIGSTOP)
        await until(lambda: engine.pid != hanging and engine.running)
        assert time.monotonic() - began > embedded.SILENT_PULSES * embedded.ANSWER_SECONDS
        assert await values(address, "RETURN 1") == [1]
    finally:
        await engine.stop()
