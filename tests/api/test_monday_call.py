"""A forecast call on Monday as a new planner has it, one request a question, on the sample and a CRM export."""

import re
from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest

from tests.api.accounts import done
from tests.api.conftest import connect
from tests.api.serving import PROGRAM, Service
from tests.architecture.sources import ROOT
from tests.cli.running import stakegraph
from tests.pages.planner_questions import DEALS, QUESTIONS, answer, page

MONDAY = "2026-07-01T00:00:00Z"
"""The end of the sample's story."""

FRIDAY = "2026-06-26T16:00:00Z"
"""When the last call was over."""

COMMITTEE = "/v1/accounts/halden-pumps/chains/investment-committee/analysis"
TENDER = "/v1/accounts/yunhe-zhonggong/chains/zhaobiao-juece/analysis"
BENCH = "/v1/accounts/halden-suzhou/chains/bench-team/analysis"
LARKMOOR = "/v1/accounts/001Lk000000Qv7aAAC"
KILN = f"{LARKMOOR}/chains/006Lk000000Wm01AAC.roles/analysis"
TOLLER = "003Lk000000Ta03AAC"

RATE = re.compile(r"\bwin\b|win rate|odds|胜率|赢率", re.IGNORECASE)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service with the sample, and with the small Salesforce export beside it."""
    assert PROGRAM.exists()
    with Service(tmp_path_factory.mktemp("monday") / "data", arguments=["--sample"]) as running:
        stakegraph("import", "salesforce", "app/sample/salesforce_export", "--data", running.folder)
        with connect(running) as caller:
            yield caller


def ask(client: httpx.Client, url: str, **parameters: str) -> dict[str, Any]:
    answer = client.get(url, params={"as_of": MONDAY} | parameters)
    assert not RATE.search(answer.text)
    return cast(dict[str, Any], done(answer))


def test_who_actually_decides_this_deal(client):
    found = ask(client, f"{COMMITTEE}/forecast")
    assert found["sentence"].startswith("The recorded beliefs imply that every open step passes with 6%")
    first = found["people"][0]
    assert (first["name"], first["title"]) == ("Vera Lindqvist", "Chief Executive Officer")
    assert (first["votes"], first["veto"], first["roles"]) == (True, True, ["decision_maker"])
    votes = {voter["name"] for step in found["steps"] for voter in step["voters"]}
    assert {person["name"] for person in found["people"] if person["votes"]} == votes
    asked_not = {person["name"]: person["roles"] for person in found["people"] if not person["votes"]}
    assert asked_not["Edda Morwick"] == ["coach", "influencer"]


def test_a_quiet_veto_holder_holds_the_key(client):
    """Nobody has met Vera since December; she alone can end every step, and by what is believed she swings most."""
    power = ask(client, f"{COMMITTEE}/power")["voters"]
    assert power[0]["name"] == "Vera Lindqvist"
    assert power[0]["swing"] == max(voter["swing"] for voter in power)
    assert power[0]["shapley_shubik"] == max(voter["shapley_shubik"] for voter in power)


def test_a_quarrel_turns_an_opinion_away_and_a_follower_drifts_to_those_he_hears(client):
    """Ines and Astrid quarrel over the budget; Desmond does as he hears, and hears more than Astrid."""
    opinions = ask(client, f"{COMMITTEE}/opinions")
    levers = {(lever["person"], lever["voter"]): lever["lever"] for lever in opinions["levers"]}
    assert levers["ines-carvalhal", "astrid-kellermann"] < 0
    desmond = next(person for person in opinions["people"] if person["name"] == "Desmond Achterberg")
    assert desmond["support"] < desmond["drifted"] < 0


def test_what_the_finance_director_believes_and_how_we_know(client):
    found = ask(
        client,
        "/v1/accounts/halden-pumps/analysis/beliefs",
        person="marcus-oyelaran",
        chain="investment-committee",
    )
    support = next(belief for belief in found["beliefs"] if belief["attribute"] == "support")
    assert (support["name"], support["title"]) == ("Marcus Oyelaran", "Chief Financial Officer")
    said = [(word["assessor_name"], word["evidence"]) for word in support["assessments"]]
    assert said == [
        ("Ingrid Falkenberg", "Priya says he now counts the waiting days himself."),
        ("Saskia Dunmore", "Wants the case from his own controller, not from us."),
    ]
    for name, evidence in said:
        assert name in found["sentence"]
        assert f"“{evidence}”" in found["sentence"]
    general = ask(client, "/v1/accounts/halden-pumps/analysis/beliefs", person="marcus-oyelaran")
    assert general["sentence"] == found["sentence"]


def since_friday(client: httpx.Client, account: str, chain: str, language: str) -> dict[str, Any]:
    asked = {"from": FRIDAY, "to": MONDAY, "chain": chain, "lang": language}
    answer = client.get(f"/v1/accounts/{account}/analysis/changes", params=asked)
    assert not RATE.search(answer.text)
    return cast(dict[str, Any], done(answer))


def test_what_has_changed_in_the_buying_group_since_friday(client):
    found = since_friday(client, "halden-pumps", "investment-committee", "en")
    sentences = {record["kind"]: record["sentence"] for record in found["records"]}
    for kind, names in {
        "interaction": "Ingrid Falkenberg with Desmond Achterberg",
        "assessment": "Piotr Wieland on Tobias Ravenhill",
        "conflict": "Astrid Kellermann and Priya Nandakumar",
        "stake": "Head of Treasury (not met yet)",
    }.items():
        assert names in sentences[kind]
    assert len(found["records"]) == 4
    (tobias,) = [belief for belief in found["beliefs"] if belief["person"] == "tobias-ravenhill"]
    assert tobias["before"] < tobias["after"]
    (forecast,) = [score for score in found["scores"] if (score["of"], score["metric"]) == ("chain", "forecast")]
    assert forecast["inputs"] > 0 > forecast["time"]
    assert forecast["difference"] == pytest.approx(forecast["inputs"] + forecast["time"], abs=1e-12)


def test_what_has_changed_since_friday_in_chinese(client):
    found = since_friday(client, "yunhe-zhonggong", "zhaobiao-juece", "zh")
    said = "".join(record["sentence"] for record in found["records"])
    for name in ("林疏桐", "蒋亦舟", "岳霖深"):
        assert name in said
    assert {record["kind"] for record in found["records"]} >= {"assessment", "stake"}


def test_whom_to_call_first_and_through_whom(client):
    first = ask(client, f"{COMMITTEE}/next-question")["questions"][0]
    assert (
        first["sentence"]
        == "Ask Saskia Dunmore of our management how Vera Lindqvist (Chief Executive Officer) would vote."
    )
    assert (
        "whom Marcus Oyelaran (Chief Financial Officer) trusts, who moves Vera Lindqvist" in first["route"]["sentence"]
    )
    way = ask(client, "/v1/accounts/halden-pumps/analysis/paths", **{"to": "marcus-oyelaran", "from": "tom-okonjo"})
    assert way["best"]["sentence"].startswith("Through Tom Okonjo of our presales team, whom Edda Morwick (Senior Test")
    assert "who moves Marcus Oyelaran (Chief Financial Officer)" in way["best"]["sentence"]
    assert "The weakest link is from" in way["best"]["sentence"]


def test_the_same_in_chinese_for_a_chinese_account(client):
    found = ask(client, f"{TENDER}/forecast", lang="zh")
    assert found["sentence"].startswith("按已记录的判断推算，所有未决步骤都通过的可能性为")
    assert found["people"][0]["name"] in {"卢敬棠", "贺川柏"}
    jiang = ask(
        client,
        "/v1/accounts/yunhe-zhonggong/analysis/beliefs",
        person="jiang-yizhou",
        chain="zhaobiao-juece",
        lang="zh",
    )
    assert jiang["sentence"].startswith("对蒋亦舟（招标主管）态度的判断：支持")
    assert "林疏桐（售前），2026-06-29：支持。“评分表改成技术分占六成，他说“这样对谁都公平”。”" in jiang["sentence"]
    first = ask(client, f"{TENDER}/next-question", lang="zh")["questions"][0]
    assert first["sentence"].startswith("请我方")
    assert first["sentence"].endswith("会怎样投票。")


def test_a_chain_that_is_mostly_unknown_and_one_of_which_nothing_is_known_say_so(client):
    found = ask(client, f"{BENCH}/forecast")
    assert found["forecast"] is None
    assert found["sentence"].startswith(
        "Too little is known to say how it stands: voters whose view is recorded hold 32%"
    )
    nothing = ask(client, "/v1/accounts/yunhe-zhonggong/chains/paowan-huiqian/analysis/forecast", lang="zh")
    assert nothing["sentence"] == "对它一无所知：没有记录由谁决定。"
    access = ask(client, f"{BENCH}/access")["voters"]
    cut_off = [row for row in access if [one["name"] for one in row["cut"]] == ["曹正庭 Cao Zhengting"]]
    assert len(cut_off) == 3
    assert all(row["dominated_by"][0]["name"] == "曹正庭 Cao Zhengting" for row in cut_off)


def test_what_if_the_one_who_holds_suzhou_leaves(client):
    before = {row["person"]: row for row in ask(client, f"{BENCH}/access")["voters"]}
    asked = {"changes": [{"kind": "member_leaves", "member": "xu-zhiyao"}]}
    found = done(client.post(f"{BENCH}/simulate", params={"as_of": MONDAY}, json=asked))
    lost = {row["id"] for row in found["after"]["voters"] if row["disjoint_paths"] == 0}
    assert lost >= {person for person, row in before.items() if row["cut"] and row["cut"][0]["side"] == "theirs"}
    assert found["difference"]["account"]["coverage"] < -15
    assert {row["person"]: row for row in ask(client, f"{BENCH}/access")["voters"]} == before


def test_the_questions_are_answered_of_an_export_that_holds_only_roles(client):
    found = ask(client, f"{KILN}/forecast")
    assert "Nothing is known of it: no step is recorded" in found["sentence"]
    voting = {person["name"]: (person["title"], person["roles"]) for person in found["people"] if person["votes"]}
    assert voting == {
        "Piers Aldworth": ("Vice President, Operations", ["decision_maker"]),
        "Gesine Toller": ("Finance Director", ["economic_buyer"]),
    }
    others = {person["name"] for person in found["people"] if not person["votes"]}
    assert others == {"Emeka Oduya", "Ira Solberg"}
    believed = ask(client, f"{LARKMOOR}/analysis/beliefs", person=TOLLER)
    assert believed["sentence"] == "Nobody has recorded anything about Gesine Toller (Finance Director)."
    reached = {row["name"]: row["best"] for row in ask(client, f"{KILN}/access")["voters"]}
    assert reached == {"Gesine Toller": None, "Piers Aldworth": None}


def test_one_visit_opens_the_way_into_the_export(client):
    """Ingrid meets the vice president; whom he reports to beside, nobody of us reaches yet."""
    visit = {
        "at": "2026-06-24T09:00:00Z",
        "people": ["003Lk000000Ta02AAC"],
        "members": ["ingrid-falkenberg"],
        "channel": "visit",
        "direction": "mutual",
        "depth": 3,
        "expertise": 1,
    }
    done(client.post(f"{LARKMOOR}/interactions", json=visit))
    reached = {row["name"]: row["best"] for row in ask(client, f"{KILN}/access")["voters"]}
    assert reached["Piers Aldworth"]["sentence"].startswith("Through Ingrid Falkenberg of our sales team, whom Piers")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asked)
def test_each_of_ten_questions_is_answered_by_two_requests_with_the_names_of_the_story(client, question):
    assert len(question.paths) <= 2
    for deal, facts in zip(DEALS, question.facts, strict=True):
        found = answer(client, question, deal)
        assert [fact for fact in facts if fact not in found] == [], found


def test_the_page_of_the_ten_questions_is_what_the_service_says(client):
    shown = (ROOT / "docs" / "planner_questions.md").read_text(encoding="utf-8")
    assert shown == page(client), "python -m tests.pages.planner_questions > docs/planner_questions.md"
