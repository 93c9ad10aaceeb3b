"""An answer to `as_of` that said `known_at` is given again byte for byte, whatever was written since."""

import pytest

from tests.api.accounts import SMALL, Account, ending, item
from tests.api.conftest import connect
from tests.api.serving import Service

ANSWERS = [
    "people?limit=500",
    "people?q=ada&sort=-name",
    "people/ada",
    "departments",
    "memberships",
    "reporting-lines?person=ada",
    "influences?sort=strength",
    "influences/cy-ada",
    "analysis/influence",
    "analysis/influence?department=sales",
    "analysis/network",
    "analysis/network?relation=reporting-lines",
    "analysis/network?weighted=true",
    "analysis/closeness",
    "analysis/coverage?department=sales",
    "analysis/beliefs?person=ada",
    "analysis/health",
    "analysis/people/ada/profile",
]


def later_writes(firm: Account) -> None:
    """Write all that could disturb an answer: changes, corrections, late and future facts, ends and settings."""
    firm.put("people/ada", name="Ada Brandt-Lind", seniority="vp")
    firm.batch(
        item("person", "eve", name="Eve", valid_from="2020-01-01T00:00:00Z"),
        item("influence", "eve-ada", source="eve", target="ada", valid_from="2020-01-01T00:00:00Z"),
        item("person", "bo", title="Wrong all along") | {"correction": True},
        item("influence", "cy-ada", strength=0.1) | {"correction": True},
        item("department", "sales", name="Sales worldwide") | {"effective_at": "2021-01-01T00:00:00Z"},
        ending("person", "di", effective_at="2022-01-01T00:00:00Z"),
        ending("reporting_line", "ada-bo"),
    )
    firm.put("people/ada", title="Once more")
    firm.client.patch(firm.path, json={"name": "Renamed", "tier": "A", "segment": "new"}).raise_for_status()
    firm.client.put(f"/v1/settings/{firm.id}", json={"account": firm.id, "voice": 0.9}).raise_for_status()


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_is_given_again_byte_for_byte(firm, path):
    url = f"{firm.path}/{path}"
    listed = firm.get("people")
    moment = f"{'&' if '?' in path else '?'}as_of={listed['as_of']}&known_at={listed['known_at']}"
    first = firm.client.get(url)
    later_writes(firm)
    again = firm.client.get(url + moment)
    assert again.status_code == 200
    assert again.content == first.content
    assert firm.client.get(url).content != first.content


@pytest.mark.parametrize("as_of", ["2019-06-01T00:00:00Z", "2021-06-01T00:00:00Z", "2030-01-01T00:00:00Z"])
@pytest.mark.parametrize(
    "path",
    ["people", "analysis/influence", "analysis/network", "analysis/closeness", "analysis/coverage", "analysis/beliefs"],
)
def test_so_is_an_answer_about_any_other_time(firm, path, as_of):
    first = firm.client.get(f"{firm.path}/{path}", params={"as_of": as_of})
    known_at = first.json()["known_at"]
    later_writes(firm)
    again = firm.client.get(f"{firm.path}/{path}", params={"as_of": as_of, "known_at": known_at})
    assert again.content == first.content


def test_so_is_an_answer_of_a_service_that_keeps_none(tmp_path):
    with Service(tmp_path / "data", {"STAKEGRAPH_CACHE_MEGABYTES": "0"}) as running, connect(running) as client:
        firm = Account(client)
        firm.batch(*SMALL)
        for path in filter(lambda path: path.startswith("analysis"), ANSWERS):
            first, again = (client.get(f"{firm.path}/{path}") for _ in range(2))
            assert (first.status_code, first.content) == (200, again.content)
            known = client.get(f"{firm.path}/{path}", headers={"if-none-match": first.headers["etag"]})
            assert known.status_code == 304


def test_the_list_of_accounts_is_given_again_too(client):
    mark = Account(client).id
    accounts = [Account(client, segment=mark) for _ in range(3)]
    first = client.get("/v1/accounts", params={"segment": mark})
    accounts[0].put("people/ada", name="Ada")
    client.patch(accounts[1].path, json={"name": "Renamed"}).raise_for_status()
    Account(client, segment=mark)
    moment = {name: first.json()[name] for name in ("as_of", "known_at")}
    again = client.get("/v1/accounts", params={"segment": mark, **moment})
    assert again.json()["items"] == first.json()["items"]
    assert again.content == first.content
