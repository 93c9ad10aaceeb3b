"""Ids and names: an invalid id is refused wherever it stands; a name is any text and is given back as it was meant."""

import http.client
import json
import unicodedata
from urllib.parse import quote, urlsplit

import pytest

from tests.api.accounts import item
from tests.api.problems import assert_invalid

NO_IDS = {
    "10 kB": "x" * 10_000,
    "129 characters": "x" * 129,
    "empty": "",
    "dot": ".",
    "two dots": "..",
    "slash": "a/b",
    "backslash": "a\\b",
    "null byte": "a\x00b",
    "line feed": "a\nb",
    "line feed at the end": "ab\n",
    "escape": "a\x1bb",
    "space": "a b",
    "not ASCII": "änne",
    "Chinese": "张伟",
    "percent": "a%2Fb",
    "question mark": "a?b",
    "quote": "a'b",
    "right to left mark": "a\u200fb",
}

IDS = ["a", "0", "A-Z_a.z:0~9", "~", "...", "x" * 128, "null", "batch", "by", "history", "true"]

CYPHER = [
    "'}) DETACH DELETE (n) //",
    "$rows",
    "`); MATCH (n) DETACH DELETE n; //",
    "Robert'); DROP TABLE people;--",
    "{{7*7}}${7*7}",
    '\\" \\u0027 \\',
    "<script>alert(1)</script>",
]

NAMES = {
    "Chinese": "张伟",
    "Arabic": "محمد بن سلمان",
    "Hebrew": "דוד כהן",
    "Devanagari": "अमिताभ बच्चन",
    "Thai": "สมชาย ใจดี",
    "Hangul": "김정은",
    "Cyrillic": "Фёдор Достоевский",
    "Greek": "Σωκράτης",
    "Georgian": "შოთა რუსთაველი",
    "Amharic": "ኃይለ ሥላሴ",
    "emoji": "Ada 🧑🏽‍🚀👩‍👩‍👧",
    "beyond the basic plane": "𠮷野家 𝔄𝔡𝔞",
    "zero width": "A\u200bd\u200da",
    "combining": "Ze\u0301lie A\u030angstro\u0308m",
    "a heap of accents": "Z\u0351\u036b\u0343\u036a\u0302algo",
    "full width": "Ａｄａ",
    "ligature": "ﬁne",
    "no-break space": "Ada\u00a0Brandt",
    "apostrophe": 'O\'Brien "the" `rest` \\ / ; -- {}',
}


@pytest.mark.parametrize("record_id", NO_IDS.values(), ids=NO_IDS)
def test_an_invalid_id_is_refused_in_a_batch(firm, record_id):
    with firm.untouched():
        assert_invalid(firm.send(item("person", record_id, name="Ada")), "/items/0/id", "must")


@pytest.mark.parametrize("record_id", NO_IDS.values(), ids=NO_IDS)
def test_an_invalid_id_is_refused_as_an_end_of_an_edge(firm, record_id):
    with firm.untouched():
        response = firm.send(item("influence", None, source="ada", target=record_id))
        assert_invalid(response, "/items/0/data/target", "must")


@pytest.mark.parametrize("record_id", list(filter(None, NO_IDS.values())))
def test_an_invalid_id_is_refused_in_a_url(firm, client, record_id):
    """A slash makes another address of it, where there is nothing."""
    target = f"{firm.path}/people/{quote(record_id, safe='.')}"
    with firm.untouched():
        status, body = ask(client, "PUT", target, b'{"name": "Ada"}')
        assert (status, body["code"]) == ((404, "NotFound") if "/" in record_id else (422, "InvalidInput"))
        assert status == 404 or body["errors"][0]["pointer"] == "path/record_id"


@pytest.mark.parametrize("account_id", ["..", "x" * 129, "a b", "张伟"])
def test_an_invalid_id_of_an_account_is_refused_in_a_url(client, account_id):
    status, body = ask(client, "GET", f"/v1/accounts/{quote(account_id, safe='.')}/people", None)
    assert (status, body["code"], body["errors"][0]["pointer"]) == (422, "InvalidInput", "path/account_id")


@pytest.mark.parametrize("record_id", IDS)
def test_any_id_of_the_allowed_characters_is_taken_and_found(firm, client, record_id):
    created = client.put(f"{firm.path}/people/{record_id}", json={"name": "Ada"})
    assert created.status_code == 201
    assert client.get(created.headers["location"]).json()["id"] == record_id
    assert firm.get("people", limit=500)["items"]
    assert firm.end(f"people/{record_id}")["outcome"] == "ended"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_of_any_script_is_given_back_composed(firm, name):
    composed = unicodedata.normalize("NFC", name)
    assert firm.put("people/new", name=name, tags=[name])["name"] == composed
    assert firm.get("people/new")["tags"] == [composed]
    assert [person["id"] for person in firm.get("people", tag=name)["items"]] == ["new"]
    assert firm.put("people/new", name=composed)["sequence"] == 1


@pytest.mark.parametrize("text", CYPHER)
def test_a_statement_in_any_text_stays_text(firm, client, text):
    sent = {"name": text, "title": text, "tags": [text], "external_ids": {"crm": text}, "mails": [text]}
    stored = firm.put("people/new", **sent)
    assert {name: stored[name] for name in sent} == sent
    edge = firm.put("influences/new", source="new", target="ada", topic=text, evidence=text)
    assert (edge["topic"], edge["evidence"]) == (text, text)
    for parameters in ({"q": text}, {"tag": text}, {"title": text}, {"external_id": f"crm:{text}"}):
        assert [person["id"] for person in firm.get("people", **parameters)["items"]] == ["new"], parameters
    firm.end("people/new")
    assert len(firm.get("people")["items"]) == 4


@pytest.mark.parametrize("text", CYPHER)
def test_a_statement_where_a_name_of_a_field_belongs_is_refused(firm, client, text):
    with firm.untouched():
        for name in ("sort", "fields", "cursor"):
            refused = client.get(f"{firm.path}/people", params={name: text})
            assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"?{name}")
        refused = client.put(f"{firm.path}/people/ada", json={"name": "Ada", text: 1})
        assert (refused.status_code, refused.json()["code"]) == (422, "InvalidInput")


def ask(client, method: str, target: str, body: bytes | None):
    """Ask for an address exactly as it is written: other clients tidy it up."""
    connection = http.client.HTTPConnection(urlsplit(str(client.base_url)).netloc, timeout=30)
    connection.request(method, target, body, {"content-type": "application/json"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.headers["content-type"] == "application/problem+json", content
    return answer.status, json.loads(content)


UNSEEN = {
    "zero width space": ("\u200b", "seen"),
    "Hangul filler": ("\u3164", "seen"),
    "empty Braille": ("\u2800\u2800", "seen"),
    "ideographic space": ("\u3000", "seen"),
    "variation selectors": ("\ufe0f\U000e0100", "seen"),
    "right to left override": ("Ada \u202eadA\u202c", "direction"),
    "isolate that is never closed": ("Ada \u2066", "direction"),
}
"""Names that nobody could tell apart, or that read otherwise than they are."""


@pytest.mark.parametrize(("name", "says"), UNSEEN.values(), ids=UNSEEN)
def test_a_name_that_cannot_be_seen_or_turns_the_text_is_refused_wherever_it_comes_in(firm, client, name, says):
    sent = item("person", "new", name=name)
    line = json.dumps({"account_id": firm.id, **sent})
    with firm.untouched():
        assert_invalid(client.put(f"{firm.path}/people/new", json={"name": name}), "/name", says)
        assert_invalid(firm.send(sent), "/items/0/data/name", says)
        answer = client.post("/v1/sync", content=line, headers={"content-type": "application/x-ndjson"})
        [refused] = answer.json()["refused"]
        assert [(one["pointer"], says in one["detail"]) for one in refused["errors"]] == [("/data/name", True)]
        assert_invalid(client.put(f"/v1/accounts/{firm.id}x", json={"name": name}), "/name", says)


def test_direction_is_not_turned_in_texts_and_invisible_words_are_left_alone_in_them(firm, client):
    spoken = {"title": "Head\u202e", "name": "Ada"}
    with firm.untouched():
        assert_invalid(client.put(f"{firm.path}/people/new", json=spoken), "/title", "direction")
    assert client.put(f"{firm.path}/people/new", json={"name": "مي\u200cنا", "title": "👩\u200d🔬"}).status_code == 201
