"""`DELETE ...?purge=true`: erased for good, by an admin, with what is about it; and nothing brings it back."""

from typing import Any

import httpx
import pytest

from schemas.api_keys import Role
from schemas.registry import RESOURCES
from tests.api.accounts import FAR, SMALL, Account, done, item
from tests.api.keys import connect_from, make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until


def purge(account: Account, path: str = "", **headers: str) -> httpx.Response:
    """Erase something under an account, or the account itself."""
    url = f"{account.path}/{path}" if path else account.path
    return account.client.delete(url, params={"purge": "true"}, headers=headers)


def test_a_person_goes_with_all_that_is_about_them(firm: Account):
    firm.put("influences/bo-di", source="bo", target="di", evidence="Ada Brandt told us")
    erased = done(purge(firm, "people/ada"))
    assert (erased["kind"], erased["id"], erased["outcome"], erased["revision"]) == ("person", "ada", "erased", 4)
    assert {one["id"] for one in erased["also_erased"]} == {"ada-sales", "ada-bo", "cy-ada"}
    assert (erased["scrubbed"], erased["elsewhere"]) == ([{"kind": "influence", "id": "bo-di"}], [])
    assert_problem(firm.client.get(f"{firm.path}/people/ada"), 404, "NotFound", says="was erased at")
    assert_problem(firm.client.get(f"{firm.path}/people/ada/history"), 404, "NotFound", says="was erased at")
    assert "Brandt" not in "".join(firm.dump().values())
    assert firm.get("influences/bo-di")["evidence"] == "[erased] told us"


def test_lists_and_answers_no_longer_know_them_at_any_time(firm: Account):
    url = f"{firm.path}/analysis/influence"
    first = firm.client.get(url, params={"as_of": FAR})
    moment = {"as_of": FAR, "known_at": first.json()["known_at"]}
    listed = firm.client.get(f"{firm.path}/people", params=moment)
    assert "ada" in first.text
    done(purge(firm, "people/ada"))
    for path, before in (("analysis/influence", first), ("people", listed)):
        again = firm.client.get(f"{firm.path}/{path}", params=moment, headers={"if-none-match": before.headers["etag"]})
        assert again.status_code == 200, "an answer that held them is not the same answer"
        assert '"ada"' not in again.text
        assert again.json()["known_at"] == moment["known_at"]
        assert '"ada"' not in firm.client.get(f"{firm.path}/{path}", params={"as_of": FAR}).text


def test_an_erased_id_is_refused_in_every_kind_of_write(firm: Account):
    done(purge(firm, "people/ada"))
    with firm.untouched():
        put = firm.client.put(f"{firm.path}/people/ada", json={"name": "Ada"})
        assert_problem(put, 409, "Conflict", says="person 'ada' was erased at")
        batch = firm.send(item("person", "ada", name="Ada"))
        assert_problem(batch, 409, "Conflict", "/items/0", says="not stored again under this id")
        skipped = firm.batch(item("person", "ada", name="Ada"), on_error="skip")
        assert skipped["refused"] == 1
        assert_problem(firm.client.patch(f"{firm.path}/people/ada", json={"name": "A"}), 404, "NotFound")
        assert_problem(firm.client.delete(f"{firm.path}/people/ada"), 404, "NotFound")


def test_the_first_answer_is_not_given_again(firm: Account):
    sent: dict[str, Any] = {"json": {"name": "Eve Sand"}, "headers": {"Idempotency-Key": "erased-later"}}
    first = firm.client.post(f"{firm.path}/people", **sent)
    assert firm.client.post(f"{firm.path}/people", **sent).text == first.text
    done(purge(firm, f"people/{first.json()['id']}"))
    assert_problem(firm.client.post(f"{firm.path}/people", **sent), 409, "Conflict", says="answer was erased")


def test_if_match_is_respected(firm: Account):
    stale = firm.etag
    firm.put("people/ada", title="Head")
    with firm.untouched():
        assert_problem(purge(firm, "people/ada", **{"if-match": stale}), 412, "RevisionMismatch")
    assert purge(firm, "people/ada", **{"if-match": firm.etag}).status_code == 200


@pytest.mark.parametrize("resource", [each for each in RESOURCES if not each.read_only], ids=lambda one: one.path)
def test_what_is_not_there_cannot_be_erased(firm: Account, resource):
    path = firm.path if resource.scope == "account" else "/v1"
    refused = firm.client.delete(f"{path}/{resource.path}/ghost-of-nobody", params={"purge": "true"})
    assert_problem(refused, 404, "NotFound", says="no")


def test_an_erasure_has_no_instant(firm: Account):
    with firm.untouched():
        url = f"{firm.path}/people/ada?purge=true"
        for more in ("effective_at=2026-01-01T00:00:00Z", "correction=true"):
            assert_invalid(firm.client.delete(f"{url}&{more}"), "?purge", "leave effective_at and correction out")
        assert_invalid(firm.client.delete(f"{firm.path}/people/ada?purge=perhaps"), "?purge")
    assert firm.end("people/ada", purge="false")["outcome"] == "ended"


def test_the_change_feed_gives_ids_and_nothing_else(firm: Account):
    done(purge(firm, "people/ada"))
    refused = firm.client.patch(firm.path, json={"tier": "A"}, headers={"if-match": '"2"'})
    [change] = assert_problem(refused, 412, "RevisionMismatch")["changed"]
    assert {entry["what"] for entry in change["entries"]} == {"erased"}
    assert all(entry.keys() == {"kind", "id", "what"} for entry in change["entries"])


def test_an_account_goes_as_a_whole(client: httpx.Client):
    gone, stays = Account(client), Account(client)
    gone.batch(*SMALL)
    stays.batch(item("person", "ada2", name="Ada", identity={"account": gone.id, "person": "ada"}))
    before = client.get("/v1/accounts?limit=500").headers["etag"]
    erased = done(purge(gone))
    assert (erased["outcome"], erased["also_erased"]) == ("erased", [])
    assert erased["elsewhere"] == [{"kind": "person", "id": "ada2", "account_id": stays.id}]
    assert stays.get("people/ada2")["identity"] is None
    for path in ("", "/people", "/people/ada", "/analysis/influence"):
        assert_problem(client.get(f"{gone.path}{path}"), 404, "NotFound", says="was erased at")
    assert_problem(client.put(gone.path, json={"name": "Again"}), 409, "Conflict", says="was erased")
    listed = client.get("/v1/accounts?limit=500", headers={"if-none-match": before})
    assert listed.status_code == 200
    assert gone.id not in listed.text


def test_only_an_admin_erases(own_service: Service):
    with connect_from(own_service) as client:
        firm = Account(client)
        firm.batch(*SMALL)
        keys = {role: make_key(own_service, role) for role in Role}
        wait_until(lambda: client.get("/v1/accounts").status_code == 401)
        for role in (Role.READER, Role.EDITOR):
            client.headers.update(keys[role].header)
            assert_problem(purge(firm, "people/ada"), 403, "NotAllowed", says="needs the role")
        client.headers.update(keys[Role.ADMIN].header)
        assert purge(firm, "people/ada").status_code == 200
