"""Mail: what a receiver reads, what no name can add to it, and what a mail server can do to us."""

import ssl
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr

from app.deliveries.attempt import AttemptFailed
from app.deliveries.digest.page import page_of
from app.deliveries.mail.message import Attachment, Envelope, mail_of
from app.deliveries.mail.smtp import Login, send_mail
from app.deliveries.receivers.receiver import MailServer
from tests.unit.deliveries.digests import book_digest
from tests.unit.deliveries.servers import MailBox, close, close_at_once, drip, hang, mail_server, rude_server

ENVELOPE = Envelope("stakegraph@example.com", "lead@example.com", "0a1b", datetime(2026, 7, 1, 2, tzinfo=UTC))
FILES = (Attachment("report.html", "text/html", b"<p>\xe4\xba\x91"), Attachment("report.xlsx", "application/x", b"PK"))


def mail(language: Any = "en", attachments: tuple[Attachment, ...] = (), **changed: Any) -> EmailMessage:
    page = page_of(book_digest(language))._replace(**changed)
    return mail_of(page, ENVELOPE, attachments)


def read(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def server(port: int, **options: Any) -> MailServer:
    asked = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "stakegraph@example.com"}
    return MailServer(**{**asked, **options})


def fault_of(port: int, seconds: float = 30.0, **options: Any) -> tuple[str, int | None]:
    with pytest.raises(AttemptFailed) as failed:
        send_mail(mail(), server(port, **options), None, seconds=seconds)
    return failed.value.fault, failed.value.code


@pytest.mark.parametrize(("language", "word"), [("en", "Accounts on 2026-07-01"), ("zh", "2026-07-01 客户情况")])
def test_a_mail_arrives_with_text_page_and_attachments(language, word):
    box = MailBox()
    with mail_server(box) as port:
        send_mail(mail(language, FILES), server(port), None)
    [envelope] = box.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("stakegraph@example.com", ["lead@example.com"])
    got = read(envelope.content)
    assert str(got["Subject"]).startswith(word)
    assert got["Message-ID"] == "<0a1b@example.com>"
    assert got["Date"] == "Wed, 01 Jul 2026 02:00:00 +0000"
    text, page = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None and word in text.get_content()  # noqa: PT018 - for the type checker
    assert page is not None and "云河重工" in page.get_content()  # noqa: PT018 - for the type checker
    files = [(part.get_filename(), part.get_payload(decode=True)) for part in got.iter_attachments()]
    assert files == [(file.name, file.content) for file in FILES]


def test_each_attempt_sends_the_same_bytes():
    assert mail("zh", FILES).as_bytes() == mail("zh", FILES).as_bytes()


@pytest.mark.parametrize(
    "name", ["Acme\r\nBcc: all@example.com", "Acme\nX-A: b", "A\u2028B\u2029C\x00\x1b[2J", "云\r云"]
)
def test_a_name_adds_neither_header_nor_receiver(name):
    got = read(mail(subject=name).as_bytes())
    assert set(got.keys()) == set(read(mail().as_bytes()).keys())
    assert str(got["Subject"]).isprintable()
    assert got["To"] == "lead@example.com"
    box = MailBox()
    with mail_server(box) as port:
        send_mail(mail(subject=name), server(port), None)
    assert box.envelopes[0].rcpt_tos == ["lead@example.com"]


@pytest.mark.parametrize(
    ("reply", "fault"), [("550 no such user", ("refused", 550)), ("451 try again later", ("busy", 451))]
)
def test_a_refusal_for_good_is_kept_apart_from_one_for_now(reply, fault):
    with mail_server(MailBox(reply)) as port:
        assert fault_of(port) == fault


@pytest.mark.parametrize("behaviour", [hang, drip])
def test_a_server_that_hangs_or_drips_is_given_up(behaviour):
    with rude_server(behaviour) as port:
        assert fault_of(port, seconds=0.2) == ("no_answer", None)


@pytest.mark.parametrize("behaviour", [close, close_at_once])
def test_a_server_that_closes_has_taken_nothing(behaviour):
    with rude_server(behaviour) as port:
        assert fault_of(port, security="tls" if behaviour is close else "none") == ("closed", None)


def test_a_server_that_is_not_there_cannot_be_reached():
    with rude_server(close_at_once) as port:
        assert fault_of(port) == ("closed", None)
    assert fault_of(port) == ("unreachable", None)


def test_without_tls_nothing_is_sent_where_tls_is_asked_for():
    box = MailBox()
    with mail_server(box) as port:
        assert fault_of(port, security="starttls") == ("no_tls", None)
    assert box.envelopes == []


def test_a_certificate_that_nobody_vouches_for_is_refused_and_a_login_goes_over_tls(certificate):
    served, trusted = certificate
    box = MailBox()
    seen: list[tuple[bytes, bytes, bool]] = []

    def authenticate(smtp: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> Any:
        seen.append((data.login, data.password, session.ssl is not None))
        return AuthResult(success=data.password == b"right", handled=False)

    options = {"tls_context": served, "require_starttls": True, "authenticator": authenticate, "auth_required": True}
    with mail_server(box, **options) as port:
        asked = server(port, host="localhost", security="starttls")
        with pytest.raises(AttemptFailed, match="certificate"):
            send_mail(mail(), asked, None)
        with pytest.raises(AttemptFailed, match="login"):
            send_mail(mail(), asked, login("wrong"), context=trusted)
        send_mail(mail(), asked, login("right"), context=trusted)
    assert len(box.envelopes) == 1
    assert seen[-1] == (b"stakegraph", b"right", True)
    assert all(over_tls for *_, over_tls in seen)


def login(password: str) -> Login:
    return Login(SecretStr("stakegraph"), SecretStr(password))


CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""A key and a certificate for localhost that it signed itself; of tests alone."""


@pytest.fixture(scope="module")
def certificate() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """How a server shows that certificate, and a client that trusts it alone."""
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(CERTIFICATE)
    return served, ssl.create_default_context(cafile=str(CERTIFICATE))
