"""The command line of the clock: `stakegraph clock show | confirm`."""

import json
from pathlib import Path

import click

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.spoken.commands import SpokenGroup, language_option
from app.commands.terminal import say
from graph.clock_watch import CLOCK_LOOK_SECONDS
from graph.clocks.faults import ClockFault
from graph.store import Store
from schemas.instants import instant_text
from schemas.messages.message import Message


@click.group(name="clock", cls=SpokenGroup)
@language_option
def clock_group() -> None:
    """Compare the clock of this machine with the store."""


@clock_group.command()
@store_options
def show(data: Path | None, as_json: bool) -> None:
    """Say how far the clock is off."""

    async def work(store: Store) -> tuple[str, ClockFault | None]:
        return instant_text(store.clock()), store.clock.fault()

    now, fault = run_on_store(settings_of(data=data), work)
    if as_json:
        _print(now, fault)
    elif fault is None:
        say(Message("clock.nothing_wrong", now=now))
    else:
        say(fault.refusal if fault.refuses else Message("clock.goes_on", fault=fault.message))


@clock_group.command()
@store_options
def confirm(data: Path | None, as_json: bool) -> None:
    """Take the clock of this machine as right from now on."""

    async def work(store: Store) -> tuple[str, ClockFault | None]:
        fault = await store.clock_watch.confirm()
        return instant_text(store.clock()), fault

    now, fault = run_on_store(settings_of(data=data), work)
    if as_json:
        _print(now, fault)
        return
    say(Message("clock.confirmed", now=now, seconds=CLOCK_LOOK_SECONDS))
    if fault is not None:
        say(Message("clock.was", fault=fault.message))


def _print(now: str, fault: ClockFault | None) -> None:
    answer = {"now": now, "against": fault and fault.against, "off_seconds": fault and fault.off.total_seconds()}
    click.echo(json.dumps(answer))
