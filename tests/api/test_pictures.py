"""Computed answers as pictures over HTTP: both languages, the same moments and the same caching as the numbers."""

import re

import httpx
import pytest

from tests.api.accounts import FAR, Account, item
from tests.api.problems import assert_problem
from tests.unit.pictures.svg_reading import Picture

HAN = re.compile(r"[\u4e00-\u9fff]")
each_picture = pytest.mark.parametrize("name", ["influence", "coverage", "closeness"])


def picture(account: Account, name: str, language: str | None = None, **parameters: str) -> httpx.Response:
    headers = {"accept-language": language} if language else {}
    return account.client.get(f"{account.path}/analysis/{name}.svg", params=parameters, headers=headers)


def read(response: httpx.Response) -> Picture:
    assert response.status_code == 200, response.text
    return Picture(response.content)


@each_picture
def test_a_picture_is_an_svg_that_runs_and_fetches_nothing(firm, name):
    answer = picture(firm, name)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<script" not in answer.content


@each_picture
def test_the_language_is_that_of_the_url_else_of_the_browser_else_english(firm, name):
    english, chinese = picture(firm, name), picture(firm, name, lang="zh")
    assert (english.headers["content-language"], chinese.headers["content-language"]) == ("en", "zh")
    assert not HAN.search(read(english).said)
    assert HAN.search(read(chinese).said)
    assert picture(firm, name, "zh-CN,zh;q=0.9,en;q=0.8").content == chinese.content
    assert picture(firm, name, "zh-CN", lang="en").content == english.content
    assert picture(firm, name, "de, fr;q=0.5").content == english.content
    assert english.headers["vary"] == "Accept-Language, Accept-Encoding"


@each_picture
def test_a_picture_that_is_known_is_not_sent_again_until_something_changes(firm, name):
    url = f"{firm.path}/analysis/{name}.svg"
    known = {"if-none-match": picture(firm, name).headers["etag"]}
    assert firm.client.get(url, headers=known).status_code == 304
    assert firm.client.get(url, headers=known | {"accept-language": "zh"}).status_code == 200
    firm.put("people/ada", name="Ada Brandt-Lind")
    assert firm.client.get(url, headers=known).status_code == 200


@each_picture
def test_a_moment_gives_the_same_bytes_whatever_is_written_later(firm, name):
    listed = firm.get("people")
    moment = {"as_of": listed["as_of"], "known_at": listed["known_at"]}
    first = picture(firm, name)
    firm.put("people/ada", name="Ada Brandt-Lind")
    firm.client.patch(firm.path, json={"name": "Renamed"}).raise_for_status()
    assert picture(firm, name, **moment).content == first.content
    assert "Renamed" in read(picture(firm, name)).titles[0]


def test_a_picture_shows_what_the_numbers_say(firm):
    people = firm.get("analysis/influence")["people"]
    said = [text.said for text in read(picture(firm, "influence")).texts]
    rows = [(person["name"], f"{100 * person['influence']:.1f}%") for person in people]
    assert [text for text in said if text in dict(rows)] == [name for name, _ in rows]
    for name, share in rows:
        assert said[said.index(name) + 1] == share
    coverage = firm.get("analysis/coverage")["account"]["coverage"]
    assert f"Coverage {int(coverage)} of 100." in read(picture(firm, "coverage")).said


def test_a_contact_turns_unknown_into_a_number(firm):
    firm.client.put("/v1/team-members/mia", json={"name": "Mia Moss"}).raise_for_status()
    assert "Mia Moss" not in read(picture(firm, "closeness")).said
    contact = {"people": ["ada"], "members": ["mia"], "channel": "meeting", "direction": "mutual", "depth": 5}
    firm.batch(item("interaction", "i1", at=firm.get("people")["known_at"], **contact))
    closeness = firm.get("analysis/closeness")["pairs"][0]["closeness"]
    said = read(picture(firm, "closeness")).said.splitlines()
    assert "Mia Moss" in said
    assert f"{int(closeness)}" in said


@each_picture
def test_a_department_is_a_picture_of_its_own(firm, name):
    shown = read(picture(firm, name, department="sales"))
    assert "Northwind Traders · Sales" in shown.titles[0]
    assert "Cy Moreau" not in shown.said
    assert_problem(picture(firm, name, department="nowhere"), 404, "NotFound")


@each_picture
def test_an_account_without_people_and_one_that_is_not_there(account, name):
    assert "Nobody is recorded" in read(picture(account, name)).said
    assert "Nobody is recorded" in read(picture(account, name, as_of="1999-01-01T00:00:00Z")).said
    assert_problem(account.client.get(f"/v1/accounts/nobody/analysis/{name}.svg"), 404, "NotFound")


@each_picture
@pytest.mark.parametrize("parameters", [{"lang": "fr"}, {"locale": "en"}, {"as_of": "yesterday"}])
def test_what_cannot_be_asked_is_refused_by_name(firm, name, parameters):
    refused = picture(firm, name, **parameters)
    assert_problem(refused, 422, "InvalidInput")
    assert next(iter(parameters)) in refused.text


def test_names_are_text_whatever_they_hold(account):
    harmful = "</text><script>alert(1)</script>"
    account.batch(item("person", "p1", name=harmful), item("person", "p2", name="Ada & Bo"))
    shown = picture(account, "influence", as_of=FAR)
    assert b"<script" not in shown.content
    assert harmful in read(shown).titles + [text.said for text in read(shown).texts]
    assert "Ada & Bo" in read(shown).said
