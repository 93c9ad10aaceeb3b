"""The whole of it: ``python -m tests.soak``; exit status 1 when any promise was broken."""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from tests.neo4j.server import Neo4jServer, unavailable
from tests.soak.checking import compared
from tests.soak.report import Report, table
from tests.soak.rude.together import run_together
from tests.soak.runs.clocks import run_clocks
from tests.soak.runs.crowd import run_crowd
from tests.soak.runs.feed import run_feed
from tests.soak.runs.kills import run_kills
from tests.soak.runs.mixed import run_mixed
from tests.soak.runs.mutations import run_mutations
from tests.soak.runs.questions import run_questions
from tests.soak.runs.rude import run_rude
from tests.soak.runs.stalls import run_stalls
from tests.soak.runs.stops import run_stops
from tests.soak.runs.trust import run_trust
from tests.soak.runs.writers import run_writers
from tests.soak.served import Engine, ServedStore

RUNS = (
    "kills",
    "stops",
    "stalls",
    "writers",
    "feed",
    "rude",
    "together",
    "crowd",
    "questions",
    "clocks",
    "trust",
    "mixed",
    "mutations",
)
CHECKED_AFTERWARDS = {"rude", "crowd", "questions"}
"""Runs whose store is compared in full once their service has stopped; others do so themselves, or read everything."""

ENGINES = ("native", "jvm", "neo4j")


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--run", "runs", multiple=True, type=click.Choice(RUNS), default=RUNS, help="What to do.")
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(ENGINES), default=ENGINES, help="To which engine."
)
@click.option("--kills", default=50, help="Kills on each engine.")
@click.option("--stops", default=10, help="Stops of each build.")
@click.option("--stalls", default=3, help="Stalls of each build.")
@click.option("--writers", default=20, help="Writers that race.")
@click.option("--rounds", default=200, help="Races on each engine.")
@click.option("--changes", default=10_000, help="Changes that a reader of the feed follows.")
@click.option("--feed-kills", default=2, help="Kills of the service meanwhile.")
@click.option("--together-seconds", default=60.0, help="How long everything is done at once.")
@click.option("--together-people", default=2_000, help="People of the account that is asked about meanwhile.")
@click.option("--readers", default=60, help="Readers of a crowd, among whom four write.")
@click.option("--crowd-seconds", default=30, help="How long a crowd reads and writes.")
@click.option("--mixed-minutes", default=10.0, help="How long readers, writers, imports and a nightly run go on.")
@click.option("--pause", default=1.0, help="Seconds that each of those readers and writers pauses on average.")
@click.option("--mutations", default=20_000, help="Valid requests that are changed at random.")
@click.option("--mutation-minutes", default=60.0, help="How long they are sent at most.")
@click.option("--people", default=5_000, help="People of the account that expensive questions are about.")
@click.option("--seed", default=1, help="Chooses what is written, and the moments.")
@click.option("--json", "output", type=click.Path(dir_okay=False, path_type=Path), help="File for the results.")
def main(
    runs: tuple[str, ...],
    engines: tuple[str, ...],
    output: Path | None,
    seed: int,
    **counts: Any,
) -> None:
    """Kill, stop, stall and crowd the service, let writers race, follow the feed, and say what was found."""
    reports = [report for run in runs for engine in engines if (report := _report(run, engine, seed, counts))]
    click.echo(f"\n{table(reports)}")
    if output is not None:
        output.write_text(json.dumps([report.as_object() for report in reports], indent=2), encoding="utf-8")
    sys.exit(0 if all(report.passed for report in reports) else 1)


def _report(run: str, name: str, seed: int, counts: dict[str, Any]) -> Report | None:
    if name == "neo4j" and run in {"stops", "stalls", "rude", "together"}:
        return None  # they are about the engine that we start, and about its disk
    if name == "neo4j" and (reason := unavailable()):
        click.echo(f"{run} on neo4j is left out: {reason}", err=True)
        return None
    with tempfile.TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True) as folder, _engine(name) as engine:
        return asyncio.run(_run(run, Path(folder), engine, seed, counts))


@contextmanager
def _engine(name: str) -> Iterator[Engine]:
    if name != "neo4j":
        yield Engine(name)
        return
    with Neo4jServer() as server:
        yield Engine(name, server.uri)


async def _run(run: str, folder: Path, engine: Engine, seed: int, counts: dict[str, Any]) -> Report:
    ways: dict[str, Callable[[], Awaitable[Report]]] = {
        "kills": lambda: run_kills(folder, engine, counts["kills"], seed),
        "stops": lambda: run_stops(folder, engine, counts["stops"], seed),
        "stalls": lambda: run_stalls(folder, engine, counts["stalls"], seed),
        "feed": lambda: run_feed(folder, engine, counts["changes"], counts["feed_kills"], seed),
        "writers": lambda: run_writers(folder, engine, writers=counts["writers"], rounds=counts["rounds"]),
        "rude": lambda: run_rude(folder, engine),
        "together": lambda: run_together(
            folder, engine, people=counts["together_people"], seconds=counts["together_seconds"]
        ),
        "crowd": lambda: run_crowd(folder, engine, readers=counts["readers"], seconds=counts["crowd_seconds"]),
        "clocks": lambda: run_clocks(folder, engine),
        "trust": lambda: run_trust(folder, engine),
        "mixed": lambda: run_mixed(
            folder, engine, seed, readers=counts["readers"], seconds=60 * counts["mixed_minutes"], pause=counts["pause"]
        ),
        "mutations": lambda: run_mutations(
            folder, engine, seed, count=counts["mutations"], minutes=counts["mutation_minutes"]
        ),
        "questions": lambda: run_questions(folder, engine, people=counts["people"]),
    }
    report = await ways[run]()
    if run in CHECKED_AFTERWARDS:
        report.numbers.update(await compared(ServedStore(folder / "data", engine), report.findings))
    return report


if __name__ == "__main__":
    main()
