"""What the service says of itself at its start and its end: to a terminal, or as lines of its log."""

import logging
import sys
from typing import NoReturn

import click

from app.commands.spoken.language import chosen_language
from app.commands.terminal import say, stop
from app.messages.sentences import sentence
from app.settings import Settings
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.serve")


class Announcer:
    """Says something beside standard output; in the form of the log where that is one for machines."""

    def __init__(self, settings: Settings) -> None:
        self._as_lines = settings.log_format == "json"
        if self._as_lines:
            logger.setLevel(logging.INFO)  # where it answers is said whatever else is logged

    def say(self, message: Message) -> None:
        """Say a sentence."""
        if self._as_lines:
            logger.info("%s", sentence(message, chosen_language()))
        else:
            say(message)

    def list(self, places: list[str]) -> None:
        """Say some places, one a line."""
        for place in places:
            if self._as_lines:
                logger.info("%s", place)
            else:
                click.echo(f"  {place}", err=True)

    def stop(self, status: int, message: Message) -> NoReturn:
        """End the service with a sentence."""
        if not self._as_lines:
            stop(status, message)
        logger.error("%s", sentence(message, chosen_language()))
        sys.exit(status)
