"""The log of contacts is the same, whether these were read one by one or packed."""

from dataclasses import fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import pytest

from analytics.inputs.contact_log import ContactLog, Named, contact_log
from graph.read.packed_rows import packed_rows, unpacked_rows
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import InteractionNode
from tests.unit.analytics.rich_account import rich

DAYS: list[tuple[Any, ...]] = [
    (["ada"], ["kim"], "meeting", None, "ours", "inbound", 3, 0.5, None, None, -1),
    (["ada"], ["kim"], "mail", None, None, "inbound", None, None, True, "2026-06-05T00:00:00.000000Z", 0),
    (["bo", "ada"], None, None, None, None, "mutual", 1, 1.0, None, None, "unknown"),
    (["ada"], ["kim", "lea"], None, None, "nobody", None, None, None, None, None, None),
    (["bo"], [], "mail", None, None, "outbound", 2, None, True, None, 1),
]
WEEK = tuple(
    InteractionNode(f"i{day}", f"2026-06-0{day}T22:30:00.000000Z", *values) for day, values in enumerate(DAYS, start=1)
)


def packed(account: AccountGraph) -> AccountGraph:
    """Return an account whose contacts are read as the run of a report packs them."""
    found = unpacked_rows(packed_rows({"interaction": sorted(account.interactions, key=lambda row: row[1::-1])}))
    return replace(account, interactions=found["interaction"])


def everything(log: ContactLog) -> dict[str, Any]:
    """Return all that a log says, as plain values."""
    names = [name for name, value in vars(ContactLog).items() if isinstance(value, cached_property)]
    names += [field.name for field in fields(ContactLog)]
    return {name: plain(getattr(log, name)) for name in names}


def plain(value: Any) -> Any:
    if isinstance(value, Named):
        return {name: plain(each) for name, each in vars(value).items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value.tolist() if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("timezone", [None, "Europe/Berlin"])
@pytest.mark.parametrize("contacts", [(), WEEK, WEEK[:1], rich().interactions], ids=["none", "a week", "one", "many"])
def test_a_packed_log_says_the_same(contacts, timezone):
    account = replace(rich(), interactions=contacts, timezone=timezone)
    assert everything(contact_log(packed(account))) == everything(contact_log(account))


def test_a_log_says_of_each_contact_what_was_recorded():
    log = contact_log(packed(replace(rich(), interactions=WEEK)))
    assert [log.people.ids[who] for who in log.people.who] == ["ada", "ada", "bo", "ada", "ada", "bo"]
    assert log.people.contact.tolist() == [0, 1, 2, 2, 3, 4]
    assert log.members.many.tolist() == [1, 1, 0, 2, 0]
    assert log.initiator.tolist() == [0, 1, -1, -1, 0]
    assert log.both_ways.tolist() == [True, True, True, False, False]
    assert log.complaint.tolist() == [True, False, False, False, False]
    assert log.depth.tolist() == [0.0, 0.0, 0.2, 0.0, 0.4]
    assert [row.id for row in log.questions] == ["i2"]
