"""Sentences for people: one file a subject and language, looked up by name and filled with values."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["en", "zh"]


class Sentences:
    """The sentences of one subject in one language.

    Examples
    --------
    >>> Sentences("pictures", "en").say("legend_rungs")
    'Our closeness:'
    """

    def __init__(self, subject: str, language: Language) -> None:
        self.language: Language = language
        self._texts = texts_of(subject, language)

    def say(self, name: str, /, **values: object) -> str:
        """Return a sentence with its values in place."""
        return self._texts[name].format(**values)


@cache
def texts_of(subject: str, language: str) -> Mapping[str, str]:
    """Return the sentences of a subject by name, with ``{value}`` where values go."""
    text = resources.files("app.messages").joinpath(f"{subject}_{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found
