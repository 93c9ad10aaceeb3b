"""The command line of the demo: `stakegraph demo`."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.parameter_types import as_of_option
from app.commands.spoken.commands import SpokenCommand
from app.commands.spoken.language import chosen_language
from app.commands.terminal import say, soften_output
from schemas.messages.message import Message


@click.command(name="demo", cls=SpokenCommand)
@click.argument("account", required=False)
@store_options
@as_of_option
def demo_command(account: str | None, data: Path | None, as_of: str | None, as_json: bool) -> None:
    """Show one account."""
    from app.demo.account_choice import AccountChoice  # arrays and tables, which other commands need not wait for
    from app.demo.screen import show

    settings = settings_of(data=data)
    language = chosen_language()
    chosen = run_on_store(settings, AccountChoice(account, as_of, settings.sample, language).run)
    if chosen.sample_loaded:
        say(Message("demo.sample_loaded"))
    if as_json:
        gaps = [gap.model_dump(mode="json") for gap in chosen.gaps]
        click.echo(json.dumps(asdict(chosen.facts) | {"gaps": gaps, "accounts": chosen.accounts}, ensure_ascii=False))
        return
    soften_output()
    show(chosen, language)
