"""Deliveries: once for each receiver and date, tried again for hours, and the same to whoever gets one twice."""

import asyncio
import base64
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from app.deliveries.courier import DELAYS, Compared, Courier
from app.deliveries.mail.message import Attachment
from app.deliveries.receivers.file import Receivers
from app.deliveries.receivers.receiver import AskedReader, MailServer, Receiver
from graph.deliveries import LEASE
from graph.store import Store
from schemas.errors import StoreUnavailable
from schemas.messages.message import Message
from schemas.reports.deliveries import Delivery
from tests.contract.held_clock import HeldClock
from tests.unit.deliveries.digests import UNCHANGED, reports
from tests.unit.deliveries.servers import MailBox, mail_server, webhook_server

NOW = "2026-03-02T02:00:00.000000Z"
DAY = date(2026, 3, 2)  # a Monday

BOOK: AskedReader = "book"  # type: ignore[assignment] # as the file writes it

SECRET = SecretStr("whsec_" + base64.b64encode(b"k" * 32).decode())


class Shelf:
    """Reports made by hand, of every date."""

    def __init__(self, quiet: bool = False, there: bool = True) -> None:
        self.quiet = quiet
        self.there = there
        self.asked = 0
        self.fails: Exception | None = None

    async def compared(self, day: date, reader: Any, language: Any, period: Any) -> Compared | None:
        """Return the report of any date."""
        self.asked += 1
        if self.fails is not None:
            raise self.fails
        both = reports(language, UNCHANGED) if self.quiet else reports(language)
        return Compared(*both) if self.there else None

    async def attachment(self, report: Any, form: str) -> Attachment:
        """Return a form that says which it is."""
        return Attachment(f"report.{form}", "text/plain", form.encode())

    def forget(self) -> None:
        """Keep what was made by hand."""


def webhook(address: str, **fields: Any) -> Receiver:
    return Receiver(webhook=address, secret_variable="CRM_SECRET", reader=BOOK, **fields)


def receivers(**by_name: Receiver) -> Receivers:
    return Receivers(None, by_name, {"CRM_SECRET": SECRET}, frozenset({"127.0.0.1"}))


def name() -> str:
    """Return a name that no other test has, so that all of them may share a store."""
    return f"r{secrets.token_hex(4)}"


def courier(store: Store, given: Receivers, shelf: Shelf | None = None) -> Courier:
    return Courier(store.deliveries, given, shelf or Shelf(), store.clock)


async def mark(store: Store, receiver: str) -> Delivery:
    """Return the only mark of a receiver."""
    [found] = [each for each in await store.deliveries.page(1000) if each.receiver == receiver]
    return found


@pytest.fixture(autouse=True)
def _held(clock: HeldClock) -> None:
    clock.hold(NOW)


async def test_a_digest_is_sent_once_for_a_date_however_often_it_is_planned(store):
    crm = name()
    with webhook_server() as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address)}))
        for _ in range(3):
            await bringing.plan(DAY)
            await bringing.send_due()
        assert len(taken) == 1
        await bringing.plan(DAY + timedelta(days=1))
        await bringing.send_due()
    assert len(taken) == 2
    assert taken[0].headers["webhook-id"] != taken[1].headers["webhook-id"]
    [tomorrow, today] = [each for each in await store.deliveries.page(1000) if each.receiver == crm]
    assert (today.state, today.attempts, today.due_at, today.fault) == ("sent", 1, None, None)
    assert (today.date, tomorrow.date) == ("2026-03-02", "2026-03-03")


async def test_whoever_is_not_due_that_day_gets_nothing_unless_asked_for_by_name(store):
    weekly = name()
    with webhook_server() as (address, taken):
        bringing = courier(store, receivers(**{weekly: webhook(address, when="tuesday")}))
        await bringing.plan(DAY)
        await bringing.send_due()
        assert taken == []
        await bringing.plan(DAY, weekly)
        await bringing.send_due()
    assert len(taken) == 1


async def test_a_server_that_answers_500_for_an_hour_gets_it_after_that_hour_with_the_same_id(store, clock):
    crm, begun = name(), store.clock()
    attempts: list[timedelta] = []

    def status(number: int) -> int:
        attempts.append(store.clock() - begun)
        return 204 if attempts[-1] > timedelta(hours=1) else 500

    with webhook_server(status) as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address)}))
        await bringing.plan(DAY)
        while (await mark(store, crm)).due_at is not None:
            await bringing.send_due()
            clock.advance(minutes=1)
    assert [each / timedelta(minutes=1) for each in attempts] == [0, 1, 6, 21, 81]
    assert (await mark(store, crm)).state == "sent"
    assert len({request.headers["webhook-id"] for request in taken}) == 1
    assert len({request.body for request in taken}) == 1
    assert len({request.headers["webhook-timestamp"] for request in taken}) == 5


async def test_what_fails_for_a_day_is_given_up_and_can_be_sent_by_hand(store, clock):
    crm, answers = name(), [503]
    with webhook_server(lambda number: answers[0]) as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address)}))
        await bringing.plan(DAY)
        for delay in (timedelta(0), *DELAYS):
            clock.advance(seconds=delay.total_seconds())
            await bringing.send_due()
        dead = await mark(store, crm)
        assert (dead.state, dead.fault, dead.code, dead.attempts) == ("dead", "status", 503, len(DELAYS) + 1)
        clock.advance(days=2)
        await bringing.send_due()
        assert (await mark(store, crm)) == dead
        assert crm in {each.receiver for each in await store.deliveries.page(100, state="dead")}
        answers[0] = 200
        [sent] = await bringing.send_by_hand([dead])
        assert await bringing.send_by_hand([dead, sent]) == []
    assert (sent.state, sent.fault, sent.code) == ("sent", None, None)
    assert len(taken) == len(DELAYS) + 2


@pytest.mark.parametrize("status", [410, 302])
async def test_a_receiver_that_is_gone_is_given_up_at_once_and_one_that_points_elsewhere_is_tried_again(store, status):
    crm = name()
    with webhook_server(lambda number: status) as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address)}))
        await bringing.plan(DAY)
        await bringing.send_due()
    assert (await mark(store, crm)).state == ("dead" if status == 410 else "waiting")
    assert [request.path for request in taken] == ["/hooks/report"]


async def test_of_several_services_on_one_store_one_sends(store):
    crm = name()
    with webhook_server() as (address, taken):
        several = [courier(store, receivers(**{crm: webhook(address)})) for _ in range(6)]
        await asyncio.gather(*(each.plan(DAY) for each in several))
        await asyncio.gather(*(each.send_due() for each in several))
    assert len(taken) == 1


async def test_a_process_that_dies_between_sending_and_saying_so_sends_again_with_the_same_id(store, clock):
    crm = name()
    with webhook_server() as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address)}))
        await bringing.plan(DAY)
        died = await sent_by_a_process_that_dies(store, bringing, crm)
        await bringing.send_due()
        assert len(taken) == 1  # its lease still runs: nobody knows that it is dead
        clock.advance(seconds=LEASE.total_seconds())
        await bringing.send_due()
        assert await store.deliveries.end(died, "dead") is None  # whoever was taken for dead has no say any more
    first, second = taken
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert ((await mark(store, crm)).state, (await mark(store, crm)).attempts) == ("sent", 2)


async def sent_by_a_process_that_dies(store: Store, bringing: Courier, receiver: str) -> Delivery:
    claimed = await store.deliveries.claim(await mark(store, receiver))
    assert claimed is not None
    assert await bringing._bring(claimed)
    return claimed


async def test_a_mail_has_the_same_message_id_each_time_and_brings_what_was_asked_for(store, clock):
    lead, box = name(), MailBox()
    with mail_server(box) as port:
        server = MailServer(host="127.0.0.1", port=port, security="none", sender="sg@example.com")
        given = Receivers(server, {lead: Receiver(mail="lead@example.com", reader=BOOK, attach=("html", "csv"))}, {})
        bringing = courier(store, given)
        await bringing.plan(DAY)
        await sent_by_a_process_that_dies(store, bringing, lead)
        clock.advance(seconds=LEASE.total_seconds())
        await bringing.send_due()
    first, second = (envelope.content for envelope in box.envelopes)
    assert first == second
    assert f"Message-ID: <{(await mark(store, lead)).token}@example.com>".encode() in first
    assert b'filename="report.html"' in first
    assert b'filename="report.csv"' in first


@pytest.mark.parametrize(("quiet", "sent"), [("nothing", 0), ("one line", 1)])
async def test_a_day_on_which_nothing_changed_sends_one_line_or_nothing(store, quiet, sent):
    crm = name()
    with webhook_server() as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address, quiet=quiet)}), Shelf(quiet=True))
        await bringing.plan(DAY)
        await bringing.send_due()
    assert len(taken) == sent
    assert (await mark(store, crm)).state == ("sent" if sent else "quiet")


ODD: list[tuple[Callable[[Shelf, Receivers], Receivers], tuple[str, str | None]]] = [
    (lambda shelf, given: _set(shelf, given, "there", False), ("dead", "no_report")),
    (lambda shelf, given: receivers(), ("dead", "no_receiver")),
    (lambda shelf, given: _set(shelf, given, "fails", ZeroDivisionError()), ("waiting", "unexpected")),
]


def _set(shelf: Shelf, given: Receivers, attribute: str, value: Any) -> Receivers:
    setattr(shelf, attribute, value)
    return given


@pytest.mark.parametrize(("change", "outcome"), ODD)
async def test_what_cannot_be_sent_is_kept_with_its_reason_and_holds_nobody_else(store, change, outcome):
    crm, other = name(), name()
    with webhook_server() as (address, taken):
        await courier(store, receivers(**{crm: webhook(address)})).plan(DAY)
        shelf = Shelf()
        given = change(shelf, receivers(**{crm: webhook(address)}))
        await courier(store, given, shelf).send_due()
        assert taken == []
        healthy = courier(store, receivers(**{other: webhook(address)}))
        await healthy.plan(DAY)
        await healthy.send_due()
    assert ((found := await mark(store, crm)).state, found.fault) == outcome
    assert (await mark(store, other)).state == "sent"


async def test_while_reports_cannot_be_read_nothing_is_lost(store, clock):
    crm, shelf = name(), Shelf()
    with webhook_server() as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address)}), shelf)
        await bringing.plan(DAY)
        shelf.fails = StoreUnavailable(Message("store.older_schema"))
        with pytest.raises(StoreUnavailable):
            await bringing.send_due()
        shelf.fails = None
        clock.advance(seconds=LEASE.total_seconds())
        await bringing.send_due()
    assert len(taken) == 1
    assert (await mark(store, crm)).state == "sent"


async def test_a_mark_holds_no_address_and_no_word_of_what_was_sent(store, client):
    crm = name()
    with webhook_server() as (address, taken):
        bringing = courier(store, receivers(**{crm: webhook(address)}))
        await bringing.plan(DAY)
        await bringing.send_due()
    rows = await client.read("deliveries.list", before="~", state="", date="2026-03-02", limit=1000)
    kept = str([row for [row] in rows if row["receiver"] == crm])
    assert crm in kept
    assert address not in kept
    assert "Halden" in taken[0].body.decode()
    assert "Halden" not in kept


async def test_marks_are_forgotten_after_more_than_a_year(store, clock):
    crm, shelf = name(), Shelf()
    bringing = courier(store, receivers(**{crm: webhook("https://example.invalid/")}), shelf)
    clock.hold("2024-01-01T02:00:00.000000Z")
    await bringing.plan(date(2024, 1, 1))
    clock.hold("2025-02-04T02:00:00.000000Z")
    await bringing.plan(date(2025, 2, 4))
    dates = [each.date for each in await store.deliveries.page(1000) if each.receiver == crm]
    assert dates == ["2025-02-04", "2024-01-01"]
    clock.hold("2025-02-06T02:00:00.000000Z")
    await bringing.plan(date(2025, 2, 6))
    dates = [each.date for each in await store.deliveries.page(1000) if each.receiver == crm]
    assert dates == ["2025-02-06", "2025-02-04"]
