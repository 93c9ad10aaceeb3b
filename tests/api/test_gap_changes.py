"""Gaps in the time machine over HTTP: which opened and closed between two instants, and what it took."""

from datetime import timedelta
from typing import Any

from schemas.instants import instant_text, parse_instant
from tests.api.accounts import Account, item


def known_at(account: Account) -> str:
    """Return the instant of the last write."""
    return str(account.get("analysis/influence")["known_at"])


def shifted(instant: str, days: int) -> str:
    """Return the instant some days after another."""
    return instant_text(parse_instant(instant) + timedelta(days=days))


def changes(account: Account, since: str, **parameters: str) -> dict[str, Any]:
    """Return what changed since an instant."""
    return account.get("analysis/changes", **{"from": since, **parameters})


def test_gaps_that_opened_and_closed_are_listed_with_what_it_took(board: Account):
    """The board never met bo; then kim meets him, and di, whom nobody knows, is given a vote; a year passes."""
    word = {"attribute": "political_status", "value": "inner_circle", "observed_at": "2026-06-30T00:00:00Z"}
    board.batch(
        *(item("person", f"p{number}", name=f"Person {number}") for number in range(4)),
        item("assessment", "w1", person="bo", **word),
    )
    since, met = known_at(board), {"people": ["bo"], "members": [f"{board.id}-kim"], "channel": "visit"}
    board.batch(
        item("stake", "k3", person="di", chain="c1", weight=1),
        *(
            item("interaction", f"m{day}", at=shifted(since, -day), direction="mutual", depth=5, **met)
            for day in (1, 9)
        ),
    )
    until = shifted(known_at(board), 1)
    found = changes(board, since, to=until, lang="en")["gaps"]
    uncovered = {(one["what"], one["cause"], one["finding"]) for one in found if one["rule"] == "key-player-uncovered"}
    never = "has a say on “Board”, and none of us has ever met them."
    assert uncovered == {("opened", "recorded", f"Di Okafor {never}"), ("closed", "recorded", f"Bo Lind {never}")}
    listed = {one["id"] for one in board.get("analysis/gaps", as_of=until)["gaps"]}
    assert {one["id"] for one in found if one["what"] == "opened"} <= listed
    assert listed.isdisjoint(one["id"] for one in found if one["what"] == "closed")
    of_chain = changes(board, since, to=until, chain="c1", lang="zh")["gaps"]
    assert {one["id"] for one in of_chain} <= {one["id"] for one in found}
    assert any("而我方从未有人与其见过面" in one["finding"] for one in of_chain)
    later = changes(board, until, to=shifted(until, 365))["gaps"]
    assert {one["cause"] for one in later} == {"time"}
