"""The command line of the numbers that the service returns: `stakegraph numbers`."""

import click


@click.command(name="numbers")
def numbers_command() -> None:
    """Print every number of the answers: meaning, unit, range, definition and source."""
    from app.pages.numbers import number_page  # the whole of analytics: other commands need not wait for it

    click.echo(number_page())
