"""Makes the mail of a digest; a name can neither add a header nor another receiver. Pure."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NamedTuple

from app.deliveries.digest.html import html_of
from app.deliveries.digest.page import Page
from app.deliveries.digest.text import text_of

LONGEST_SUBJECT = 200


class Attachment(NamedTuple):
    """A file that goes with a mail: saved under ``name``, of a ``media_type`` such as ``text/html``."""

    name: str
    media_type: str
    content: bytes


class Envelope(NamedTuple):
    """What stands around a digest.

    Attributes
    ----------
    token : str
        Of the delivery: the Message-ID is made of it, so that it is the same for each attempt.
    created_at : datetime
        When the delivery was planned.
    """

    sender: str
    receiver: str
    token: str
    created_at: datetime


def mail_of(page: Page, envelope: Envelope, attachments: Sequence[Attachment] = ()) -> EmailMessage:
    """Return a digest as a mail: text, the same as HTML, and what is attached. The same bytes for each attempt."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = envelope.sender
    mail["To"] = envelope.receiver
    mail["Subject"] = one_line(page.subject)
    mail["Date"] = format_datetime(envelope.created_at)
    mail["Message-ID"] = f"<{envelope.token}@{envelope.sender.rpartition('@')[2]}>"
    mail["Content-Language"] = "zh-Hans" if page.language == "zh" else "en"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text_of(page), cte="base64")
    mail.add_alternative(html_of(page), subtype="html", cte="base64")
    for attachment in attachments:
        kind, _, subtype = attachment.media_type.partition(";")[0].partition("/")
        mail.add_attachment(attachment.content, maintype=kind, subtype=subtype, filename=attachment.name)
    _name_boundaries(mail, envelope.token)
    return mail


def one_line(text: str) -> str:
    r"""Return text without what ends a line or steers a terminal, of a length that a header takes.

    Examples
    --------
    >>> one_line("Acme\r\nBcc: all@example.com")
    'Acme Bcc: all@example.com'
    """
    kept = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp", "Cs"} else sign for sign in text)
    return " ".join(kept.split())[:LONGEST_SUBJECT]


def _name_boundaries(mail: EmailMessage, token: str) -> None:
    """Name what parts are divided by; else it is drawn anew for each attempt."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"={token}-{number}=")
