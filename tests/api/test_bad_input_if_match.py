"""Writes that start from an older state: refused with the revision there is now and what has changed since."""

import pytest

from tests.api.accounts import Account, done, item
from tests.api.problems import assert_invalid, assert_problem

OF_NO_REVISION = ["7", "yes", '"', '""', '"x"', '"-1"', '"7', "7.2026", '"1", x', '"1.2026""', '"9999999999999999999"']
OF_NO_ROW = ["r1", '"r"', '"r1-x"', '"r1-0"', '"R1"']


def writes(account: Account, headers: dict[str, str]):
    """Ask for each kind of write with the same headers."""
    yield account.client.put(f"{account.path}/people/ada", json={"title": "x"}, headers=headers)
    yield account.client.patch(f"{account.path}/people/ada", json={"title": "x"}, headers=headers)
    yield account.client.delete(f"{account.path}/people/ada", headers=headers)
    yield account.client.post(f"{account.path}/people", json={"name": "x"}, headers=headers)
    yield account.client.post(
        f"{account.path}/batch", json={"items": [item("person", "ada", title="x")]}, headers=headers
    )
    yield account.client.patch(account.path, json={"name": "x"}, headers=headers)


def test_an_etag_of_yesterday_is_refused_with_what_has_changed_since(firm):
    old = firm.etag
    firm.put("people/ada", title="Head of Sales")
    firm.end("people/di")
    with firm.untouched():
        for response in writes(firm, {"if-match": old}):
            problem = assert_problem(response, 412, "RevisionMismatch", says="The revision is 4 now")
            assert problem["revision"] == 4
            assert [change["revision"] for change in problem["changed"]] == [3, 4]
            assert problem["changed"][0]["entries"][0]["id"] == "ada"
            assert {change["author"] for change in problem["changed"]} == {"keeper"}


@pytest.mark.parametrize("future", ['"999"', '"999999999999999999.2026-01-01T00.00aa8942"'])
def test_an_etag_of_tomorrow_is_refused_too(firm, future):
    with firm.untouched():
        for response in writes(firm, {"if-match": future}):
            assert_problem(response, 412, "RevisionMismatch")


@pytest.mark.parametrize("header", [*OF_NO_REVISION, *OF_NO_ROW])
def test_an_if_match_that_is_none_is_refused(firm, header):
    with firm.untouched():
        for response in writes(firm, {"if-match": header}):
            assert_invalid(response, "header/if-match", "If-Match takes the ETag")


def test_the_current_etag_lets_each_kind_of_write_pass(firm):
    for number in range(3):
        answer = firm.client.put(
            f"{firm.path}/people/ada", json={"title": str(number)}, headers={"if-match": firm.etag}
        )
        assert done(answer)["title"] == str(number)


@pytest.mark.parametrize("shape", ["{}", "W/{}", '"1.x", {}', "*"])
def test_weak_etags_lists_of_them_and_any_are_understood(firm, shape):
    header = shape.format(firm.etag)
    done(firm.client.patch(f"{firm.path}/people/ada", json={"title": "x"}, headers={"if-match": header}))


def test_the_etag_of_any_other_read_of_the_account_fits_because_the_revision_alone_is_compared(firm):
    for path in (
        "people",
        "people/bo?as_of=2026-01-01T00:00:00Z",
        "people/ada/history",
        "analysis/influence",
        "influences?as_of=2026-01-01T00:00:00Z",
    ):
        etag = firm.client.get(f"{firm.path}/{path}").headers["etag"]
        done(firm.client.patch(f"{firm.path}/people/ada", json={"title": path}, headers={"if-match": etag}))


def test_the_etag_of_a_write_fits_the_next(firm):
    first = firm.client.put(f"{firm.path}/people/ada", json={"title": "1"})
    done(firm.client.put(f"{firm.path}/people/ada", json={"title": "2"}, headers={"if-match": first.headers["etag"]}))
    assert_problem(
        firm.client.put(f"{firm.path}/people/ada", json={"title": "3"}, headers={"if-match": first.headers["etag"]}),
        412,
        "RevisionMismatch",
    )


def test_what_is_there_already_is_not_created_again(firm, client):
    with firm.untouched():
        response = client.put(f"{firm.path}/people/ada", json={"name": "Other"}, headers={"if-none-match": "*"})
        assert_problem(response, 412, "RevisionMismatch", says="exists already")
    created = client.put(f"{firm.path}/people/new", json={"name": "New"}, headers={"if-none-match": "*"})
    assert created.status_code == 201


def test_an_account_that_is_there_already_is_not_created_again(firm, client):
    with firm.untouched():
        response = client.put(firm.path, json={"name": "Other"}, headers={"if-none-match": "*"})
        assert_problem(response, 412, "RevisionMismatch", says="exists already")
