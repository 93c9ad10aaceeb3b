"""What every command says at the terminal, and how it ends."""

import io
import sys
from typing import Any, NoReturn

import click
from tqdm import tqdm

from app.commands.spoken.language import chosen_language
from app.messages.sentences import sentence
from schemas.messages.message import Message

DONE, FAILED, WRONG_USE, DONE_WITH_REJECTS = 0, 1, 2, 3
"""Exit statuses."""


def progress_bar(total: int | None, unit: Message, name: str) -> "tqdm[Any]":
    """Return a bar for what takes more than two seconds; only a terminal is shown one."""
    words = sentence(unit, chosen_language())
    return tqdm(total=total, unit=words, desc=name, unit_scale=True, delay=2, disable=not sys.stderr.isatty())


def say(message: Message) -> None:
    """Say something to whoever sits at the terminal, beside what goes to standard output."""
    click.echo(sentence(message, chosen_language()), err=True)


def soften_output() -> None:
    """Print question marks on a terminal that knows no Chinese, and do not fail there."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def stop(status: int, message: Message, *more: Message) -> NoReturn:
    """End the command with a sentence, and more of them on lines of their own."""
    words = [sentence(each, chosen_language()) for each in (message, *more)]
    click.echo(f"stakegraph: {chr(10).join(words)}", err=True)
    sys.exit(status)
