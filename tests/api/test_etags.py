"""The ETag of a computed answer: another one as soon as any one of its inputs is another, the same one otherwise."""

from collections.abc import Callable, Iterator
from itertools import combinations

import httpx
import pytest

from tests.api.accounts import Account, done, ending, fresh_id, item

INFLUENCE = "analysis/influence"
CARD = "analysis/people/ada/profile"
ANALYSES = [INFLUENCE, "analysis/network", "analysis/closeness", "analysis/coverage", "analysis/beliefs"]
ANALYSES += ["analysis/health", CARD]
AS_OF = "2026-06-30T10:00:00Z"

every_analysis = pytest.mark.parametrize("path", ANALYSES)


@pytest.fixture
def settings(client: httpx.Client) -> Iterator[Callable[..., None]]:
    """Writes a setting for a scope; all of them are ended afterwards."""
    written: list[str] = []

    def write(**values: object) -> None:
        written.append(fresh_id("s"))
        done(client.put(f"/v1/settings/{written[-1]}", json=values))

    yield write
    for record_id in written:
        client.delete(f"/v1/settings/{record_id}").raise_for_status()


@pytest.fixture
def firm(firm: Account) -> Account:
    """The small organisation as an account of a tier and a segment of its own."""
    done(firm.client.patch(firm.path, json={"tier": "C", "segment": firm.id}))
    return firm


def etag(firm: Account, path: str, **parameters: str) -> str:
    response = firm.client.get(f"{firm.path}/{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.headers["etag"]


INPUTS = {
    "an edge more": item("influence", "new", source="bo", target="di"),
    "an edge less": ending("influence", "cy-ada"),
    "the strength of an edge": item("influence", "cy-ada", strength=0.61),
    "the confidence of an edge": item("influence", "cy-ada", confidence=0.61),
    "a person more": item("person", "new", name="New"),
    "a person less": ending("person", "di"),
    "the name of a person": item("person", "di", name="Di Okafor-Lind"),
    "a reporting line": item("reporting_line", "new", person="di", manager="cy"),
    "a membership": item("membership", "new", person="di", department="field", primary=True),
    "a department": item("department", "new", name="New"),
    "a past that was corrected": item("influence", "cy-ada", strength=0.4) | {"correction": True},
    "a late fact": item("person", "late", name="Late", valid_from="2020-01-01T00:00:00Z"),
    "a future fact": item("person", "next", name="Next", valid_from="2090-01-01T00:00:00Z"),
}


@every_analysis
@pytest.mark.parametrize("change", INPUTS.values(), ids=INPUTS)
def test_any_change_of_the_account_is_another_answer(firm, path, change):
    before = etag(firm, path)
    firm.batch(change)
    assert etag(firm, path) != before


@every_analysis
@pytest.mark.parametrize("field", ["tier", "segment"])
def test_what_chooses_the_settings_of_an_account_is_an_input(firm, path, field):
    before = etag(firm, path)
    done(firm.client.patch(firm.path, json={field: None}))
    assert etag(firm, path) != before


@every_analysis
@pytest.mark.parametrize("scope", ["book", "segment", "tier", "account"])
def test_a_setting_of_any_scope_is_another_answer(firm, settings, path, scope):
    before = etag(firm, path)
    fingerprint = firm.get(path)["settings"]
    where = {"book": {}, "segment": {"segment": firm.id}, "tier": {"tier": "C"}, "account": {"account": firm.id}}
    settings(voice=0.31, **where[scope])
    assert etag(firm, path) != before
    assert firm.get(path)["settings"] != fingerprint


def test_the_nearest_setting_decides(firm, settings):
    fingerprints = [firm.get(INFLUENCE)["settings"]]
    for scope in ({}, {"segment": firm.id}, {"tier": "C"}, {"account": firm.id}):
        settings(voice=0.2 + len(fingerprints) / 10, **scope)
        fingerprints.append(firm.get(INFLUENCE)["settings"])
    assert len(set(fingerprints)) == 5
    settings(voice=0.99)
    assert firm.get(INFLUENCE)["settings"] == fingerprints[-1]


@pytest.mark.parametrize("scope", [{"segment": "another"}, {"tier": "B"}, {"account": "another"}])
def test_a_setting_of_another_scope_leaves_the_numbers_alone(firm, settings, scope):
    before = firm.get(INFLUENCE)
    settings(voice=0.9, **scope)
    after = firm.get(INFLUENCE)
    assert (after["settings"], after["people"]) == (before["settings"], before["people"])


@every_analysis
def test_the_hour_is_an_input(firm, path):
    hours = ["2026-06-30T10:00:00Z", "2026-06-30T11:00:00Z", "2026-07-01T10:00:00Z", "2027-06-30T10:00:00Z"]
    assert len({etag(firm, path, as_of=hour) for hour in hours}) == len(hours)


@every_analysis
def test_two_moments_within_an_hour_are_two_answers(firm, path):
    moments = ["2026-06-30T10:00:00Z", "2026-06-30T10:30:00Z", "2026-06-30T10:30:00.000001Z"]
    assert len({etag(firm, path, as_of=moment) for moment in moments}) == len(moments)


@every_analysis
def test_what_was_known_is_an_input(firm, path):
    first = firm.get(path, as_of=AS_OF)["known_at"]
    before = etag(firm, path, as_of=AS_OF)
    firm.put("people/di", title="Clerk")
    assert etag(firm, path, as_of=AS_OF) != before
    assert etag(firm, path, as_of=AS_OF, known_at=first) == before


@pytest.mark.parametrize("path", [path for path in ANALYSES if path != CARD])
def test_so_is_having_known_nothing_yet(firm, path):
    """Of a person nobody knew yet there is no card: 404."""
    assert etag(firm, path, as_of=AS_OF, known_at="2000-01-01T00:00:00Z") != etag(firm, path, as_of=AS_OF)


@every_analysis
def test_where_nothing_changes_the_answer_is_not_sent_again(firm, path):
    url = f"{firm.path}/{path}?as_of={AS_OF}"
    first = firm.client.get(url)
    firm.batch(item("influence", "cy-ada", strength=0.6))
    Account(firm.client).put("people/other", name="Somebody else")
    again = firm.client.get(url)
    assert (again.headers["etag"], again.content) == (first.headers["etag"], first.content)
    for header in (first.headers["etag"], f"W/{first.headers['etag']}", f'"x", {first.headers["etag"]}'):
        spared = firm.client.get(url, headers={"if-none-match": header})
        assert (spared.status_code, spared.content) == (304, b"")
        assert spared.headers["etag"] == first.headers["etag"]


@every_analysis
def test_whoever_has_any_answer_is_given_the_etag_of_the_plain_one(firm, path):
    """``*`` names no coding, and how long the answer would be, on which its coding depends, is not known without it."""
    url = f"{firm.path}/{path}?as_of={AS_OF}"
    plain = firm.client.get(url, headers={"accept-encoding": "identity"})
    spared = firm.client.get(url, headers={"if-none-match": "*"})
    assert (spared.status_code, spared.content) == (304, b"")
    assert spared.headers["etag"] == plain.headers["etag"]


@every_analysis
def test_an_etag_of_another_state_gets_the_whole_answer(firm, path):
    url = f"{firm.path}/{path}?as_of={AS_OF}"
    old = firm.client.get(url).headers["etag"]
    firm.put("people/di", title="Clerk")
    assert firm.client.get(url, headers={"if-none-match": old}).status_code == 200


def test_questions_that_differ_are_answered_differently_at_one_revision(firm):
    """They are told apart by their URL: an ETag is compared within one address only."""
    questions = [
        f"analysis/network?as_of={AS_OF}",
        f"analysis/network?as_of={AS_OF}&relation=reporting-lines",
        f"{INFLUENCE}?as_of={AS_OF}",
        f"{INFLUENCE}?as_of={AS_OF}&department=sales",
    ]
    bodies = [firm.client.get(f"{firm.path}/{question}").content for question in questions]
    assert all(one != other for one, other in combinations(bodies, 2))
    assert bodies == [firm.client.get(f"{firm.path}/{question}").content for question in questions]


def test_an_answer_says_of_what_it_was_computed(firm, settings):
    settings(voice=0.3)
    response = firm.client.get(f"{firm.path}/{INFLUENCE}", params={"as_of": AS_OF})
    answer = response.json()
    book = int(done(firm.client.get("/v1/settings"))["revision"])
    assert (answer["account_id"], answer["as_of"]) == (firm.id, "2026-06-30T10:00:00.000000Z")
    assert (answer["revision"], answer["book_revision"]) == (firm.revision, book)
    assert response.headers["etag"].startswith(f'"{answer["revision"]}.{answer["book_revision"]}.{answer["settings"]}.')
    assert response.headers["stakegraph-known-at"] == answer["known_at"]
