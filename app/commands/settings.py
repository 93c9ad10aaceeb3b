"""The command line of the settings of the numbers: `stakegraph settings`."""

import click

from app.commands.spoken.commands import SpokenCommand, language_option
from app.pages.settings import setting_table


@click.command(name="settings", cls=SpokenCommand)
@language_option
def settings_command() -> None:
    """Print every setting of the numbers."""
    click.echo(setting_table())
