"""Docstrings of functions as Markdown, for pages that are made from them."""

import inspect
import re
from collections.abc import Callable
from typing import NamedTuple

LinkOf = Callable[[str], str | None]
"""Returns where a name is explained; None for a name that is explained nowhere."""

_HEADING = re.compile(r"^([A-Z]\w+)\n-{3,}\n", re.MULTILINE)
_CODE = re.compile(r"``(.+?)``|`(.+?)`", re.DOTALL)


class Docstring(NamedTuple):
    """The parts of a docstring that explain what a function returns, as Markdown.

    Attributes
    ----------
    text : str
        Its sentences, one paragraph a line, with empty lines between them.
    result : str
        The form of the result; empty where the sentences say it all.
    source : str
        Where the definition comes from; empty where it is the project's own.
    """

    text: str
    result: str
    source: str


def docstring_of(function: object, reference: LinkOf, code: LinkOf) -> Docstring:
    """Return the docstring of a function, with links.

    Parameters
    ----------
    reference, code : callable
        Return the link of a name in single backticks, and of one in double backticks.

    Examples
    --------
    >>> def share(part, whole):
    ...     '''Return ``part / whole``.
    ...
    ...     Returns
    ...     -------
    ...     float
    ...         In [0, 1].
    ...     '''
    >>> docstring_of(share, lambda name: None, lambda name: None)
    Docstring(text='`part / whole`.', result='In [0, 1].', source='')
    """

    def linked(text: str) -> str:
        return _CODE.sub(lambda found: _link(found[1] or found[2], (code if found[1] else reference)), text)

    own, *rest = _HEADING.split(inspect.getdoc(function) or "")
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    sentences = [_capitalised(own.removeprefix("Return ").removeprefix("Yield ")), sections.get("Notes", "")]
    return Docstring(
        text="\n\n".join(linked(line) for text in sentences for line in _lines(text)),
        result=linked(" ".join(_lines(_described(sections.get("Returns", ""))))),
        source=" ".join(_lines(sections.get("References", ""))),
    )


def _lines(text: str) -> list[str]:
    """Return each paragraph as one line."""
    return [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n") if paragraph.strip()]


def _described(returned: str) -> str:
    """Return the description of a result without the line that names its type."""
    return "\n".join(line for line in returned.splitlines() if line.startswith(" "))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _link(name: str, link_of: LinkOf) -> str:
    link = link_of(name)
    return f"[`{name}`]({link})" if link else f"`{name}`"
