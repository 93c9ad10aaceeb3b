"""The command line of gaps: `stakegraph gaps`."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import click

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.parameter_types import as_of_option
from app.commands.spoken.commands import SpokenCommand
from app.commands.spoken.language import chosen_language
from app.commands.terminal import say, soften_output
from schemas.messages.message import Message


@click.command(name="gaps", cls=SpokenCommand)
@click.argument("account", required=False)
@click.option("--owner")
@click.option("--rule")
@click.option("--profile")
@store_options
@as_of_option
def gaps_command(data: Path | None, as_of: str | None, as_json: bool, **narrowed: str | None) -> None:
    """Show where the holes of an account are."""
    from app.gaps.choice import AskedGaps, ChosenGaps, chosen_gaps  # arrays, which other commands need not wait for
    from app.gaps.screen import show

    settings, language = settings_of(data=data), chosen_language()
    asked = AskedGaps(**narrowed, as_of=as_of, sample=settings.sample)
    chosen: ChosenGaps = run_on_store(settings, partial(chosen_gaps, asked=asked, language=language))
    if chosen.sample_loaded:
        say(Message("demo.sample_loaded"))
    if as_json:
        click.echo(json.dumps(_object(chosen), ensure_ascii=False))
        return
    soften_output()
    show(chosen, language)


def _object(chosen: Any) -> dict[str, Any]:
    """Return what was found as one machine-readable object."""
    accounts = [
        {
            "id": each.id,
            "name": each.name,
            "profile": each.answer.profile,
            "chosen_by": each.answer.chosen_by,
            "gaps": [gap.model_dump(mode="json") for gap in each.gaps],
        }
        for each in chosen.accounts
    ]
    return {"as_of": chosen.as_of, "accounts": accounts}
