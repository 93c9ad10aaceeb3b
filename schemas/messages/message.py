"""Messages: something to say to a person, by its id and parameters; the words for it are in `app/messages`."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal, Union

from pydantic_core import PydanticCustomError

Language = Literal["en", "zh"]
"""In which people are answered: English and Simplified Chinese."""

Parameter = Union[str, int, float, "Message", Sequence["Parameter"]]
"""A value that fills a sentence: a wire name or text as it is, a number, another message, or a list of these."""

_NAME = itemgetter(0)

_AS_IT_IS: set[type] = {str, int, float}
"""Types of which values are kept without a further look: there are a thousand in the gaps of one account."""


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """One thing to say, in no language yet.

    Attributes
    ----------
    id : str
        Subject and name of its sentence: ``keys.unknown`` stands in the file ``keys.json`` of each language.
    parameters : tuple of pairs
        Name and value of what the sentence is filled with, by name.

    Examples
    --------
    >>> print(Message("jobs.not_found", job="j1"))
    jobs.not_found(job='j1')
    """

    id: str
    parameters: tuple[tuple[str, Parameter], ...]

    def __init__(self, name: str, /, **parameters: Parameter) -> None:
        object.__setattr__(self, "id", name)
        kept = [item if type(item[1]) in _AS_IT_IS else (item[0], _kept(item[1])) for item in parameters.items()]
        kept.sort(key=_NAME)
        object.__setattr__(self, "parameters", tuple(kept))

    def __str__(self) -> str:
        return f"{self.id}({', '.join(f'{name}={_shown(value)}' for name, value in self.parameters)})"


_AS_IT_IS.add(Message)


def misfit(message: Message) -> PydanticCustomError:
    """Return the error that a validator raises: pydantic hands the message on to whoever answers.

    Examples
    --------
    >>> message_of(misfit(Message("values.dots")))
    Message(id='values.dots', parameters=())
    """
    return PydanticCustomError(message.id, message.id, {"message": message})


def message_of(error: PydanticCustomError) -> Message:
    """Return the message of a `misfit`."""
    found: Message = (error.context or {})["message"]
    return found


def _kept(value: Parameter) -> Parameter:
    return value if isinstance(value, str | int | float | Message) else tuple(map(_kept, value))


def _shown(value: Parameter) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return str(value) if isinstance(value, Message) else repr(value)
