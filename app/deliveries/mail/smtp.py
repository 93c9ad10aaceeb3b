"""Hands one mail to a mail server, over TLS unless the file says otherwise."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import NamedTuple

from pydantic import SecretStr

from app.deliveries.attempt import ATTEMPT_SECONDS, STEP_SECONDS, AttemptFailed, failure_of, given_up_after
from app.deliveries.receivers.receiver import MailServer

FOR_GOOD = range(500, 600)
"""Replies that say that another attempt will be refused, too."""


class Login(NamedTuple):
    """Who logs in to a mail server."""

    user: SecretStr
    password: SecretStr


class _Client(smtplib.SMTP):
    """A client that is not connected yet, so that the connection can be shut from outside from its beginning on."""

    def __init__(self, server: MailServer, context: ssl.SSLContext) -> None:
        super().__init__(timeout=STEP_SECONDS, local_hostname=server.sender.rpartition("@")[2])
        self._host = server.host  # by which the certificate is checked
        self._wrapped_by = context if server.security == "tls" else None

    def _get_socket(self, host, port, timeout):  # type: ignore[no-untyped-def]
        plain = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        return plain if self._wrapped_by is None else self._wrapped_by.wrap_socket(plain, server_hostname=self._host)


def send_mail(
    mail: EmailMessage,
    server: MailServer,
    login: Login | None,
    *,
    context: ssl.SSLContext | None = None,
    seconds: float = ATTEMPT_SECONDS,
) -> None:
    """Send a mail, and return when the server has taken it.

    Raises
    ------
    AttemptFailed
        When it did not, or nobody knows whether it did.
    """
    secured = context or ssl.create_default_context()
    client = _Client(server, secured)
    try:
        with given_up_after(seconds, lambda: client.sock):
            _converse(client, mail, server, login, secured)
    except smtplib.SMTPException as error:
        raise _failure_of(error) from None
    except (OSError, EOFError) as error:
        raise failure_of(error) from None
    finally:
        client.close()


def _converse(
    client: _Client, mail: EmailMessage, server: MailServer, login: Login | None, context: ssl.SSLContext
) -> None:
    code, _ = client.connect(server.host, server.port)
    if code != 220:
        raise _refused(code)
    client.ehlo_or_helo_if_needed()
    if server.security == "starttls":
        client.starttls(context=context)
    if login is not None:
        client.login(login.user.get_secret_value(), login.password.get_secret_value())
    client.send_message(mail)


def _failure_of(error: smtplib.SMTPException) -> AttemptFailed:
    """Return what an error of the conversation means; whoever closes it in the middle says nothing."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return AttemptFailed("no_tls")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return AttemptFailed("login", error.smtp_code)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _refused(max(code for code, _ in error.recipients.values()))
    return _refused(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else AttemptFailed("closed")


def _refused(code: int) -> AttemptFailed:
    return AttemptFailed("refused" if code in FOR_GOOD else "busy", code)
