"""The command line of the statements: `stakegraph statements`."""

import json
from collections.abc import Iterator

import click

from app.commands.command_line import json_option
from app.commands.spoken.commands import SpokenCommand, language_option
from app.commands.terminal import WRONG_USE, stop
from cypher import Statement, statements
from schemas.messages.message import Message


@click.command(name="statements", cls=SpokenCommand)
@click.argument("name", required=False)
@json_option
@language_option
def statements_command(name: str | None, as_json: bool) -> None:
    """Print every statement as it runs."""
    found = [one for full, one in statements().items() if name is None or name in {full, full.partition(".")[0]}]
    if not found:
        stop(WRONG_USE, Message("commands.no_statement", name=str(name)))
    if as_json:
        click.echo(json.dumps([_fields(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo("\n".join(_lines(one)))


def _fields(one: Statement) -> dict[str, object]:
    return {"name": one.name, "prose": one.prose, "mode": one.mode, "example": dict(one.example), "text": one.text}


def _lines(one: Statement) -> Iterator[str]:
    yield f"// name: {one.name}"
    yield f"// {one.prose}"
    yield f"// mode: {one.mode}"
    if one.example:
        yield f"// example: {json.dumps(dict(one.example), ensure_ascii=False)}"
    yield one.text
    yield ""
