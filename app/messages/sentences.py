"""Sentences for people: one file a subject in the folder of each language, chosen by a message and filled by it.

A sentence is text with ``{parameter}`` where a parameter goes. Numbers have separators (``{line:plain}`` has none),
lists are joined, messages within messages are said too. ``{kind:kind}`` says a parameter by its label in the list
``kind`` of ``labels.json``, ``{kind:a}`` the same with an article, ``{values:or}`` joins alternatives,
``{counts:comma}`` messages as if they were words. Where one thing is said otherwise than many, the text is two:
``{"one": ..., "other": ...}``, chosen by the parameter ``count``.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any, get_args

from schemas.errors import ServiceError
from schemas.messages.message import Language as Language  # noqa: PLC0414 - whoever says a sentence needs its language
from schemas.messages.message import Message, Parameter

LANGUAGES: tuple[Language, ...] = get_args(Language)

Text = str | Mapping[str, str]

Parts = tuple[tuple[str, str | None, str], ...]
"""A text, ready to be filled."""


class Sentences:
    """The sentences of one subject in one language.

    Examples
    --------
    >>> Sentences("pictures", "en").say("legend_rungs")
    'Our closeness:'
    """

    def __init__(self, subject: str, language: Language) -> None:
        self.language: Language = language
        self._subject = subject

    def say(self, name: str, /, **values: Parameter) -> str:
        """Return a sentence with its values in place."""
        return sentence(Message(f"{self._subject}.{name}", **values), self.language)


def sentence(message: Message, language: Language) -> str:
    """Return a message in words.

    Examples
    --------
    >>> sentence(Message("values.characters_at_most", count=300), "en")
    'must have at most 300 characters'
    >>> sentence(Message("values.characters_at_most", count=300), "zh")
    '最多 300 个字符'
    """
    return _form(language).said(message)


@cache
def _texts(name: str, language: Language) -> tuple[Parts, ...]:
    """Return the parts of a text by the id of its message: of one that has two forms that of one thing first."""
    subject, _, of_subject = name.partition(".")
    text = texts_of(subject, language)[of_subject]
    return (_parsed(text),) if isinstance(text, str) else (_parsed(text["one"]), _parsed(text["other"]))


def title_of(error: type[ServiceError], language: Language) -> str:
    """Return what a class of errors is called.

    Examples
    --------
    >>> title_of(ServiceError, "en")
    'The request could not be done'
    """
    return sentence(Message(f"titles.{error.__name__}"), language)


def remedy_of(error: type[ServiceError], language: Language) -> str:
    """Return what to do about a class of errors, in `CommonMark`'s way of marking words of programs.

    Examples
    --------
    >>> remedy_of(ServiceError, "en")
    'A fault of ours: report it with its `instance`.'
    """
    return sentence(Message(f"remedies.{error.__name__}"), language)


@cache
def texts_of(subject: str, language: str) -> Mapping[str, Text]:
    """Return the texts of a subject by name."""
    text = resources.files("app.messages").joinpath(language, f"{subject}.json").read_text(encoding="utf-8")
    found: dict[str, Text] = json.loads(text)
    return found


def _parsed(text: str) -> Parts:
    """Return the parts of a text: what stands there, then the name of a parameter and how it is said."""
    return tuple((literal, name, spec or "") for literal, name, spec, _ in Formatter().parse(text))


class _Form:
    """Puts parameters into a text as its language writes them."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._joints = {name: str(joint) for name, joint in texts_of("joints", language).items()}

    def said(self, message: Message) -> str:
        """Return a message in words: what `string.Formatter` does, for names and nothing else."""
        parameters = dict(message.parameters)
        texts = _texts(message.id, self._language)
        one = len(texts) > 1 and parameters["count"] == 1
        said = ""
        for literal, name, spec in texts[0 if one else -1]:
            said += literal
            if name is not None:
                value = parameters[name]
                if type(value) is Message:
                    said += self.said(value)
                else:
                    said += value if not spec and type(value) is str else self.format_field(value, spec)
        return said

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            return self.said(value)
        if isinstance(value, tuple):
            inner = "" if format_spec in self._joints else format_spec
            return self._listed([self.format_field(one, inner) for one in value], value, format_spec)
        if format_spec == "plain":
            return str(value)
        if isinstance(value, int | float):
            return f"{int(value) if float(value).is_integer() else value:,}"
        if format_spec == "a":
            return self._with_article(self._label("kind", value))
        return self._label(format_spec, value) if format_spec else str(value)

    def _listed(self, said: Sequence[str], values: Sequence[object], format_spec: str) -> str:
        if format_spec == "or" and len(said) > 1:
            return self._joints["or"].join([self._joints["comma"].join(said[:-1]), said[-1]])
        if len(said) == 1:
            return said[0]
        clauses = any(isinstance(value, Message) for value in values) and format_spec != "comma"
        return self._joints["clause" if clauses else "comma"].join(said)

    def _label(self, name: str, value: str) -> str:
        labels = texts_of("labels", self._language)[name]
        assert not isinstance(labels, str)  # noqa: S101 - for the type checker: each list of labels has names
        return labels.get(value, value.replace("_", " "))  # a new kind without a label yet must not fail an answer

    def _with_article(self, label: str) -> str:
        if self._language != "en":
            return label
        return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"


@cache
def _form(language: Language) -> _Form:
    return _Form(language)


def sentences_in(language: Language) -> Callable[[Message], str]:
    """Return the function that words messages in one language, as `sentence` does: for callers with hundreds."""
    return _form(language).said
