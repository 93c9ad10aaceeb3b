"""The command line of the demo: `stakegraph demo`."""

import io
import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from app.commands.command_line import WRONG_USE, data_option, json_option, run_on_store, settings_of, stop
from app.messages.sentences import Language, Sentences
from schemas.instants import canonical_instant


@click.command(name="demo")
@click.argument("account", required=False)
@data_option
@click.option("--lang", "language", type=click.Choice(["en", "zh"]), default="en", help="Language (default en).")
@click.option("--as-of", help="What was so then, such as 2026-06-30T00:00:00Z; default the next full hour.")
@json_option
def demo_command(account: str | None, data: Path | None, language: Language, as_of: str | None, as_json: bool) -> None:
    """Show one ACCOUNT: who reports to whom, who is listened to, how close we are, and the largest holes.

    Without ACCOUNT it is the one with the lowest coverage. An empty store gets the sample first, as with `serve`.
    """
    from app.demo.account_choice import AccountChoice  # arrays and tables, which other commands need not wait for
    from app.demo.screen import show

    settings = settings_of(data=data)
    sentences = Sentences("demo", language)
    choice = AccountChoice(sentences, account, _instant(as_of, sentences), settings.sample)
    chosen = run_on_store(settings, choice.run)
    if chosen.sample_loaded:
        click.echo(f"stakegraph: {sentences.say('sample_loaded')}", err=True)
    if as_json:
        click.echo(json.dumps(asdict(chosen.facts) | {"accounts": chosen.accounts}, ensure_ascii=False))
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no Chinese shows question marks
    show(chosen, language)


def _instant(text: str | None, sentences: Sentences) -> str | None:
    try:
        return None if text is None else canonical_instant(text)
    except ValueError as error:
        stop(WRONG_USE, sentences.say("as_of_wrong", reason=error))
