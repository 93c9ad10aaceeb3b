"""Mutes of and feedback on gaps over HTTP: what they change, what they leave alone, and what is refused."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from schemas.instants import instant_text, parse_instant
from tests.api.accounts import Account, Json, done, item
from tests.api.problems import assert_invalid, assert_problem

UNCOVERED = "key-player-uncovered"
REASON = "She retires in March."
LATER = "2099-01-01T00:00:00.000000Z"


def gaps(account: Account, **parameters: str) -> Json:
    return account.get("analysis/gaps", **parameters)


def uncovered(account: Account) -> str:
    """Return the gap of bo."""
    return next(str(gap["id"]) for gap in gaps(account)["gaps"] if gap["rule"] == UNCOVERED)


def mute(account: Account, gap: str, **fields: Any) -> httpx.Response:
    body = {"reason": REASON, "until": LATER, **fields}
    sent = {name: value for name, value in body.items() if value is not ...}
    return account.client.put(f"{account.path}/analysis/gaps/{gap}/mute", json=sent)


def unmute(account: Account, gap: str) -> httpx.Response:
    return account.client.delete(f"{account.path}/analysis/gaps/{gap}/mute")


def judge(account: Account, gap: str, **body: Any) -> httpx.Response:
    return account.client.post(f"{account.path}/analysis/gaps/{gap}/feedback", json=body)


def refresh(account: Account) -> Json:
    return dict(done(account.client.post(f"{account.path}/analysis/gaps/refresh")))


def shifted(instant: str, **by: float) -> str:
    return instant_text(parse_instant(instant) + timedelta(**by))


def test_before_the_first_refresh_nobody_knows_since_when_and_afterwards_every_answer_says_it(held: Account):
    before = gaps(held)["gaps"]
    assert {(gap["since"], gap["first_seen"], gap["mute"]) for gap in before} == {(None, None, None)}
    at = refresh(held)["at"]
    after = gaps(held)["gaps"]
    assert [{**gap, "since": None, "first_seen": None} for gap in after] == before
    for found in (after, held.get("chains/c1/analysis/gaps")["gaps"], held.get("analysis/people/bo/profile")["gaps"]):
        assert {(gap["since"], gap["first_seen"]) for gap in found} == {(at, at)}


def test_a_muted_gap_is_listed_apart_with_its_reason_and_hides_nothing_else(held: Account):
    refresh(held)
    gap, before = uncovered(held), gaps(held)
    muted = done(mute(held, gap))
    assert (muted["id"], muted["account_id"], muted["revision"]) == (gap, held.id, held.revision)
    assert {name: muted["mute"][name] for name in ("by", "reason", "until")} == {
        "by": "keeper",
        "reason": REASON,
        "until": LATER,
    }
    after = gaps(held)
    assert after["gaps"] == [one for one in before["gaps"] if one["id"] != gap]
    assert [{**one, "mute": None} for one in after["muted"]] == [one for one in before["gaps"] if one["id"] == gap]
    assert after["muted"][0]["mute"] == muted["mute"]
    assert after["hidden"] == before["hidden"]
    assert (after["counts"]["muted"], after["counts"]["total"]) == (1, before["counts"]["total"] - 1)
    assert held.get("analysis/health")["gaps"] == after["counts"]
    assert [one["id"] for one in held.get("chains/c1/analysis/gaps")["muted"]] == [gap]
    person = held.get("analysis/people/bo/profile")
    assert [one["id"] for one in person["muted_gaps"]] == [gap]
    assert gap not in {one["id"] for one in person["gaps"]}


def test_a_mute_ends_by_itself_or_is_taken_back_and_earlier_answers_stay_as_they_were(held: Account):
    first = refresh(held)
    gap, known = uncovered(held), first["at"]
    before = gaps(held, as_of=LATER, known_at=shifted(known, seconds=5))
    until = shifted(known, days=30)
    done(mute(held, gap, until=until))
    assert gaps(held)["counts"]["muted"] == 1
    assert gaps(held, as_of=shifted(until, microseconds=-1))["counts"]["muted"] == 1
    assert gaps(held, as_of=until)["counts"]["muted"] == 0
    assert gaps(held, as_of=first["at"])["counts"]["muted"] == 0
    assert before["counts"]["muted"] == 0

    revision = held.revision
    again = done(mute(held, gap, until=until))
    assert (again["revision"], held.revision) == (revision, revision)
    free = done(unmute(held, gap))
    assert (free["mute"], free["revision"]) == (None, revision + 1)
    assert gaps(held)["muted"] == []
    assert done(unmute(held, gap))["revision"] == revision + 1


def test_a_gap_that_was_never_refreshed_is_opened_by_its_mute_and_stays_muted_when_it_comes_back(held: Account):
    gap = uncovered(held)
    opened = done(mute(held, gap))
    assert opened["since"] == opened["first_seen"] == opened["mute"]["at"]
    assert gap in {row["id"] for row in refresh(held)["still_open"]}

    held.batch(item("person", "bo", status="left", left_at="2026-06-15T00:00:00Z"))
    assert gap in {row["id"] for row in refresh(held)["closed"]}
    problem = assert_problem(mute(held, gap, until="2098-01-01T00:00:00Z"), 404, "NotFound", says="closed on")
    assert gap in problem["detail"]
    held.batch(item("person", "bo", status="active", left_at=None))
    assert gap in {row["id"] for row in refresh(held)["opened"]}
    assert [one["id"] for one in gaps(held)["muted"]] == [gap]


def test_what_the_profile_of_the_account_does_not_look_for_can_be_muted_where_the_full_one_shows_it(held: Account):
    full, own = gaps(held, profile="full"), gaps(held)
    known = {one["id"] for one in (*own["gaps"], *own["hidden"])}
    [gap, *_] = [one["id"] for one in full["gaps"] if one["rule"] not in own["counts"]["by_rule"]]
    assert gap not in known
    done(mute(held, gap))
    assert [one["id"] for one in gaps(held, profile="full")["muted"]] == [gap]


def test_feedback_is_kept_with_the_gap_in_its_order(held: Account):
    gap = uncovered(held)
    done(judge(held, gap, verdict="known"))
    judged = done(judge(held, gap, verdict="wrong", reason="We met her on Friday."))
    assert [(one["by"], one["verdict"], one["reason"]) for one in judged["feedback"]] == [
        ("keeper", "known", None),
        ("keeper", "wrong", "We met her on Friday."),
    ]
    assert held.get(f"gap-states/{gap}")["feedback"] == judged["feedback"]
    assert uncovered(held) == gap


@pytest.mark.parametrize(
    ("fields", "pointer", "says", "chinese"),
    [
        ({"reason": ...}, "/reason", "reason", "reason"),
        ({"reason": " "}, "/reason", "", ""),
        ({"reason": None}, "/reason", "", ""),
        ({"until": ...}, "/until", "until", "until"),
        ({"until": "2020-01-01T00:00:00Z"}, "/until", "must end in the future", "截止时间必须在将来"),
        ({"until": "tomorrow"}, "/until", "zone", ""),
        ({"by": "somebody"}, "/by", "by", "by"),
    ],
)
def test_a_mute_that_cannot_be_is_refused_where_it_is_wrong_in_both_languages(
    held: Account, fields, pointer, says, chinese
):
    gap = uncovered(held)
    with held.untouched():
        assert_invalid(mute(held, gap, **fields), pointer, says)
        held.client.headers["accept-language"] = "zh"
        try:
            assert chinese in mute(held, gap, **fields).json()["errors"][0]["detail"]
        finally:
            del held.client.headers["accept-language"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"verdict": "wrong"}, "/reason"),
        ({}, "/verdict"),
        ({"verdict": "so_so"}, "/verdict"),
        ({"reason": "x"}, "/verdict"),
    ],
)
def test_feedback_that_says_nothing_is_refused(held: Account, body, pointer):
    gap = uncovered(held)
    with held.untouched():
        assert_invalid(judge(held, gap, **body), pointer)


def test_only_a_gap_of_this_account_is_muted_or_judged(held: Account, account: Account):
    gap = uncovered(held)
    with held.untouched(), account.untouched():
        for answer in (mute(account, gap), judge(account, gap, verdict="right"), unmute(account, gap)):
            assert_problem(answer, 404, "NotFound", says=gap)
        assert_problem(mute(held, "gap-of-nobody"), 404, "NotFound", says="has no gap 'gap-of-nobody'")
        assert_problem(unmute(held, gap), 404, "NotFound", says="nothing is remembered")


def test_of_somebody_erased_nothing_is_left_in_any_gap(held: Account):
    gap, name = uncovered(held), held.get("people/bo")["name"]
    done(mute(held, gap, reason=f"{name} is on leave"))
    done(judge(held, gap, verdict="wrong", reason=f"{name} left"))
    about_ada = {"kind": "person", "id": "ada"}
    seen = gaps(held, profile="full")["gaps"]
    other = next(one["id"] for one in seen if about_ada.items() <= one["subjects"][0].items())
    done(judge(held, other, verdict="known", reason=f"{name} said so"))
    done(held.client.delete(f"{held.path}/people/bo", params={"purge": "true"}))
    found = [*held.get("gap-states", limit="500")["items"], gaps(held)]
    assert name not in str(found)
    assert "'bo'" not in str(found)
    assert_problem(mute(held, gap), 404, "NotFound")


def test_merging_two_people_keeps_since_and_mute_of_gaps_about_either(held: Account):
    at = refresh(held)["at"]
    gap = uncovered(held)
    done(mute(held, gap))
    held.batch(item("person", "bo-twin", name="B. Lind"))
    done(held.client.post(f"{held.path}/people/bo/merge", json={"into": "bo-twin"}))
    [muted] = gaps(held)["muted"]
    assert muted["id"] != gap
    assert [subject["id"] for subject in muted["subjects"]] == ["bo-twin"]
    assert (muted["since"], muted["mute"]["reason"]) == (at, REASON)
    again = refresh(held)
    assert UNCOVERED not in {one["rule"] for one in (*again["opened"], *again["closed"])}


def test_a_plan_for_gaps_leaves_out_what_is_muted_unless_it_is_asked_for(held: Account):
    gap = uncovered(held)
    done(mute(held, gap))

    def acted_on(**body: Any) -> tuple[float, set[str]]:
        answer = done(held.client.post(f"{held.path}/analysis/plan", json={"goal": "gaps", "most": 20, **body}))
        return answer["before"], {one for move in answer["moves"] for one in move["gaps"]}

    before, quiet = acted_on()
    assert gap not in quiet
    with_muted, loud = acted_on(muted=True)
    assert loud == {*quiet, gap}
    assert with_muted > before


def test_card_health_and_plan_take_the_profile_that_the_list_takes(held: Account):
    for profile in ("full", "light"):
        listed = gaps(held, profile=profile)
        assert held.get("analysis/health", profile=profile)["gaps"] == listed["counts"]
        card = held.get("analysis/people/bo/profile", profile=profile)
        about = [one["id"] for one in listed["gaps"] if "bo" in {subject["id"] for subject in one["subjects"]}]
        assert [one["id"] for one in card["gaps"]] == about
        path = f"{held.path}/analysis/plan"
        plan = done(held.client.post(path, params={"profile": profile}, json={"goal": "gaps"}))
        assert plan["before"] == pytest.approx(sum(one["priority"] for one in listed["gaps"]))
    assert gaps(held, profile="full")["counts"] != gaps(held, profile="light")["counts"]
    for place in ("analysis/health", "analysis/people/bo/profile"):
        unknown = held.client.get(f"{held.path}/{place}", params={"profile": "no-such"})
        assert_invalid(unknown, "?profile", "no-such")


def test_blank_words_are_refused_where_words_are_needed(held: Account):
    with held.untouched():
        for what in (" ", "\n\t "):
            blank = held.client.post(f"{held.path}/actions", json={"what": what})
            assert_invalid(blank, "/what", "blank")
        assert_invalid(mute(held, uncovered(held), reason="  "), "/reason", "blank")
        assert_invalid(judge(held, uncovered(held), verdict="wrong", reason=" "), "/reason", "blank")
