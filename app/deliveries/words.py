"""What became of a delivery, as messages."""

from schemas.messages.message import Message
from schemas.reports.deliveries import Delivery, DeliveryState

STATES: dict[DeliveryState, Message] = {
    "waiting": Message("deliveries.state_waiting"),
    "sending": Message("deliveries.state_sending"),
    "sent": Message("deliveries.state_sent"),
    "quiet": Message("deliveries.state_quiet"),
    "dead": Message("deliveries.state_dead"),
}


def fault_of(delivery: Delivery) -> Message | None:
    """Return why the last attempt failed; None where none did.

    Examples
    --------
    >>> print(fault_of(Delivery("crm", "2026-07-01", "t", "", fault="status", code=500)))
    deliveries.fault_status(code=500)
    """
    if delivery.fault is None:
        return None
    code = delivery.code or 0
    return {
        "no_answer": Message("deliveries.fault_no_answer"),
        "unreachable": Message("deliveries.fault_unreachable"),
        "closed": Message("deliveries.fault_closed"),
        "status": Message("deliveries.fault_status", code=code),
        "gone": Message("deliveries.fault_gone"),
        "redirect": Message("deliveries.fault_redirect", code=code),
        "refused": Message("deliveries.fault_refused", code=code),
        "busy": Message("deliveries.fault_busy", code=code),
        "login": Message("deliveries.fault_login"),
        "certificate": Message("deliveries.fault_certificate"),
        "no_tls": Message("deliveries.fault_no_tls"),
        "private": Message("deliveries.fault_private"),
        "no_report": Message("deliveries.fault_no_report"),
        "no_receiver": Message("deliveries.fault_no_receiver"),
        "cut_off": Message("deliveries.fault_cut_off"),
        "unexpected": Message("deliveries.fault_unexpected"),
    }[delivery.fault]
