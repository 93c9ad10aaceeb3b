"""The command line of the settings of the numbers: `stakegraph settings`."""

import click

from app.pages.settings import setting_table


@click.command(name="settings")
def settings_command() -> None:
    """Print every setting of the numbers: unit, default and range."""
    click.echo(setting_table())
