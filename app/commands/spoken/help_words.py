"""Words of help: what each command and each of its options says of itself, in each language."""

from collections.abc import Mapping
from typing import Final

import click

from app.commands.spoken.language import chosen_language
from app.messages.sentences import texts_of

SUBJECT: Final = "command_help"

SHARED: Final = "of several commands"
"""Where the options stand that mean the same wherever they are."""

PROGRAM: Final = "stakegraph"
"""Under which name the words of the program itself stand; those of a command under its words, such as "key list"."""

ABOUT: Final = "about"


def place_of(context: click.Context) -> str:
    """Return where the words of a command stand."""
    names: list[str] = []
    while context.parent is not None:
        names.insert(0, str(context.info_name))
        context = context.parent
    return " ".join(names) or PROGRAM


def below(place: str, name: str) -> str:
    """Return where the words of a command of a group stand.

    Examples
    --------
    >>> below("stakegraph", "key"), below("key", "list")
    ('key', 'key list')
    """
    return name if place == PROGRAM else f"{place} {name}"


def about(place: str) -> str:
    """Return what a command says of itself, in the language that is spoken.

    Examples
    --------
    >>> about("key roles")
    'Print what each role may do, as Markdown.'
    """
    return _words(place)[ABOUT]


def about_option(place: str, option: click.Option) -> str:
    """Return what an option of a command says of itself."""
    name = max(option.opts, key=len)
    return _words(place).get(name) or _words(SHARED)[name]


def _words(place: str) -> Mapping[str, str]:
    words = texts_of(SUBJECT, chosen_language())[place]
    assert not isinstance(words, str)  # noqa: S101 - for the type checker: each place has words for several things
    return words
