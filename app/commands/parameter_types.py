"""What options of commands take beside what click knows: refused in the language of the terminal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn, TypeVar

import click
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from app.commands.command_line import settings_of
from app.commands.spoken.language import chosen_language
from app.messages.sentences import sentence
from app.messages.validation import fault_of
from app.security.expiries import parse_expiry, parse_span
from graph.rising_clock import utc_now
from schemas.instants import dates_in, sent_instant
from schemas.messages.message import Message, message_of

T = TypeVar("T")


class SaidByUs(click.ParamType[T]):
    """A type whose refusals are messages."""

    def refuse(self, message: Message, param: click.Parameter | None, context: click.Context | None) -> NoReturn:
        """End the command with a sentence about an option."""
        self.fail(sentence(message, chosen_language()), param, context)

    def parsed(
        self, parse: Callable[[str], T], value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> T:
        """Return what a function makes of a value, or refuse it."""
        try:
            return parse(str(value))
        except PydanticCustomError as error:
            self.refuse(message_of(error), param, context)


class InstantText(SaidByUs[str]):
    """An instant with its zone, or a date, as it is stored."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return it in UTC; of a date, when it begins in the time zone of the service."""
        with dates_in(settings_of().zone):
            return self.parsed(sent_instant, value, param, ctx)


class Expiry(SaidByUs[str]):
    """Until when a key is valid."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the instant."""
        return self.parsed(lambda text: parse_expiry(text, utc_now()), value, param, ctx)


class Span(SaidByUs[timedelta]):
    """A span of time, such as ``90d``."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the span."""
        return value if isinstance(value, timedelta) else self.parsed(parse_span, value, param, ctx)


class Text(SaidByUs[str]):
    """Text that fits a schema.

    Parameters
    ----------
    schema : Any
        A type of `schemas.fields`.
    """

    name = "text"

    def __init__(self, schema: Any) -> None:
        self._adapter: TypeAdapter[str] = TypeAdapter(schema)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        try:
            return self._adapter.validate_python(value)
        except ValidationError as error:
            self.refuse(fault_of(error.errors()[0]), param, ctx)


as_of_option = click.option("--as-of", type=InstantText())
