"""Sends one digest the way its receiver asked for; blocks, and gives up by itself."""

from collections.abc import Sequence

from app.deliveries.attempt import AttemptFailed
from app.deliveries.digest.page import page_of
from app.deliveries.mail.message import Attachment, Envelope, mail_of
from app.deliveries.mail.smtp import Login, send_mail
from app.deliveries.receivers.file import Receivers
from app.deliveries.receivers.receiver import MailServer, Receiver
from app.deliveries.webhooks.request import body_of, send_webhook, webhook_headers
from app.deliveries.webhooks.signature import key_of
from schemas.instants import parse_instant
from schemas.reports.deliveries import Delivery
from schemas.reports.digest import Digest
from schemas.reports.run_finished import RunFinished


def dispatch(
    delivery: Delivery,
    receiver: Receiver,
    receivers: Receivers,
    content: Digest | RunFinished,
    attachments: Sequence[Attachment],
    seconds: int,
) -> None:
    """Send a digest, or to a webhook the events of a run, and return when it was taken.

    Parameters
    ----------
    seconds : int
        Since 1970, now: a webhook is signed with it.

    Raises
    ------
    AttemptFailed
        When it was not.
    """
    if receiver.mail is not None and receivers.mail is not None and isinstance(content, Digest):
        created_at = parse_instant(delivery.created_at)
        envelope = Envelope(receivers.mail.sender, receiver.mail, delivery.token, created_at)
        send_mail(mail_of(page_of(content), envelope, attachments), receivers.mail, _login(receivers.mail, receivers))
        return
    place, secret = receiver.address, receivers.secrets.get(receiver.secret_variable or "")
    key = None if secret is None else key_of(secret)
    if place is None or key is None:
        raise AttemptFailed("no_receiver")
    body = body_of(content, delivery.created_at)
    private = (place.hostname or "") in receivers.private_hosts
    send_webhook(place, body, webhook_headers(key, delivery.token, seconds, body), private=private)


def _login(server: MailServer, receivers: Receivers) -> Login | None:
    if server.user_variable is None or server.password_variable is None:
        return None
    return Login(receivers.secrets[server.user_variable], receivers.secrets[server.password_variable])
