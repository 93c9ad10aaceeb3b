"""The time machine over HTTP: what changed between two instants, by name and in words, and why each score did."""

from datetime import timedelta
from itertools import chain as joined
from typing import Any, cast

import pytest

from schemas.instants import instant_text, parse_instant
from schemas.registry import ACCOUNT_RESOURCES
from tests.api.accounts import Account, Json, decided_by, done, ending, item
from tests.api.examples import example_of, new_place
from tests.api.problems import assert_problem

WRITTEN = [resource for resource in ACCOUNT_RESOURCES if not resource.read_only]
LATER = "2099-01-01T00:00:00Z"


def now(account: Account) -> str:
    """Return the instant of the last write, as the account knows it."""
    return str(account.get("analysis/influence")["known_at"])


def shifted(instant: str, days: int) -> str:
    """Return the instant some days after another."""
    return instant_text(parse_instant(instant) + timedelta(days=days))


def changes(account: Account, since: str, **parameters: str) -> Json:
    """Return what changed since an instant."""
    return account.get("analysis/changes", **{"from": since, **parameters})


def named(found: Json) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["id"], one["what"]) for one in found["records"]]


def sentences(found: Json) -> list[str]:
    return [one["sentence"] for one in found["records"]]


def score(found: Json, metric: str, of: str = "account", who: str | None = None) -> Json:
    [one] = [each for each in found["scores"] if (each["of"], each["id"], each["metric"]) == (of, who, metric)]
    return cast(Json, one)


def test_every_kind_that_was_touched_is_named_once(firm: Account):
    """A new record of each kind; then a change of each; then the end of each."""
    since = now(firm)
    made: dict[str, list[tuple[str, str]]] = {}
    for resource in WRITTEN:
        example = example_of(resource.kind, firm)
        path = new_place(example, firm)
        done(firm.client.put(path, json=example.fields))
        made[resource.kind] = [(path, path.rsplit("/", 1)[1])]
    found = changes(firm, since)
    keys = [(kind, one) for kind, one, _ in named(found)]
    assert len(keys) == len(set(keys))
    assert {(kind, one) for kind, ids in made.items() for _, one in ids} <= set(keys)
    assert {what for *_, what in named(found)} == {"began"}
    assert set(found["counts"]) >= {resource.kind for resource in WRITTEN}
    assert sum(found["counts"].values()) == len(keys)

    changed = now(firm)
    for path, _ in joined.from_iterable(made.values()):
        done(firm.client.patch(path, json={"tags": ["seen"]}))
    assert sorted(named(changes(firm, changed))) == sorted(
        (kind, one, "changed") for kind, ids in made.items() for _, one in ids
    )
    assert all(
        one["fields"] == [{"name": "tags", "before": None, "after": ["seen"]}]
        for one in changes(firm, changed)["records"]
    )

    before = now(firm)
    for path, _ in reversed(list(joined.from_iterable(made.values()))):
        firm.client.delete(path)
    ended = named(changes(firm, before, to=LATER))
    assert {what for *_, what in ended} == {"ended"}
    assert {(kind, one) for kind, ids in made.items() for _, one in ids} <= {(kind, one) for kind, one, _ in ended}


def test_a_new_manager_is_one_change_with_the_one_before_when_and_by_whom(firm: Account):
    since = now(firm)
    firm.batch(
        {**ending("reporting_line", "ada-bo"), "effective_at": "2026-06-01T00:00:00Z"},
        item("reporting_line", "ada-cy", person="ada", manager="cy", valid_from="2026-06-01T00:00:00Z"),
    )
    found = changes(firm, since)
    [line] = found["records"]
    assert (line["id"], line["replaces"], line["what"]) == ("ada-cy", "ada-bo", "began")
    assert line["sentence"].startswith(
        "Ada Brandt now reports to Cy Moreau (was: Bo Lind). Since 2026-06-01; recorded "
    )
    assert (line["effective_at"], line["foreseen"]) == ("2026-06-01T00:00:00.000000Z", False)
    assert {one["name"] for one in line["about"]} == {"Ada Brandt", "Cy Moreau"}
    assert found["counts"] == {"reporting_line": 2}
    chinese = changes(firm, since, lang="zh")["records"][0]["sentence"]
    assert chinese.startswith("Ada Brandt现向Cy Moreau汇报（原为：Bo Lind）。自2026-06-01起；")


def test_each_score_is_split_into_what_was_recorded_and_what_only_time_did(firm: Account):
    member = f"{firm.id}-kim"
    done(firm.client.put(f"/v1/team-members/{member}", json={"name": "Kim Vale", "function": "sales"}))
    met: dict[str, Any] = {
        "members": [member],
        "people": ["ada"],
        "channel": "visit",
        "direction": "mutual",
        "depth": 4,
    }
    begun = now(firm)
    firm.batch(*(item("interaction", f"x{week}", at=shifted(begun, -7 * week), **met) for week in range(1, 6)))
    since = now(firm)
    later = shifted(since, 60)
    moment = {"as_of": later, "known_at": since}
    firm.batch(item("interaction", "x9", at=since, **met), item("person", "ed", name="Ed Noor"))
    found = changes(firm, since, to=later)
    coverage = score(found, "coverage")
    start = firm.get("analysis/coverage", as_of=since, known_at=since)["account"]["coverage"]
    assert coverage["before"] == pytest.approx(start, abs=1e-12)
    assert coverage["replayed"] == firm.get("analysis/coverage", **moment)["account"]["coverage"]
    assert coverage["after"] == firm.get("analysis/coverage", as_of=later)["account"]["coverage"]
    assert coverage["time"] == coverage["replayed"] - coverage["before"]
    assert coverage["inputs"] == coverage["after"] - coverage["replayed"]
    assert {(one["kind"], one["id"]) for one in coverage["records"]} == {("interaction", "x9"), ("person", "ed")}
    closeness = score(found, "closeness", "people", "ada")
    assert closeness["records"] == [{"kind": "interaction", "id": "x9"}]
    assert {one["kind"] for one in score(found, "influence", "people", "ada")["records"]} == {"person"}
    assert score(found, "people")["sentence"] == "People of the account: 4 became 5, all by what was recorded."
    [pair] = found["closeness"]
    assert (pair["member_name"], pair["person_name"]) == ("Kim Vale", "Ada Brandt")
    assert pair["records"] == [{"kind": "interaction", "id": "x9"}]


def test_nothing_recorded_in_between_is_all_time(firm: Account):
    """What was known in advance to come belongs to time: nobody recorded it since."""
    firm.batch({**ending("person", "di"), "effective_at": "2090-01-01T00:00:00Z"})
    since = now(firm)
    found = changes(firm, since, to=LATER)
    assert named(found) == [("person", "di", "ended")]
    assert found["records"][0]["foreseen"]
    assert found["records"][0]["sentence"].endswith("This was known in advance.")
    assert found["scores"]
    assert all(one["inputs"] in {0, None} and one["cause"] == "time" for one in found["scores"])
    assert score(found, "people")["time"] == -1


def test_with_one_knowledge_what_came_to_be_counts_as_recorded(firm: Account):
    firm.batch({**ending("person", "di"), "effective_at": "2090-01-01T00:00:00Z"})
    known = now(firm)
    found = changes(firm, "2080-01-01T00:00:00Z", to=LATER, known_at=known)
    assert found["knowledge"] == "one_knowledge"
    assert found["notes"][0].startswith("Both instants are compared as they were known at ")
    assert named(found) == [("person", "di", "ended")]
    assert (score(found, "people")["inputs"], found["records"][0]["foreseen"]) == (-1, False)


def test_equal_instants_differ_in_nothing(firm: Account):
    for since in (now(firm), LATER, "1990-01-01T00:00:00Z"):
        found = changes(firm, since, to=since)
        assert [found[part] for part in ("records", "scores", "closeness", "beliefs", "erased")] == [[], [], [], [], []]
        assert found["summary"].startswith("Nothing differs in the records ")


def test_a_correction_of_history_is_what_was_learned_about_one_instant(firm: Account):
    before = now(firm)
    firm.batch({**item("person", "ada", title="Head of Sales"), "correction": True})
    assert named(changes(firm, before, to=before)) == []
    learned = changes(firm, before, to=before, from_known_at=before, known_at=now(firm))
    assert named(learned) == [("person", "ada", "changed")]
    assert learned["records"][0]["sentence"].startswith(
        "Ada Brandt (Head of Sales): title is now Head of Sales. Recorded "
    )
    since = changes(firm, before)
    assert named(since) == named(learned)
    assert since["records"][0]["effective_at"] is None


def test_before_the_account_existed_everything_is_new_and_it_says_so(client):
    young = Account(client, valid_from="2026-01-01T00:00:00Z")
    young.batch(item("person", "ada", name="Ada", valid_from="2026-01-01T00:00:00Z"))
    found = changes(young, "2025-01-01T00:00:00Z")
    assert ("account", young.id, "began") in named(found)
    assert not found["since"]["exists"]
    assert found["knowledge"] == "one_knowledge"
    assert found["notes"][0].startswith("Nothing of this account was recorded by 2025-01-01.")
    assert found["notes"][1].startswith("The account did not exist yet at 2025-01-01; ")
    assert score(found, "people")["before"] == 0


def test_before_anything_was_recorded_everything_is_new(firm: Account):
    """Where a caller insists on what was known before the account was first written to."""
    long_ago = "2020-01-01T00:00:00Z"
    found = changes(firm, now(firm), to=LATER, from_known_at=long_ago)
    assert found["counts"]["person"] == 4
    assert {what for *_, what in named(found)} == {"began"}
    assert found["notes"] == ["Nothing of this account had been recorded by 2020-01-01: everything about it is new."]
    people = score(found, "people")
    assert (people["before"], people["after"], people["cause"]) == (0, 4, "recorded")


def test_who_was_erased_in_between_is_only_said_to_have_been(firm: Account):
    since = now(firm)
    done(firm.client.delete(f"{firm.path}/people/ada", params={"purge": "true"}))
    found = changes(firm, since)
    assert ("person", "ada") in {(one["kind"], one["id"]) for one in found["erased"]}
    assert found["erased"][0]["sentence"].startswith(("A ", "An "))
    assert all(one["id"] != "ada" for one in found["records"])
    assert "Brandt" not in str(found)


def test_a_chain_narrows_to_its_people_and_gives_its_own_scores(firm: Account):
    firm.batch(*decided_by("ada"))
    since = now(firm)
    word = {"attribute": "support", "value": 2, "observed_at": since, "confidence": 1, "function": "delivery"}
    firm.batch(
        item("stake", "k2", person="bo", chain="c1", roles=["approver"]),
        item("assessment", "a1", person="ada", chain="c1", evidence="Asked for the contract", **word),
        item("person", "di", title="Clerk"),
        item("influence", "i9", source="di", target="bo", strength=0.9),
    )
    found = changes(firm, since, chain="c1")
    assert named(found) == [("assessment", "a1", "began"), ("influence", "i9", "began"), ("stake", "k2", "began")]
    texts = sentences(found)
    assert texts[0].startswith("Somebody on Ada Brandt: Support is Mentor. On ")
    assert texts[2].startswith("Bo Lind now has a stake in Board: Approver. Recorded ")
    assert found["records"][0]["evidence"] == "Asked for the contract"
    [belief] = found["beliefs"]
    assert belief["sentence"] == "Ada Brandt: Support is now believed to be Mentor (was: not known)."
    assert belief["records"] == [{"kind": "assessment", "id": "a1"}]
    assert {one["of"] for one in found["scores"]} <= {"chain", "steps", "voters", "people"}
    voters = score(found, "voters", "chain")
    assert (voters["inputs"], [one["id"] for one in voters["records"]][:1]) == (1, ["di"])
    assert found["chain"]["name"] == "Board"
    assert [one["id"] for one in found["also"]] == ["di"]


def test_a_chain_that_is_new_begins_from_nothing_and_one_that_is_not_there_is_not_found(firm: Account):
    since = now(firm)
    firm.batch(item("opportunity", "o1", name="Line 4"), item("chain", "c1", opportunity="o1", name="Board"))
    assert changes(firm, since, chain="c1")["notes"][0].startswith("The decision chain was not there yet at ")
    response = firm.client.get(f"{firm.path}/analysis/changes", params={"from": since, "chain": "c9"})
    assert_problem(response, 404, "NotFound", says="no chain 'c9'")


def test_the_order_of_what_was_written_does_not_matter(client):
    """Two accounts to which the same was written in opposite orders give the same answer but for instants and ids."""
    found = []
    for direction in (1, -1):
        account = Account(client)
        account.batch(*(item("person", one, name=one) for one in "abcd"))
        since = now(account)
        writes = [
            item("influence", "i1", source="a", target="b", strength=0.5),
            item("influence", "i2", source="b", target="c", strength=0.7),
            item("reporting_line", "r1", person="a", manager="d"),
            item("person", "b", title="Head"),
        ][::direction]
        for one in writes:
            account.batch(one)
        answer = changes(account, since, to=LATER)
        found.append([answer["counts"], answer["scores"], named(answer), [s.split(". ")[0] for s in sentences(answer)]])
    assert found[0] == found[1]


def test_the_answer_is_given_once_and_again_by_its_etag_and_the_same_after_later_writes(firm: Account):
    since = now(firm)
    firm.put("people/ada", title="Head of Sales")
    until = now(firm)
    path, asked = f"{firm.path}/analysis/changes", {"from": since, "to": until}
    first = firm.client.get(path, params=asked)
    assert firm.client.get(path, params=asked, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    firm.put("people/ada", title="Retired")
    assert firm.client.get(path, params=asked).content == first.content
