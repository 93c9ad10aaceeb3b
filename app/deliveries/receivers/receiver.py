"""Receivers: who gets which report, where, in which language, how often, and what on a day without news."""

import re
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, model_validator

from schemas.fields import Identifier
from schemas.messages.message import Language, Message, misfit
from schemas.reports.digest import Period
from schemas.reports.report import ReaderKind

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

When = Literal["daily", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "monthly"]
"""Every day, every week on that day, or on the first of each month."""

Attached = Literal["html", "xlsx", "csv", "json"]
"""Form of the full report that goes with a mail."""


def _address(text: str) -> str:
    if _ADDRESS.fullmatch(text) is None or len(text) > 254:
        raise misfit(Message("deliveries.mail_address"))
    return text


def _host(text: str) -> str:
    if _HOST.fullmatch(text) is None:
        raise misfit(Message("deliveries.host"))
    return text


def _variable(text: str) -> str:
    if _VARIABLE.fullmatch(text) is None or text.startswith("STAKEGRAPH_"):
        raise misfit(Message("deliveries.variable_name"))
    return text


def _webhook(text: str) -> str:
    try:
        parts = urlsplit(text)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        raise misfit(Message("deliveries.webhook_url")) from None
    plain = text.isascii() and text.isprintable() and " " not in text and len(text) <= 2000
    if (
        not plain
        or parts.scheme not in {"http", "https"}
        or not parts.hostname
        or "@" in parts.netloc
        or not port_is_one
    ):
        raise misfit(Message("deliveries.webhook_url"))
    return text


def _reader(value: Any) -> Any:
    """Return ``"book"`` and ``{owner = "t1"}`` as the reader that they mean."""
    if value == "book":
        return {"kind": "book"}
    if isinstance(value, dict) and len(value) == 1 and value.keys() <= {"owner", "account"}:
        [(kind, who)] = value.items()
        return {"kind": kind, "id": who}
    raise misfit(Message("deliveries.reader"))


MailAddress = Annotated[StrictStr, AfterValidator(_address)]
VariableName = Annotated[StrictStr, AfterValidator(_variable)]


class Part(BaseModel):
    """A part of the file: what it does not know is refused by name."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class AskedReader(Part):
    """For whom a report is: everybody, one of us, or whoever goes to one account."""

    kind: ReaderKind
    id: Identifier | None = None


class MailServer(Part):
    """The server that mails go to; who logs in stands in the environment."""

    host: Annotated[StrictStr, AfterValidator(_host)]
    port: int = Field(587, ge=1, le=65535, strict=True)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: MailAddress = Field(alias="from")
    user_variable: VariableName | None = None
    password_variable: VariableName | None = None

    @model_validator(mode="after")
    def _logs_in_wholly_and_in_secret(self) -> "MailServer":
        if (self.user_variable is None) != (self.password_variable is None):
            raise misfit(Message("deliveries.half_a_login"))
        if self.user_variable is not None and self.security == "none":
            raise misfit(Message("deliveries.login_in_clear"))
        return self


class Receiver(Part):
    """One receiver."""

    mail: MailAddress | None = None
    webhook: Annotated[StrictStr, AfterValidator(_webhook)] | None = None
    secret_variable: VariableName | None = None
    reader: Annotated[AskedReader, BeforeValidator(_reader)]
    language: Language = "en"
    when: When = "daily"
    quiet: Literal["one line", "nothing"] = "one line"
    attach: tuple[Attached, ...] = ()
    send: Literal["digest", "events"] = "digest"

    @model_validator(mode="after")
    def _goes_one_way(self) -> "Receiver":
        if (self.mail is None) == (self.webhook is None):
            raise misfit(Message("deliveries.one_way"))
        if (self.webhook is None) != (self.secret_variable is None):
            raise misfit(Message("deliveries.secret_of_webhook"))
        if self.webhook is not None and self.attach:
            raise misfit(Message("deliveries.attachment_of_webhook"))
        if self.send == "events" and self.webhook is None:
            raise misfit(Message("deliveries.events_by_webhook"))
        if len(set(self.attach)) != len(self.attach):
            raise misfit(Message("deliveries.attached_twice"))
        return self

    @property
    def address(self) -> SplitResult | None:
        """Where the webhook goes, in its parts; None of a mail."""
        return None if self.webhook is None else urlsplit(self.webhook)

    @property
    def period(self) -> Period:
        """How much time one digest is about."""
        return "daily" if self.when == "daily" else "monthly" if self.when == "monthly" else "weekly"

    def is_due(self, day: date) -> bool:
        """Whether something goes out about a date.

        Examples
        --------
        >>> weekly = Receiver(mail="a@example.com", reader="book", when="monday")
        >>> weekly.is_due(date(2026, 6, 29)), weekly.is_due(date(2026, 6, 30))
        (True, False)
        """
        if self.when == "monthly":
            return day.day == 1
        return self.when in {"daily", WEEKDAYS[day.weekday()]}


class ReceiversFile(Part):
    """All that the file says."""

    mail: MailServer | None = None
    receivers: dict[Identifier, Receiver] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _mails_have_a_server(self) -> "ReceiversFile":
        if self.mail is None and any(receiver.mail for receiver in self.receivers.values()):
            raise misfit(Message("deliveries.no_mail_server"))
        return self
