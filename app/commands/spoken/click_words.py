"""Words of click itself, "Usage:" or "No such command": said in the language that is spoken, and in English as ever."""

from collections.abc import Mapping
from functools import cache

import click

from app.commands.spoken.language import chosen_language
from app.messages.sentences import Text, texts_of

SUBJECT = "click"

SPEAKING = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)
"""Modules of click that say something to whoever uses a command line."""


def speak_for_click() -> None:
    """Have click look up its words with us, where it asks gettext.

    gettext reads catalogues of the machine's language only, and compiled ones; ours are chosen by ``--lang`` too, and
    stand beside all other sentences. Done twice, it is as done once.
    """
    for module in SPEAKING:
        for name, spoken in (("_", said), ("ngettext", said_of_many)):
            if hasattr(module, name):
                setattr(module, name, spoken)


def said(text: str) -> str:
    """Return a text of click in the language that is spoken, as it is where we have no other words for it.

    Examples
    --------
    >>> from app.commands.spoken.language import speaking
    >>> with speaking("zh"):
    ...     said("No such command {name!r}."), said("Unheard of.")
    ('没有命令 {name!r}。', 'Unheard of.')
    """
    return _translations(chosen_language()).get(text, text)


def said_of_many(one: str, other: str, count: int) -> str:
    """Return a text of click about one or many things.

    Examples
    --------
    >>> said_of_many("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2)
    'Got unexpected extra arguments ({args})'
    """
    return _translations(chosen_language()).get(one) or (one if count == 1 else other)


@cache
def _translations(language: str) -> Mapping[str, str]:
    """Return the texts of a language by what click says in English, of one where it has another for many."""
    if language == "en":
        return {}
    ours = texts_of(SUBJECT, language)
    return {of_one(text): of_one(ours[name]) for name, text in texts_of(SUBJECT, "en").items()}


def of_one(text: Text) -> str:
    """Return a text, or that of one thing where many are spoken of otherwise."""
    return text if isinstance(text, str) else text["one"]
