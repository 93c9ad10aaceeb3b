"""In which language a command speaks: that of ``--lang``, else that of the terminal."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise, takewhile

from app.messages.sentences import LANGUAGES
from schemas.messages.message import Language

OPTION = "--lang"

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name the language of a terminal; the first that is set counts."""

_ASKED_FOR: ContextVar[Language | None] = ContextVar("language that a command was asked for", default=None)


def language_of_terminal(environment: Mapping[str, str] | None = None) -> Language:
    """Return the language of whoever sits at the terminal, English where it is none of ours.

    Examples
    --------
    >>> language_of_terminal({"LANG": "zh_CN.UTF-8"}), language_of_terminal({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    """
    found = os.environ if environment is None else environment
    locale = next((found[name] for name in LOCALE if found.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def language_asked_for(words: Sequence[str]) -> Language | None:
    """Return the language that the words of a command line ask for, wherever they do; None without a known one.

    It is looked for before the words are understood: what is wrong with them is said in it, too.

    Examples
    --------
    >>> language_asked_for(["report", "--help", "--lang", "zh"]), language_asked_for(["--lang=en", "demo"])
    ('zh', 'en')
    >>> language_asked_for(["demo", "--lang", "fr"]), language_asked_for(["demo", "--", "--lang", "zh"])
    (None, None)
    """
    options = list(takewhile(lambda word: word != "--", words))
    pairs = [word.partition("=")[::2] for word in options] + list(pairwise(options))
    asked = {value for option, value in pairs if option == OPTION}
    return next((language for language in LANGUAGES if language in asked), None)


@contextmanager
def speaking(language: Language | None) -> Iterator[None]:
    """Speak a language for as long as a command runs, None for that of the terminal."""
    before = _ASKED_FOR.set(language)
    try:
        yield
    finally:
        _ASKED_FOR.reset(before)


def chosen_language() -> Language:
    """Return the language that a command speaks."""
    return _ASKED_FOR.get() or language_of_terminal()
