"""Lines of one account that follow each other are one group, and the same lines are always the same groups."""

import json

import pytest

from app.exchange.ndjson_lines import BYTES_A_WRITE, LINES_A_WRITE, LineGroup, LineGroups, lines_by_owner
from tests.cli.running import line


def groups_of(*texts: bytes | None) -> list[LineGroup]:
    groups = LineGroups()
    found = [groups.add(number, text) for number, text in enumerate(texts, start=1)]
    return [group for group in (*found, groups.rest()) if group]


def text(account: str | None, kind: str = "person", record_id: str | None = "p1", **data) -> bytes:
    body = line(account or "", kind, record_id, **data)
    if account is None:
        del body["account_id"]
    return json.dumps(body).encode()


def spans_of(*texts: bytes | None) -> list[tuple[str | None, int, int]]:
    return [(group.ledger, group.first, group.last) for group in groups_of(*texts)]


def test_each_change_of_account_begins_a_group():
    assert spans_of(text("a"), text("a"), text("b"), text("a")) == [("a", 1, 2), ("b", 3, 3), ("a", 4, 4)]


def test_blank_lines_count_and_divide_nothing():
    assert spans_of(text("a"), b"", b"  \r", text("a")) == [("a", 1, 4)]


def test_an_account_of_its_own_is_of_the_group_and_the_book_is_another():
    account, member = text(None, "account", "a"), text(None, "team_member", "m1")
    assert spans_of(account, text("a"), member, text("a")) == [("a", 1, 2), ("", 3, 3), ("a", 4, 4)]
    (first, *_) = groups_of(account, text("a"))
    parts = [(own, [line.number for line in lines]) for own, lines in lines_by_owner(first)]
    assert parts == [(True, [1]), (False, [2])]


def test_what_cannot_be_read_stays_where_it_stands():
    (group,) = groups_of(b"garbage", text("a"), None, text("a"))
    assert (group.ledger, [number for number, _ in group.refused]) == ("a", [1, 3])


def test_no_group_is_larger_than_one_write():
    assert [group.count for group in groups_of(*[text("a")] * (LINES_A_WRITE + 1))] == [LINES_A_WRITE, 1]
    assert [group.count for group in groups_of(*[b"x"] * (LINES_A_WRITE + 1))] == [LINES_A_WRITE, 1]
    large = text("a", name="x" * (BYTES_A_WRITE // 3))
    assert [group.count for group in groups_of(*[large] * 3)] == [2, 1]


@pytest.mark.parametrize(
    ("broken", "pointer"),
    [
        (b"[]", ""),
        (b'{"kind": "person", "id": "p1"}', "/account_id"),
        (b'{"kind": "person", "account_id": "", "id": "p1"}', "/account_id"),
        (b'{"kind": "person", "account_id": 7, "id": "p1"}', "/account_id"),
        (b'{"kind": "account", "data": {"name": "x"}}', "/id"),
        (b'{"kind": "nothing", "account_id": "a"}', "/kind"),
    ],
)
def test_a_line_without_a_place_is_refused_with_a_pointer(broken, pointer):
    (group,) = groups_of(broken)
    ((_, problems),) = group.refused
    assert problems[0].pointer == pointer


def test_the_digest_differs_by_content_and_place_of_groups():
    one, same = groups_of(text("a")), groups_of(text("a") + b"  ")
    assert one[0].digest == same[0].digest
    others = [groups_of(text("b")), groups_of(text("a"), b"x"), groups_of(b"", text("a"))]
    assert len({group[0].digest for group in (one, *others)}) == 4
