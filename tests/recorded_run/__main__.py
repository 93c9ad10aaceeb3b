"""The command line: ``python -m tests.recorded_run record | compare | store | reopen``."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from tests.recorded_run.comparing.differences import Difference, differences, lines_of
from tests.recorded_run.comparing.intended import Intentions, read_patterns
from tests.recorded_run.comparing.leaving_out import SUBJECTS, without
from tests.recorded_run.exchanges import Exchange, read_exchanges, write_exchanges
from tests.recorded_run.script import operations, recorded, unasked
from tests.recorded_run.stores import StoredBook, imported_and_exported, reopen_store, write_store

CHECKOUT = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, path_type=Path)

checkout_option = click.option("--checkout", required=True, type=CHECKOUT, help="The project, with its .venv.")
allow_option = click.option("--allow", type=THERE, help="File of differences that are meant, each with its reason.")
but_option = click.option("--but", default="", help=f"What to leave out, separated by commas: {', '.join(SUBJECTS)}.")
most_option = click.option("--most", default=200, show_default=True, help="Differences that are shown.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Record what a checkout answers, and compare it with what another one answers."""


@main.command()
@checkout_option
@click.option("--output", required=True, type=FILE, help="File of the run: a line for each request with its answer.")
def record(checkout: Path, output: Path) -> None:
    """Start the service of a checkout on the sample, ask it for everything, and write down what it answers.

    It says which operations of the checkout's OpenAPI document were never asked for, never done or never refused.
    """
    exchanges = recorded(checkout)
    write_exchanges(output, exchanges)
    counts = Counter(exchange.status for exchange in exchanges)
    click.echo(f"{len(exchanges)} exchanges, by status {dict(sorted(counts.items()))}", err=True)
    known = operations(checkout)
    missing = unasked(exchanges, known)
    click.echo(f"{len(known) - len(missing)} of {len(known)} operations, done and refused", err=True)
    for line in missing:
        click.echo(f"  {line}", err=True)


@main.command()
@click.argument("before", type=THERE)
@click.argument("after", type=THERE)
@allow_option
@but_option
@most_option
def compare(before: Path, after: Path, allow: Path | None, but: str, most: int) -> None:
    """Say what two recorded runs answer differently; exit status 1 where anything does that is not meant."""
    found = _unintended(list(read_exchanges(before)), list(read_exchanges(after)), allow, but)
    _show(found, most)
    sys.exit(1 if found else 0)


@main.command()
@checkout_option
@click.option("--output", required=True, type=FOLDER, help="Data folder to write; it must not be there yet.")
def store(checkout: Path, output: Path) -> None:
    """Write a data folder with the code of a checkout; beside it OUTPUT_export.ndjson and OUTPUT_answers.ndjson."""
    if output.exists():
        raise click.UsageError(f"{output} is there already")
    book = StoredBook(output)
    write_store(checkout, book)
    click.echo(f"{output}, {book.export} ({book.export.stat().st_size} bytes), {book.answers}", err=True)


@main.command()
@checkout_option
@click.option("--data", required=True, type=CHECKOUT, help="Data folder that `store` wrote; a copy is opened.")
@allow_option
@but_option
@most_option
def reopen(checkout: Path, data: Path, allow: Path | None, but: str, most: int) -> None:
    """Open a copy of a written data folder with the code of a checkout, and compare its export and its answers.

    The export is also imported into an empty folder, and exported again. Exit status 1 where anything differs.
    """
    book = StoredBook(data)
    export, answers = reopen_store(checkout, book)
    expected = book.export.read_bytes()
    same = {
        "the export": export == expected,
        "the export after an import": imported_and_exported(checkout, book.export) == expected,
    }
    for name, equal in same.items():
        click.echo(f"{name}: {'the same bytes' if equal else 'OTHER BYTES'}")
    found = _unintended(list(read_exchanges(book.answers)), answers, allow, but)
    _show(found, most)
    sys.exit(1 if found or not all(same.values()) else 0)


def _unintended(
    before: Sequence[Exchange], after: Sequence[Exchange], allow: Path | None, but: str
) -> list[Difference]:
    """Return the differences that nobody meant, and say how many were meant and why."""
    subjects = [subject.strip() for subject in but.split(",") if subject.strip()]
    if unknown := sorted(set(subjects) - set(SUBJECTS)):
        raise click.UsageError(f"--but takes {', '.join(SUBJECTS)}, not {unknown[0]}")
    intentions = Intentions(read_patterns(allow) if allow else [])
    found = list(intentions.unintended(differences(without(before, subjects), without(after, subjects))))
    for pattern, count in intentions.counts.items():
        click.echo(f"{count} meant: {pattern.reason}", err=True)
    click.echo(f"{len(before)} and {len(after)} exchanges{f' without {but}' if subjects else ''}")
    return found


def _show(found: Sequence[Difference], most: int) -> None:
    for line in lines_of(found[:most]):
        click.echo(line)
    if len(found) > most:
        click.echo(f"... and {len(found) - most} more")
    places = len({id(difference.exchange) for difference in found})
    click.echo(f"{len(found)} differences in {places} exchanges" if found else "equal")


if __name__ == "__main__":
    main()
