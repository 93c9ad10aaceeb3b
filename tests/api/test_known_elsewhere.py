"""A card says where the same human is known too: at a sister company, in both directions, at the same moment."""

from typing import NamedTuple

import httpx
import pytest

from tests.api.accounts import FAR, Account, Json, done, fresh_id, item

AS_OF = "2026-07-01T00:00:00Z"


class Sisters(NamedTuple):
    """Two accounts of which each has a record of one human, and the one of us who knows them at the second."""

    here: Account
    there: Account
    kim: str

    def card(self, person: str = "ada", account: Account | None = None, **parameters: str) -> Json:
        """Return the card of somebody of the first account, or of another one."""
        return (account or self.here).get(f"analysis/people/{person}/profile", **{"as_of": AS_OF} | parameters)

    def known(self, person: str = "ada", account: Account | None = None, **parameters: str) -> list[Json]:
        """Return where they are known too."""
        found: list[Json] = self.card(person, account, **parameters)["known_elsewhere"]
        return found


@pytest.fixture(scope="module")
def sisters(client: httpx.Client) -> Sisters:
    """Ada Brandt here names p42 there, whom Kim Vale meets every month and trusts."""
    here, there, kim = Account(client), Account(client, name="Halden Suzhou"), fresh_id("kim")
    done(client.put(f"/v1/team-members/{kim}", json={"name": "Kim Vale"}))
    met = {"people": ["p42"], "members": [kim], "channel": "visit", "direction": "mutual", "depth": 4, "expertise": 1}
    there.batch(
        item("person", "p42", name="Ada Brandt", title="purchasing director"),
        item("person", "gone", name="Bo Lind", title="clerk", status="left", left_at="2026-03-01T00:00:00Z"),
        item("person", "new", name="Cy Moss"),
        item("person", "old", name="Cy Moss"),
        item("person", "back", name="Di Reed", title="engineer", identity={"account": here.id, "person": "di"}),
        *(item("interaction", fresh_id("i"), at=f"2026-0{month}-10T09:00:00Z", **met) for month in range(1, 7)),
    )
    done(client.post(f"{there.path}/people/old/merge", json={"into": "new"}))
    said = {"ada": "p42", "bo": "gone", "cy": "old", "eve": "nobody"}
    here.batch(
        *(
            item("person", one, name=name, identity={"account": there.id, "person": said[one]})
            for one, name in (("ada", "Ada Brandt"), ("bo", "Bo Lind"), ("cy", "Cy Moss"), ("eve", "Eve Hart"))
        ),
        item("person", "di", name="Diana Reed"),
        item("person", "fay", name="Fay Low", identity={"account": "never-stored", "person": "p1"}),
        item("person", "gil", name="Gil Ray"),
    )
    return Sisters(here, there, kim)


def test_a_card_says_who_of_us_is_closest_to_the_same_human_at_a_sister_company(sisters):
    (known,) = sisters.known()
    near = next(row for row in sisters.there.get("analysis/closeness", as_of=AS_OF)["people"] if row["id"] == "p42")
    assert known["closest"] == {
        "member": sisters.kim,
        "member_name": "Kim Vale",
        "closeness": near["closeness"],
        "rung": near["rung"],
    }
    assert (known["account_name"], known["title"], known["said"], known["state"]) == (
        "Halden Suzhou",
        "purchasing director",
        "here",
        "there",
    )
    word = {"known": "well known"}.get(near["rung"], near["rung"])
    rung = f"{word}, {round(near['closeness'])}"
    assert known["sentence"] == f"Known at Halden Suzhou as purchasing director: Kim Vale is closest, {rung}."
    assert "Halden Suzhou（purchasing director）" in sisters.known(lang="zh")[0]["sentence"]
    assert sisters.card()["identity"]["elsewhere"] == {
        "account": sisters.there.id,
        "account_name": "Halden Suzhou",
        "person": "p42",
        "person_name": "Ada Brandt",
    }


def test_whom_a_record_elsewhere_names_is_known_there_too(sisters):
    (known,) = sisters.known("di")
    assert (known["person"], known["said"], known["closest"]) == ("back", "there", None)
    assert known["sentence"] == (
        "Recorded at Halden Suzhou as Di Reed, engineer too: none of us is close to them there yet."
    )
    (back,) = sisters.known("p42", sisters.there)
    assert (back["account"], back["person"], back["said"]) == (sisters.here.id, "ada", "there")
    assert sisters.card("di")["identity"]["elsewhere"] is None


def test_who_left_was_merged_or_is_not_there_is_stated(sisters):
    found = {one: sisters.known(one) for one in ("bo", "cy", "eve", "fay", "gil")}
    assert [(known["person"], known["state"]) for rows in found.values() for known in rows] == [
        ("gone", "left"),
        ("old", "there"),
        ("nobody", "no_person"),
        ("p1", "no_account"),
    ]
    assert found["bo"][0]["sentence"] == "Was at Halden Suzhou as clerk, and left on 2026-03-01."
    assert [rows[0]["reasons"]["closest"] for rows in found.values() if rows] == ["left", *["no_interactions"] * 3]
    assert found["gil"] == []
    (merged,) = sisters.known("cy", as_of=FAR)
    assert (merged["person"], merged["person_name"], merged["state"]) == ("new", "Cy Moss", "there")


def test_a_card_follows_the_other_account_and_can_be_had_again(sisters):
    path = f"{sisters.here.path}/analysis/people/ada/profile"

    def ask(**headers: str) -> httpx.Response:
        client: httpx.Client = sisters.here.client
        return client.get(path, params={"as_of": AS_OF}, headers=headers)

    first = ask()
    assert ask(**{"If-None-Match": first.headers["etag"]}).status_code == 304
    done(sisters.there.client.patch(f"{sisters.there.path}/people/p42?correction=true", json={"title": "president"}))
    now = ask(**{"If-None-Match": first.headers["etag"]})
    assert now.json()["known_elsewhere"][0]["title"] == "president"
    assert now.headers["etag"] != first.headers["etag"]
    again = sisters.known(known_at=first.headers["stakegraph-known-at"])
    assert again == first.json()["known_elsewhere"]
    assert now.json()["known_at"] == now.headers["stakegraph-known-at"] > first.json()["known_at"]


def test_an_erased_account_is_not_spoken_of_any_more(sisters):
    other = Account(sisters.here.client)
    other.batch(item("person", "twin", name="Gil Ray", identity={"account": sisters.here.id, "person": "gil"}))
    assert [known["account"] for known in sisters.known("gil")] == [other.id]
    done(other.client.delete(other.path, params={"purge": "true"}))
    assert sisters.known("gil") == []
