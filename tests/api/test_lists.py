"""Lists: filters of every kind, search in any script, sorting, chosen fields and pages that belong together."""

from typing import Any

import pytest

from app.records.list_parameters import ListParameters, list_parameters, ranges
from schemas.registry import ACCOUNT_RESOURCES
from tests.api.accounts import Account, done, item
from tests.api.problems import assert_problem

STAFF: dict[str, dict[str, Any]] = {
    "zhang": {"name": "张伟 Zhang Wei", "title": "采购总监", "seniority": "director", "tags": ["pilot", "华东"]},
    "li": {"name": "李娜", "title": "工程师", "seniority": "specialist", "kind": "known", "status": "active"},
    "weiss": {"name": "Jürgen Weiß", "title": "CFO", "seniority": "c_level", "vacant": False, "tags": ["pilot"]},
    "ana": {"name": "ANA Zhang-Souza", "seniority": "vp", "vacant": True, "desired_rung": "trusted"},
    "left": {"name": "Left Long Ago", "status": "left", "left_at": "2020-01-01T00:00:00Z"},
    "out": {"name": "Outside Adviser", "kind": "external", "external_kind": "adviser"},
    "emile": {"name": "Zoë Émile"},
    "isik": {"name": "IŞIK İlhan"},
    "lukasz": {"name": "Łukasz Wójcik"},
    "nguyen": {"name": "Nguyễn Văn A"},
    "reka": {"name": "Réka Horváth"},
    "mori": {"name": "森 ひかり"},
    "choe": {"name": "최 하늘"},
}


@pytest.fixture
def staff(account: Account) -> Account:
    """An account with people of several scripts, and edges between them."""
    account.batch(
        *(item("person", key, **fields) for key, fields in STAFF.items()),
        item("department", "buy", name="采购部 Procurement", function="procurement", expected_headcount=12),
        item("department", "cn", name="China desk", function="procurement", part_of="buy", expected_headcount=3),
        item("department", "law", name="Legal", function="legal", expected_headcount=101),
        item("membership", "m1", person="zhang", department="buy", primary=True, origin="import"),
        item("membership", "m2", person="li", department="cn", primary=False, origin="manual"),
        item("reporting_line", "r1", person="li", manager="zhang"),
        item("reporting_line", "r2", person="li", manager="weiss", line="dotted", origin="sync"),
        item("influence", "i1", source="ana", target="zhang", strength=0.9, topic="预算 budget"),
        item("influence", "i2", source="zhang", target="li", strength=0.1, topic="quality", confidence=0.5),
        item("influence", "i3", source="ana", target="weiss"),
    )
    return account


def ids(account: Account, path: str, **parameters: object) -> list[str]:
    return [record["id"] for record in account.get(path, **parameters)["items"]]


@pytest.mark.parametrize("resource", ACCOUNT_RESOURCES, ids=lambda resource: resource.path)
def test_every_declared_filter_chooses_exactly_the_records_that_say_so(staff, resource):
    records = staff.get(resource.path)["items"]
    bounds = {name for name, _ in ranges(resource)}
    filters = list_parameters(resource).model_fields.keys() - ListParameters.model_fields.keys() - bounds - {"q"}
    assert filters
    for name in filters:
        for value in {record[name] for record in records if record[name] is not None}:
            expected = [record["id"] for record in records if record[name] == value]
            sent = str(value).lower() if isinstance(value, bool) else value
            assert ids(staff, resource.path, **{name: sent}) == expected, name


def test_a_filter_that_nothing_fits_finds_nothing(staff):
    assert ids(staff, "people", title="nobody has it") == []


def test_filters_are_joined_by_and(staff):
    assert ids(staff, "people", tag="pilot") == ["weiss", "zhang"]
    assert ids(staff, "people", tag="pilot", seniority="director") == ["zhang"]
    assert ids(staff, "people", tag="华东", seniority="vp") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("张", ["zhang"]),
        ("伟", ["zhang"]),
        ("张伟", ["zhang"]),
        ("李", ["li"]),
        ("zhang", ["ana", "zhang"]),
        ("ZHANG", ["ana", "zhang"]),
        ("wei zhang", ["zhang"]),
        ("zhang 伟", ["zhang"]),
        ("wei", ["weiss", "zhang"]),
        ("jürgen", ["weiss"]),
        ("JÜRGEN", ["weiss"]),
        ("ju\u0308rgen", ["weiss"]),
        ("émile", ["emile"]),
        ("ÉMILE", ["emile"]),
        ("ana souza", ["ana"]),
        ("jurgen weiss", ["weiss"]),
        ("emile zoe", ["emile"]),
        ("ｅｍｉｌｅ", ["emile"]),
        ("ıŞik", ["isik"]),
        ("isik", ["isik"]),
        ("wojcik lukasz", ["lukasz"]),
        ("nguyen van", ["nguyen"]),
        ("reka", ["reka"]),
        ("森ひかり", ["mori"]),
        ("最하늘", []),
        ("최하늘", ["choe"]),
        ("z.o", []),
        ("   ", sorted(STAFF)),
        ("nobody", []),
        ("%", []),
        (".*", []),
    ],
)
def test_names_are_found_by_their_words_in_any_script_and_case(staff, words, found):
    assert ids(staff, "people", q=words) == found


def test_departments_and_accounts_are_found_by_name_too(staff, client):
    assert ids(staff, "departments", q="采购") == ["buy"]
    word = f"w{staff.id.removeprefix('t-')}"
    client.patch(staff.path, json={"name": f"北风贸易 {word}"}).raise_for_status()
    for words in (word, f"北风 {word.upper()}"):
        assert [found["id"] for found in done(client.get("/v1/accounts", params={"q": words}))["items"]] == [staff.id]


@pytest.mark.parametrize(
    ("path", "sort", "expected"),
    [
        ("people", "id", sorted(STAFF)),
        ("people", "-id", sorted(STAFF, reverse=True)),
        ("departments", "expected_headcount", ["cn", "buy", "law"]),
        ("departments", "-expected_headcount", ["law", "buy", "cn"]),
        ("influences", "strength", ["i3", "i2", "i1"]),
        ("influences", "-strength", ["i1", "i2", "i3"]),
        ("departments", "name", ["cn", "law", "buy"]),
        ("departments", "function", ["law", "buy", "cn"]),
    ],
)
def test_a_list_is_sorted_by_any_field_numbers_as_numbers_and_ties_by_id(staff, path, sort, expected):
    assert ids(staff, path, sort=sort) == expected


@pytest.mark.parametrize("sort", ["id", "-id", "name", "-name", "title", "-title", "seniority"])
@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_pages_joined_are_the_whole_list_in_its_order(staff, sort, limit):
    whole = ids(staff, "people", sort=sort)
    page = staff.get("people", sort=sort, limit=limit)
    found = [record["id"] for record in page["items"]]
    while page["next_cursor"] is not None:
        page = staff.get("people", sort=sort, limit=limit, cursor=page["next_cursor"])
        assert page["items"]
        found += [record["id"] for record in page["items"]]
    assert found == whole


@pytest.mark.parametrize("sort", ["strength", "-strength"])
def test_pages_sorted_by_numbers_hold_every_record_once(staff, sort):
    first = staff.get("influences", sort=sort, limit=2)
    second = staff.get("influences", sort=sort, limit=2, cursor=first["next_cursor"])
    assert sorted(edge["id"] for edge in [*first["items"], *second["items"]]) == ["i1", "i2", "i3"]
    assert second["next_cursor"] is None


@pytest.mark.parametrize("sort", ["evidence", "-evidence"])
def test_pages_sorted_by_long_texts_hold_every_record_once(staff, sort):
    ends = {"i1": ("ana", "zhang"), "i2": ("zhang", "li"), "i3": ("ana", "weiss")}
    staff.batch(
        *(
            item("influence", key, source=source, target=target, evidence=f"{'证' * 3_990} {key}")
            for key, (source, target) in ends.items()
        )
    )
    page = staff.get("influences", sort=sort, limit=1)
    found = page["items"]
    while page["next_cursor"] is not None:
        page = staff.get("influences", sort=sort, limit=1, cursor=page["next_cursor"])
        found += page["items"]
    assert [edge["id"] for edge in found] == sorted(ends, reverse=sort.startswith("-"))


def test_pages_are_about_the_moment_of_the_first_whatever_is_written_between_them(staff):
    first = staff.get("people", limit=3)
    staff.put("people/zzz", name="New")
    staff.put("people/zhang", title="Changed")
    staff.end("people/weiss")
    rest = staff.get("people", limit=500, cursor=first["next_cursor"])
    assert [record["id"] for record in [*first["items"], *rest["items"]]] == sorted(STAFF)
    assert rest["items"][-1]["title"] == STAFF["zhang"]["title"]
    assert (rest["as_of"], rest["known_at"]) == (first["as_of"], first["known_at"])


def test_a_list_gives_the_chosen_fields_only(staff):
    (first, *_) = staff.get("people", fields="id, name")["items"]
    assert first == {"id": "ana", "name": "ANA Zhang-Souza"}


def test_a_list_says_the_moment_it_is_about_in_body_and_headers(staff, client):
    response = client.get(f"{staff.path}/people")
    body = response.json()
    assert response.headers["stakegraph-as-of"] == body["as_of"]
    assert response.headers["stakegraph-known-at"] == body["known_at"]
    assert body["revision"] == staff.revision
    assert body["as_of"].endswith(":00:00.000000Z")


def test_a_list_is_not_sent_again_until_something_changes(staff, client):
    url = f"{staff.path}/people"
    etag = client.get(url).headers["etag"]
    assert client.get(url, headers={"if-none-match": etag}).status_code == 304
    staff.put("departments/new", name="New")
    assert client.get(url, headers={"if-none-match": etag}).status_code == 200


def test_two_lists_at_one_revision_differ_by_their_url_alone(staff, client):
    every = client.get(f"{staff.path}/people").headers["etag"]
    assert client.get(f"{staff.path}/departments").headers["etag"] == every


def test_the_list_of_accounts_shows_those_that_stand(staff, client):
    found = done(client.get("/v1/accounts", params={"limit": 500, "sort": "-id"}))
    while staff.id not in [account["id"] for account in found["items"]]:
        found = done(client.get("/v1/accounts", params={"limit": 500, "sort": "-id", "cursor": found["next_cursor"]}))
    client.delete(staff.path, params={"effective_at": "2026-01-01T00:00:00Z"}).raise_for_status()
    assert_problem(client.get(staff.path, params={"as_of": "2026-02-01T00:00:00Z"}), 404, "NotFound")
    assert done(client.get(staff.path))["valid_to"] == "2026-01-01T00:00:00.000000Z"


def test_accounts_are_filtered_by_their_own_fields(client):
    mark = Account(client).id
    accounts = [Account(client, segment=mark, tier=tier) for tier in ("A", "B")]
    both = done(client.get("/v1/accounts", params={"segment": mark}))["items"]
    assert {account["id"] for account in both} == {account.id for account in accounts}
    only = done(client.get("/v1/accounts", params={"segment": mark, "tier": "B"}))["items"]
    assert [account["id"] for account in only] == [accounts[1].id]
