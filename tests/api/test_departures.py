"""The drill of departures over HTTP: who would be missed, and what to do before it happens, in two languages."""

import pytest

from tests.api.accounts import Account, decided_by, done, item
from tests.api.problems import assert_invalid, assert_problem

AS_OF = "2026-07-01T00:00:00Z"


@pytest.fixture
def board(firm: Account) -> Account:
    """A firm whose board decides a deal: kim alone has met ada, who moves bo; lea has met bo once."""
    kim, lea = f"{firm.id}-kim", f"{firm.id}-lea"
    for member, name in ((kim, "Kim Vale"), (lea, "Lea Roth")):
        done(firm.client.put(f"/v1/team-members/{member}", json={"name": name}))
    met = {"channel": "visit", "direction": "mutual", "depth": 5}
    firm.batch(
        *decided_by("ada", "di"),
        item("influence", "i1", source="ada", target="di", strength=0.8, confidence=1),
        *(
            item("interaction", f"m{day}", at=f"2026-06-{day:02}T09:00:00Z", people=["ada", "bo"], members=[kim], **met)
            for day in range(1, 29, 7)
        ),
        item("interaction", "m30", at="2026-06-29T09:00:00Z", people=["bo"], members=[lea], **met),
    )
    return firm


def drill(firm: Account, **parameters: str):
    return firm.client.post(f"{firm.path}/analysis/departures", params={"as_of": AS_OF, **parameters})


def rows(firm: Account, **parameters: str):
    return {row["id"]: row for row in done(drill(firm, **parameters))["departures"]}


def test_everybody_is_ranked_by_what_would_be_lost(board):
    found = done(drill(board))
    assert found["departures"][0]["name"] == "Kim Vale"
    assert {row["id"] for row in found["departures"]} == {"ada", "bo", "cy", "di", f"{board.id}-kim", f"{board.id}-lea"}
    kim = found["departures"][0]
    assert kim["coverage_lost"] == pytest.approx(found["coverage"] - kim["coverage"])


def test_what_to_do_is_said_with_names_in_the_language_that_is_asked_for(board):
    english, chinese = (rows(board, lang=lang)[f"{board.id}-kim"]["advice"] for lang in ("en", "zh"))
    assert any("Lea Roth is next closest to Bo Lind" in each for each in english), english
    assert any("Ada Brandt" in each and "Kim Vale introduce" in each for each in english), english
    assert any("Kim Vale" in each and "Bo Lind" in each and "最亲近" in each for each in chinese), chinese
    assert drill(board, lang="zh").headers["content-language"] == "zh"


def test_with_a_chain_its_voters_and_the_ways_to_them_count(board):
    found = rows(board, chain="c1")
    assert found["ada"]["votes"]
    assert [each["id"] for each in found["ada"]["cut_off"]] == ["di"]
    change = {"kind": "member_leaves", "member": f"{board.id}-kim"}
    path = f"{board.path}/chains/c1/analysis/simulate"
    after = done(board.client.post(path, json={"changes": [change]}, params={"as_of": AS_OF}))["after"]
    unreached = [voter["id"] for voter in after["voters"] if voter["disjoint_paths"] == 0]
    assert [each["id"] for each in found[f"{board.id}-kim"]["cut_off"]] == unreached != []
    assert any("'Board'" in each and "Di Okafor" in each for each in found["ada"]["advice"])


def test_each_row_is_what_the_simulation_says(board):
    found = rows(board)
    for name in ("ada", "bo", "cy"):
        changes = {"changes": [{"kind": "person_leaves", "person": name}]}
        path = f"{board.path}/analysis/simulate"
        after = done(board.client.post(path, json=changes, params={"as_of": AS_OF}))["after"]["account"]
        assert found[name]["coverage"] == pytest.approx(after["coverage"])
        assert found[name]["closeness"] == pytest.approx(after["closeness"])


def test_the_drill_stores_nothing(board):
    with board.untouched():
        assert drill(board, chain="c1").status_code == 200


def test_it_is_of_the_moment_that_is_asked_about(board):
    early = done(drill(board, as_of="2026-05-01T00:00:00Z"))
    assert (early["coverage"], early["closeness"]) == (0, None)
    known = done(drill(board))["known_at"]
    board.batch(item("person", "eva", name="Eva"))
    assert "eva" not in rows(board, known_at=known)
    assert "eva" in rows(board)


def test_what_is_not_there_is_refused(board):
    assert_problem(drill(board, chain="c9"), 404, "NotFound", says="no chain 'c9'")
    assert_invalid(drill(board, department="sales"), "?department", says="unknown parameter")
    missing = board.client.post("/v1/accounts/nothing-here/analysis/departures")
    assert_problem(missing, 404, "NotFound")
