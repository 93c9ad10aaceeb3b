"""Reads the file of receivers: every fault with its line and field, and secrets from the environment."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr, ValidationError

from app.deliveries.receivers.lines import line_of
from app.deliveries.receivers.receiver import MailServer, Receiver, ReceiversFile
from app.deliveries.webhooks.signature import key_of
from app.messages.validation import fault_of
from app.settings import Settings, secret_in_environment
from schemas.errors import InvalidInput, Problem
from schemas.messages.disk_faults import disk_fault
from schemas.messages.message import Message

LARGEST_FILE = 1_000_000
"""Bytes that are read at most."""

Secrets = Callable[[str], SecretStr | None]
"""Gives the value of an environment variable, None where it is not set."""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who receives the report, and how.

    Attributes
    ----------
    mail : MailServer or None
        Where mails go to; None where nobody gets one.
    by_name : mapping
        The receivers.
    secrets : mapping
        Value of each environment variable that the file names; no text shows it.
    private_hosts : frozenset of str
        Hosts where a webhook may go to a private address, or without TLS.
    base_url : str or None
        Where readers reach this service.
    """

    mail: MailServer | None
    by_name: Mapping[str, Receiver]
    secrets: Mapping[str, SecretStr]
    private_hosts: frozenset[str] = frozenset()
    base_url: str | None = None


NOBODY = Receivers(None, {}, {})


def receivers_of(settings: Settings) -> Receivers:
    """Return the receivers of this process; nobody without a file.

    Raises
    ------
    InvalidInput
        Where the file cannot be used: each fault with its line and field.
    """
    path = settings.report_receivers
    if path is None:
        return NOBODY
    return parse_receivers(_text_of(path), path.name, settings)


def parse_receivers(text: str, name: str, settings: Settings, secret_of: Secrets = secret_in_environment) -> Receivers:
    """Return the receivers that a file names; as `receivers_of`."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        at = int(line[1]) if line else max(1, len(text.splitlines()))
        raise _refusal(name, [(at, (), Message("deliveries.not_toml", reason=str(error)))]) from None
    try:
        found = ReceiversFile.model_validate(content)
    except ValidationError as error:
        faults = [(tuple(map(str, one["loc"])), fault_of(one)) for one in error.errors(include_url=False)]
        raise _refusal(name, [_placed(text, *fault) for fault in faults]) from None
    secrets, missing = _secrets(found, secret_of)
    faults = [*missing, *_wrong_secrets(found, secrets), *_open_webhooks(found, settings.private_hosts)]
    if faults:
        raise _refusal(name, [_placed(text, *fault) for fault in faults])
    return Receivers(found.mail, found.receivers, secrets, settings.private_hosts, settings.report_url)


Fault = tuple[tuple[str, ...], Message]


def _secrets(found: ReceiversFile, secret_of: Secrets) -> tuple[dict[str, SecretStr], list[Fault]]:
    """Return the secrets that a file names, and which of them are not set."""
    values = {path: (name, secret_of(name)) for path, name in _variables(found)}
    missing = [
        (path, Message("deliveries.variable_not_set", variable=name))
        for path, (name, value) in values.items()
        if not value
    ]
    return {name: value for name, value in values.values() if value}, missing


def _variables(found: ReceiversFile) -> Iterator[tuple[tuple[str, ...], str]]:
    for field in ("user_variable", "password_variable"):
        if found.mail is not None and (name := getattr(found.mail, field)):
            yield ("mail", field), name
    for receiver, asked in found.receivers.items():
        if asked.secret_variable:
            yield ("receivers", receiver, "secret_variable"), asked.secret_variable


def _wrong_secrets(found: ReceiversFile, secrets: Mapping[str, SecretStr]) -> Iterator[Fault]:
    for name, receiver in found.receivers.items():
        secret = secrets.get(receiver.secret_variable or "")
        if secret is not None and key_of(secret) is None:
            fault = Message("deliveries.secret_form", variable=receiver.secret_variable or "")
            yield ("receivers", name, "secret_variable"), fault


def _open_webhooks(found: ReceiversFile, private_hosts: frozenset[str]) -> Iterator[Fault]:
    for name, receiver in found.receivers.items():
        address = receiver.address
        if address is not None and address.scheme == "http" and address.hostname not in private_hosts:
            yield ("receivers", name, "webhook"), Message("deliveries.webhook_without_tls", host=address.hostname or "")


def _placed(text: str, path: tuple[str, ...], fault: Message) -> tuple[int, tuple[str, ...], Message]:
    return line_of(text, path), path, fault


def _refusal(name: str, faults: list[tuple[int, tuple[str, ...], Message]]) -> InvalidInput:
    said = [
        Message("deliveries.at_line", line=line, field=".".join(path), fault=fault)
        if path
        else Message("deliveries.in_line", line=line, fault=fault)
        for line, path, fault in sorted(faults, key=lambda each: each[0])
    ]
    problems = [Problem("/" + "/".join(map(_in_pointer, path)), fault) for _, path, fault in faults]
    return InvalidInput(Message("deliveries.file", file=name, faults=said), problems)


def _in_pointer(name: str) -> str:
    """Return a name as a part of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InvalidInput(Message("commands.at", place=str(path), fault=disk_fault(error))) from None
    if len(content) > LARGEST_FILE:
        raise InvalidInput(Message("deliveries.file_too_large", file=path.name, most=LARGEST_FILE))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(Message("deliveries.file_encoding", file=path.name)) from None
