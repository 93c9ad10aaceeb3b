"""The command line of deliveries: `stakegraph report send | deliveries`."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.spoken.commands import SpokenCommand
from app.commands.spoken.language import chosen_language
from app.commands.terminal import DONE, DONE_WITH_REJECTS, WRONG_USE, say, stop
from app.deliveries.receivers.file import Receivers, receivers_of
from app.deliveries.words import STATES, fault_of
from app.messages.sentences import sentence
from app.settings import Settings
from graph.store import Store
from schemas.errors import InvalidInput
from schemas.messages.message import Message
from schemas.reports.deliveries import Delivery, DeliveryState

SHOWN = 100
"""Deliveries that are listed unless more are asked for."""


@click.command(name="send", cls=SpokenCommand)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--receiver")
@store_options
def send_command(day: Any, receiver: str | None, data: Path | None, as_json: bool) -> None:
    """Send what of a date was not sent yet."""
    from app.deliveries.courier import Courier  # arrays, which other commands need not wait for
    from app.deliveries.stored_reports import StoredReports

    settings = settings_of(data=data)
    receivers = _receivers(settings, receiver)

    async def work(store: Store) -> list[Delivery]:
        courier = Courier(store.deliveries, receivers, StoredReports(store, settings.report_url), store.clock)
        await courier.plan(day.date(), receiver)
        planned = await store.deliveries.page(10_000, date=day.date().isoformat())
        wanted = [each for each in planned if receiver in {None, each.receiver}]
        await courier.send_by_hand(wanted)
        now = await store.deliveries.page(10_000, date=day.date().isoformat())
        return [each for each in now if receiver in {None, each.receiver}]

    found = run_on_store(settings, work)
    _show(found, as_json)
    sys.exit(DONE if all(each.state in {"sent", "quiet"} for each in found) else DONE_WITH_REJECTS)


@click.command(name="deliveries", cls=SpokenCommand)
@click.option("--state", type=click.Choice(get_args(DeliveryState)))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--limit", type=click.IntRange(1, 10_000), default=SHOWN)
@store_options
def deliveries_command(state: DeliveryState | None, day: Any, limit: int, data: Path | None, as_json: bool) -> None:
    """List what was sent or will be."""
    of: date | None = None if day is None else day.date()

    async def work(store: Store) -> list[Delivery]:
        return await store.deliveries.page(limit, state=state, date=None if of is None else of.isoformat())

    _show(run_on_store(settings_of(data=data), work), as_json)


def _receivers(settings: Settings, only: str | None) -> Receivers:
    """Return the receivers, or end the command with what is wrong with them."""
    try:
        found = receivers_of(settings)
    except InvalidInput as error:
        stop(WRONG_USE, error.detail)
    if not found.by_name:
        stop(WRONG_USE, Message("deliveries.nobody"))
    if only is not None and only not in found.by_name:
        stop(WRONG_USE, Message("deliveries.unknown_receiver", receiver=only, known=sorted(found.by_name)))
    return found


def _show(deliveries: Sequence[Delivery], as_json: bool) -> None:
    if as_json:
        shown = [{name: value for name, value in asdict(each).items() if name != "token"} for each in deliveries]
        click.echo(json.dumps({"deliveries": shown}, ensure_ascii=False))
        return
    for each in deliveries:
        click.echo("  ".join(_cells(each)))
    if not deliveries:
        say(Message("deliveries.none"))


def _cells(delivery: Delivery) -> list[str]:
    language, why = chosen_language(), fault_of(delivery)
    cells = [delivery.date, delivery.receiver, sentence(STATES[delivery.state], language)]
    return cells if why is None else [*cells, sentence(why, language)]
