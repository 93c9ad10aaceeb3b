"""The command line of keys: `stakegraph key create | list | revoke | rotate | roles`."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from app.commands.command_line import json_option, run_on_store, settings_of, store_options
from app.commands.parameter_types import Expiry, Span, Text
from app.commands.spoken.commands import SpokenGroup, language_option
from app.commands.terminal import say
from app.security.key_texts import new_key_text
from app.security.principals import KEEPER
from graph.rising_clock import utc_now
from graph.store import Store
from schemas.api_keys import ApiKey, Role
from schemas.fields import Identifier, Line
from schemas.instants import instant_text
from schemas.messages.message import Message

expires_option = click.option(
    "--expires",
    type=Expiry(),
    default="90d",
)


@click.group(name="key", cls=SpokenGroup)
@language_option
def key_group() -> None:
    """Keep the keys that requests send."""


@key_group.command()
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", type=Text(Line))
@click.option("--member", type=Text(Identifier))
@expires_option
@store_options
def create(role: str, name: str | None, member: str | None, expires: str, data: Path | None, as_json: bool) -> None:
    """Make a key and show it, this once."""
    text, proof = new_key_text()

    async def work(store: Store) -> ApiKey:
        key = ApiKey(proof, Role(role), name, member, instant_text(store.clock()), KEEPER.id, expires)
        await store.api_keys.create(key)
        return key

    _show_new(run_on_store(settings_of(data=data), work), text, as_json)


@key_group.command(name="list")
@store_options
def list_keys(data: Path | None, as_json: bool) -> None:
    """List every key that was ever made."""

    async def work(store: Store) -> list[dict[str, Any]]:
        now = instant_text(store.clock())
        return [_shown(key, now) for key in await store.api_keys.read_all()]

    shown = run_on_store(settings_of(data=data), work)
    if as_json:
        click.echo(json.dumps({"keys": shown}, ensure_ascii=False))
    elif shown:
        _print_table(["id", "role", "state", "expires_at", "name", "member"], shown)
    else:
        say(Message("commands.no_keys"))


@key_group.command()
@click.argument("key_id", metavar="ID")
@store_options
def revoke(key_id: str, data: Path | None, as_json: bool) -> None:
    """Refuse a key from now on."""
    key = run_on_store(settings_of(data=data), lambda store: store.api_keys.revoke(key_id))
    if as_json:
        click.echo(json.dumps(_shown(key, instant_text(utc_now())), ensure_ascii=False))
    else:
        say(Message("commands.key_revoked", key=key.id, since=str(key.revoked_at)))


@key_group.command()
@click.argument("key_id", metavar="ID")
@click.option("--overlap", type=Span(), default="24h")
@expires_option
@store_options
def rotate(key_id: str, overlap: timedelta, expires: str, data: Path | None, as_json: bool) -> None:
    """Make a key that takes the place of another."""
    text, proof = new_key_text()
    settings = settings_of(data=data)
    old, new = run_on_store(settings, lambda store: store.api_keys.rotate(key_id, proof, expires, overlap))
    _show_new(new, text, as_json, {"replaces": _shown(old, instant_text(utc_now()))})
    if not as_json:
        say(Message("commands.key_good_until", key=old.id, until=old.expires_at))


@key_group.command()
@json_option
@language_option
def roles(as_json: bool) -> None:
    """Print what each role may do."""
    from app.main import create_app  # every endpoint: seconds that other commands need not wait for
    from app.pages.roles import operation_rows, outline, role_table

    document = outline(create_app(settings_of()))
    if as_json:
        rows = [dict(zip(("operation", "request", "role"), row, strict=True)) for row in operation_rows(document)]
        click.echo(json.dumps({"operations": rows}))
    else:
        click.echo(role_table(document))


def _show_new(key: ApiKey, text: str, as_json: bool, more: dict[str, Any] | None = None) -> None:
    if as_json:
        shown = {**_shown(key, key.created_at), "key": text, **(more or {})}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    click.echo(text)
    say(Message("commands.key_made", role=key.role.value, until=key.expires_at))


def _shown(key: ApiKey, now: str) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "role": key.role.value,
        "member": key.member,
        "state": key.state_at(now),
        "created_at": key.created_at,
        "created_by": key.created_by,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
    }


def _print_table(names: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    cells = [list(names), *([str(row[name] or "-") for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names))]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
