"""The command line of the numbers that the service returns: `stakegraph numbers`."""

import click

from app.commands.spoken.commands import SpokenCommand, language_option


@click.command(name="numbers", cls=SpokenCommand)
@language_option
def numbers_command() -> None:
    """Print every number of the answers."""
    from app.pages.numbers import number_page  # the whole of analytics: other commands need not wait for it

    click.echo(number_page())
