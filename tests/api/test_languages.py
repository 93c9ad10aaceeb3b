"""Answers are in the language that a caller reads: the sentences change, and nothing else does."""

import json
import re
from typing import Any, NamedTuple

import httpx
import pytest

from tests.api.accounts import fresh_id
from tests.api.imports import archive, ended, send
from tests.api.problems import assert_problem

CHINESE = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}

HAN = re.compile(r"[\u4e00-\u9fff]")


class Asked(NamedTuple):
    """A request that is refused; its path begins at the account."""

    method: str
    path: str
    more: dict[str, Any]
    status: int


NAMELESS = {"items": [{"kind": "person", "id": "sound", "data": {"name": "Sound"}}, {"kind": "persn"}]}

GHOST = {"person": "ada", "manager": "ghost"}

NOBODY = {"person": "ada", "attribute": "rung", "value": "known", "observed_at": "2026-01-01T00:00:00Z"}

REFUSED = {
    "an address that is none": Asked("GET", "/peopel", {}, 404),
    "a method that is none": Asked("PATCH", "/batch", {}, 405),
    "a parameter that is none": Asked("GET", "/people?lmit=1", {}, 422),
    "a parameter out of its range": Asked("GET", "/people?limit=501", {}, 422),
    "two parameters out of their range": Asked("GET", "/people?limit=501&as_of=today", {}, 422),
    "a cursor that is none": Asked("GET", "/people?cursor=x", {}, 422),
    "a field to sort by that is none": Asked("GET", "/people?sort=nmae", {}, 422),
    "a body that is not JSON": Asked("PUT", "/people/p1", {"content": b'{"name"', "headers": {}}, 422),
    "a body of another type": Asked("PUT", "/people/p1", {"content": b"name", "headers": {"content-type": "a/b"}}, 415),
    "a field that is none": Asked("PUT", "/people/p1", {"json": {"nmae": "Ada"}}, 422),
    "several values that do not fit": Asked("PUT", "/people/p1", {"json": {"name": 7, "tags": [""]}}, 422),
    "a value beyond its list": Asked("PUT", "/people/p1", {"json": {"name": "Ada", "seniority": "boss"}}, 422),
    "fields that do not go together": Asked("PUT", "/assessments/a1", {"json": NOBODY}, 422),
    "a body that is not a batch": Asked("POST", "/batch", {"json": {"itmes": []}}, 422),
    "an item of a batch that does not fit": Asked("POST", "/batch", {"json": NAMELESS}, 422),
    "an end of nobody": Asked("DELETE", "/people/ghost", {}, 404),
    "a line to nobody": Asked("PUT", "/reporting-lines/l1", {"json": GHOST}, 422),
    "a field that was not declared": Asked("PUT", "/people/p1", {"json": {"name": "A", "extra": {"cost": 1}}}, 422),
    "an ETag that is none": Asked("PUT", "/people/p1", {"json": {"name": "A"}, "headers": {"if-match": "7"}}, 422),
    "a person who is not there": Asked("GET", "/analysis/people/ghost/profile", {}, 404),
    "a department that is not there": Asked("GET", "/analysis/influence?department=ghost", {}, 404),
}


def answers(client: httpx.Client, root: str, asked: Asked) -> tuple[httpx.Response, httpx.Response]:
    """Return the answer to a request in English and in Chinese."""
    headers = {"content-type": "application/json", **asked.more.get("headers", {})}
    more = {name: value for name, value in asked.more.items() if name != "headers"}

    def ask(language: str) -> httpx.Response:
        sent = {**headers, "accept-language": language}
        return client.request(asked.method, f"{root}{asked.path}", headers=sent, **more)

    return ask("en-GB"), ask("zh-CN,zh;q=0.9,en;q=0.8")


def without_words(body: dict[str, Any]) -> dict[str, Any]:
    """Return a problem without what is said, and without the id of its request."""
    errors = [error["pointer"] for error in body["errors"]]
    return {name: value for name, value in body.items() if name not in {"title", "detail", "instance"}} | {
        "errors": errors
    }


def words(body: dict[str, Any]) -> list[str]:
    return [body["title"], body["detail"], *(error["detail"] for error in body["errors"])]


@pytest.mark.parametrize("asked", REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_said_in_the_language_of_the_caller_and_differs_in_its_words_only(firm, client, asked):
    with firm.untouched():
        english, chinese = answers(client, firm.path, asked)
    assert (english.status_code, chinese.status_code) == (asked.status, asked.status), english.text
    assert without_words(english.json()) == without_words(chinese.json())
    assert [english.headers["content-language"], chinese.headers["content-language"]] == ["en", "zh"]
    assert english.headers["vary"] == chinese.headers["vary"] == "Accept-Language"
    assert not [text for text in words(english.json()) if HAN.search(text)]
    assert not [text for text in words(chinese.json()) if not HAN.search(text)]


@pytest.mark.parametrize("accepted", ["fr", "", "*", "zh;q=0, en"])
def test_whoever_reads_neither_language_is_answered_in_english(client, accepted):
    refused = client.get("/v1/accounts/nowhere", headers={"accept-language": accepted})
    assert refused.headers["content-language"] == "en"
    assert assert_problem(refused, 404, "NotFound")["title"] == "Not found"


def test_a_language_asked_for_in_the_url_goes_before_that_of_the_browser(firm, client):
    path = f"{firm.path}/analysis/influence.svg?department=ghost&lang=zh"
    refused = client.get(path, headers={"accept-language": "en"})
    assert refused.headers["content-language"] == "zh"
    assert assert_problem(refused, 404, "NotFound")["title"] == "未找到"


def test_what_is_refused_of_a_batch_is_said_in_the_language_of_the_caller(firm):
    refusals = []
    for language in ("en", "zh"):
        headers = {"accept-language": language}
        answer = firm.client.post(f"{firm.path}/batch?on_error=skip", json=NAMELESS, headers=headers)
        [_, refused] = answer.json()["results"]
        refusals.append(refused["errors"])
    assert [[error["pointer"] for error in errors] for errors in refusals] == [["/items/1/kind"]] * 2


def test_numbers_and_lists_are_written_as_the_language_writes_them(firm, client):
    path = f"{firm.path}/people/p1"
    body = {"name": "x" * 2_000, "seniority": "boss"}
    english, chinese = (client.put(path, json=body, headers={"accept-language": code}).json() for code in ("en", "zh"))
    assert [error["detail"] for error in english["errors"]] == [
        "must have at most 300 characters",
        "must be 'c_level', 'vp', 'director', 'manager', 'specialist', 'individual' or 'unknown'",
    ]
    assert [error["detail"] for error in chinese["errors"]] == [
        "最多 300 个字符",
        "必须是 'c_level'、'vp'、'director'、'manager'、'specialist'、'individual' 或 'unknown'",
    ]


def test_lines_of_a_synchronisation_are_refused_in_the_language_of_the_caller(firm, client):
    unknown = {"account_id": firm.id, "kind": "influence", "data": {"source": "ada", "target": "ghost"}}
    sent = f"no JSON\n{json.dumps(unknown)}\n"

    def details(language: str) -> list[str]:
        headers = {"content-type": "application/x-ndjson", "accept-language": language}
        group = client.post("/v1/sync", content=sent, headers=headers).json()
        errors = [error for refused in group["refused"] for error in refused["errors"]]
        assert [error["pointer"] for error in errors] == ["", "/data/target"]
        return [error["detail"] for error in errors]

    garbage, nobody = details("en")
    assert garbage.startswith("not valid JSON: ")
    assert nobody == f"no person 'ghost' in account '{firm.id}'"
    garbage, nobody = details("zh")
    assert garbage.startswith("不是有效的 JSON：")
    assert nobody == f"客户“{firm.id}”中没有人员“ghost”"


def test_a_job_refuses_in_the_language_of_whoever_began_it_whoever_reads_it(client):
    name = fresh_id()
    own = {"kind": "account", "id": name, "data": {"name": "Acme"}}
    sent = archive([own, {"account_id": name, "kind": "person", "id": "p1", "data": {"nmae": "Ada"}}])
    job = ended(client, send(client, sent, **CHINESE).json())
    assert (job["state"], job["result"]["rejected"]) == ("done", 1)
    rejects = client.get(job["links"]["rejects"], headers={"accept-language": "en"})
    assert rejects.text.splitlines() == ["line,detail", "2,/nmae：未知字段“nmae”；可用字段见 /docs"]


def test_an_archive_is_refused_in_the_language_of_whoever_sends_it(client):
    refused = send(client, b"not a zip", **CHINESE)
    assert assert_problem(refused, 422, "InvalidInput")["detail"] == "正文不是可读取的 zip 压缩包：已损坏或被截断"
