"""Commands whose help, and whose refusals by click, speak the language that was asked for."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from app.commands.spoken.click_words import said, speak_for_click
from app.commands.spoken.help_words import about, about_option, below, place_of
from app.commands.spoken.language import OPTION, chosen_language, language_asked_for, speaking
from app.messages.sentences import LANGUAGES

language_option = click.option(OPTION, type=click.Choice(LANGUAGES), expose_value=False)
"""An option that every command takes; it counts before the others are understood: `language_asked_for`."""


class SpokenContext(click.Context):
    """One call of a command."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes help."""
        if chosen_language() == "en":
            return super().make_formatter()
        from app.commands.spoken.chinese_help import ChineseHelp  # widths of characters, which others need not wait for

        return ChineseHelp(width=self.terminal_width, max_width=self.max_content_width)


class SpokenCommand(click.Command):
    """A command whose help stands in `app/messages`: its docstring is for whoever reads the code."""

    context_class = SpokenContext

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Do what a command line asks for, in the language that it asks for."""
        speak_for_click()
        words = sys.argv[1:] if args is None else list(args)
        with speaking(language_asked_for(words)):
            return super().main(words, *more, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words of help for this call, and understand what was given."""
        self.help = about(place_of(ctx))
        for option in self.get_params(ctx):
            if isinstance(option, click.Option):
                option.help = about_option(place_of(ctx), option)
        return super().parse_args(ctx, args)


class SpokenGroup(SpokenCommand, click.Group):
    """A group of commands."""

    command_class = SpokenCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the beginning of what it says of itself; none is imported for that."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, _briefly(about(below(place_of(ctx), name)), room)) for name in names])


class Program(SpokenGroup):
    """The commands of the program, each imported once it is asked for: what one needs, others need not wait for.

    Parameters
    ----------
    modules : mapping
        Name of each command -> its module and its name there, such as ``app.commands.key:key_group``.
    """

    def __init__(self, *, modules: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in order."""
        return sorted(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        if cmd_name not in self._modules:
            return None
        module, _, name = self._modules[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


def _briefly(text: str, room: int) -> str:
    if chosen_language() == "en":
        return click.Command(None, help=text).get_short_help_str(room)
    from app.commands.spoken.chinese_help import shortened

    return shortened(text, room)
