"""Pictures of a chain over HTTP: the numbers of the answers, both languages, the same caching, the same refusals."""

import pytest

from tests.api.accounts import Account
from tests.api.problems import assert_problem
from tests.unit.pictures.svg_reading import Picture
from tests.unit.pictures.test_pictures import HAN

AS_OF = "2026-07-01T00:00:00Z"
each_picture = pytest.mark.parametrize("name", ["chain", "access"])


def picture(account: Account, name: str, chain: str = "c1", **parameters: str):
    url = f"{account.path}/chains/{chain}/analysis/{name}.svg"
    return account.client.get(url, params={"as_of": AS_OF} | parameters)


@each_picture
def test_a_picture_of_a_chain_is_an_svg_in_the_language_that_is_asked_for(board, name):
    english, chinese = picture(board, name), picture(board, name, lang="zh")
    assert english.headers["content-type"] == "image/svg+xml"
    assert english.headers["content-security-policy"].startswith("default-src 'none'")
    assert (english.headers["content-language"], chinese.headers["content-language"]) == ("en", "zh")
    assert not HAN.search(Picture(english.content).said)
    assert HAN.search(Picture(chinese.content).said)
    assert Picture(english.content).titles[0].endswith("Board · Line 4 · Northwind Traders")


def test_they_show_what_the_answers_say(board):
    forecast = board.get("chains/c1/analysis/forecast", as_of=AS_OF)
    said = Picture(picture(board, "chain").content).said.splitlines()
    assert f"{forecast['steps'][0]['probability']:.0%}" in said
    access = board.get("chains/c1/analysis/access", as_of=AS_OF)
    said = Picture(picture(board, "access").content).said.splitlines()
    for row in access["voters"]:
        assert f"{row['best']['strength']:.2f}" in said
        assert row["name"] in said
    assert "Kim Vale" in said


@each_picture
def test_one_that_is_known_is_not_sent_again_until_something_changes_and_a_moment_keeps_its_bytes(board, name):
    listed = board.get("people")
    first = picture(board, name, known_at=listed["known_at"])
    url = f"{board.path}/chains/c1/analysis/{name}.svg"
    known = {"if-none-match": picture(board, name).headers["etag"]}
    assert board.client.get(url, params={"as_of": AS_OF}, headers=known).status_code == 304
    board.put("people/bo", name="Bo Renamed")
    assert board.client.get(url, params={"as_of": AS_OF}, headers=known).status_code == 200
    assert picture(board, name, known_at=listed["known_at"]).content == first.content


@each_picture
def test_what_is_not_there_or_not_asked_so_is_refused(board, name):
    assert_problem(picture(board, name, chain="nothing"), 404, "NotFound")
    assert_problem(board.client.get(f"/v1/accounts/nobody/chains/c1/analysis/{name}.svg"), 404, "NotFound")
    for parameters in ({"lang": "fr"}, {"department": "sales"}, {"as_of": "yesterday"}):
        assert_problem(picture(board, name, **parameters), 422, "InvalidInput")
