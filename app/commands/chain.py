"""The command line of a decision chain: `stakegraph chain`."""

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


@click.command(name="chain", cls=SpokenCommand)
@click.argument("account")
@click.argument("chain", required=False)
@store_options
@as_of_option
def chain_command(account: str, chain: str | None, data: Path | None, as_of: str | None, as_json: bool) -> None:
    """Show a decision chain of an account."""
    from app.lanes.chain_choice import ChainChoice  # arrays and tables, which other commands need not wait for
    from app.lanes.screen import show

    settings, language = settings_of(data=data), chosen_language()
    chosen = run_on_store(settings, ChainChoice(account, chain, as_of, settings.sample, language).run)
    if chosen.sample_loaded:
        say(Message("demo.sample_loaded"))
    if as_json:
        chains = {"account_id": chosen.account_id, "chains": [asdict(one) for one in chosen.chains]}
        click.echo(json.dumps(chosen.answers.object() if chosen.answers else chains, ensure_ascii=False))
        return
    soften_output()
    show(chosen, language)
