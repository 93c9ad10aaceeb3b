"""The command line of the OpenAPI document: `stakegraph openapi`."""

import click

from app.commands.command_line import settings_of
from app.commands.spoken.commands import SpokenCommand, language_option


@click.command(name="openapi", cls=SpokenCommand)
@language_option
def openapi_command() -> None:
    """Print the OpenAPI document of the service."""
    from app.main import create_app  # every endpoint: seconds that other commands need not wait for
    from app.openapi.printing import printed_document

    click.echo(printed_document(create_app(settings_of()).openapi()))
