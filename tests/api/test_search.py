"""Search across accounts: what is there is found by any script, by mail and by telephone number, page by page."""

from typing import Any

import httpx
import pytest

from tests.api.accounts import Account, done, ending, fresh_id, item
from tests.api.problems import assert_invalid

Json = dict[str, Any]

MARK = fresh_id("zq").replace("-", "")
"""A word that no other test writes."""


@pytest.fixture(scope="module")
def firms(client: httpx.Client) -> list[Account]:
    """Two accounts with people, a department and a deal that bear the mark."""
    made = [Account(client), Account(client)]
    for number, firm in enumerate(made):
        firm.batch(
            item("person", "ada", name=f"Łukasz WÓJCIK {MARK}", title="Head", mails=[f"Luk{number}.{MARK}@a.example"]),
            item("person", "wei", name=f"张伟 {MARK}", phones=[f"+49 (30) 77{number}1-2345"]),
            item("department", "buy", name=f"Einkauf Straße {MARK}"),
            item("opportunity", "deal", name=f"Line {number} {MARK}"),
            item("person", "gone", name=f"Gone {MARK}"),
        )
        firm.batch(ending("person", "gone"))
    done(client.patch(made[0].path, json={"name": f"Firm {MARK}"}))
    return sorted(made, key=lambda firm: firm.id)


def found(client: httpx.Client, q: str, **asked: Any) -> list[tuple[str, str, str]]:
    """Return kind, account and id of what a search finds."""
    items = done(client.get("/v1/search", params={"q": q, **asked}))["items"]
    return [(each["kind"], each["account_id"], each["id"]) for each in items]


def test_records_of_all_accounts_are_found_by_their_names_but_not_those_that_ended(client, firms):
    everything = found(client, MARK)
    kinds = (("person", ["ada", "wei"]), ("department", ["buy"]), ("opportunity", ["deal"]))
    expected = [(kind, firm.id, one) for kind, ids in kinds for firm in firms for one in ids]
    assert everything[0][0] == "account"
    assert everything[1:] == expected
    assert found(client, MARK, kind="department") == [("department", firm.id, "buy") for firm in firms]


def test_case_accents_width_and_script_do_not_matter_and_every_word_must_be_there(client, firms):
    people = [("person", firm.id, "ada") for firm in firms]
    assert found(client, f"wojcik lukasz {MARK}") == people
    assert found(client, f"ＷＯＪＣＩＫ {MARK.upper()}") == people
    assert found(client, f"伟 {MARK}") == [("person", firm.id, "wei") for firm in firms]
    assert found(client, f"strasse {MARK}") == [("department", firm.id, "buy") for firm in firms]
    assert found(client, f"wojcik kowalski {MARK}") == []


def test_people_are_found_by_mail_and_by_number_however_it_is_written(client, firms):
    assert [each[2] for each in found(client, f"LUK0.{MARK}@A.example")] == ["ada"]
    for number in ("30 7701 2345", "(30)77012345", "7701-2345"):
        assert [each[2] for each in found(client, number)] == ["wei"]
    assert found(client, "770123450") == []


def test_people_are_found_by_what_they_are_called_now_and_not_by_what_they_will_be(client):
    firm, now, later = Account(client), fresh_id("zn").replace("-", ""), fresh_id("zl").replace("-", "")
    firm.batch(item("person", "ada", name=f"Ada {now}"))
    done(client.patch(f"{firm.path}/people/ada", params={"effective_at": "2090-01-01T00:00:00Z"}, json={"name": later}))
    assert found(client, now) == [("person", firm.id, "ada")]
    assert found(client, later) == []
    assert found(client, f"{now} {later}") == []


def test_people_alone_are_the_people_of_a_search(client, firms):
    people = done(client.get("/v1/people", params={"q": MARK}))
    assert people["items"] == done(client.get("/v1/search", params={"q": MARK, "kind": "person"}))["items"]
    assert len(people["items"]) == 4
    assert_invalid(client.get("/v1/people"), "?q")


def test_it_says_who_and_where_they_are(client, firms):
    [hit] = done(client.get("/v1/search", params={"q": f"luk1.{MARK}"}))["items"]
    assert hit["name"] == f"Łukasz WÓJCIK {MARK}"
    assert (hit["kind"], hit["title"]) == ("person", "Head")
    assert hit["account_name"] == done(client.get(f"/v1/accounts/{hit['account_id']}"))["name"]


def test_pages_hold_everything_once(client, firms):
    seen: list[tuple[str, str, str]] = []
    cursor: Json = {}
    while True:
        page = done(client.get("/v1/search", params={"q": MARK, "limit": 2, **cursor}))
        seen += [(each["kind"], each["account_id"], each["id"]) for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == found(client, MARK)
    assert_invalid(client.get("/v1/search", params={"q": "other", **cursor}), "?cursor")


def test_what_cannot_be_searched_is_refused_where_it_stands(client):
    for asked, pointer in (
        ({}, "?q"),
        ({"q": "  "}, "?q"),
        ({"q": "x" * 201}, "?q"),
        ({"q": "ada", "kind": "planet"}, "?kind"),
        ({"q": "ada", "limit": 0}, "?limit"),
        ({"q": "ada", "sort": "name"}, "?sort"),
        ({"q": "ada", "cursor": "x"}, "?cursor"),
    ):
        assert_invalid(client.get("/v1/search", params=asked), pointer)
    assert found(client, "(.*)") == []
