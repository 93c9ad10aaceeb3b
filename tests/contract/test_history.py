"""History: what was so when, as we knew it when, and what a late word, an end or a correction does to it."""

import pytest

from schemas.errors import NotFound
from tests.contract.held_clock import HeldClock
from tests.contract.items import end, influence, patch, people, person
from tests.contract.ledgers import FAR, AccountDesk, day, ids_of


@pytest.fixture(autouse=True)
def year_2026(clock: HeldClock) -> HeldClock:
    """All of this is written at the beginning of 2026, when no test says otherwise."""
    clock.hold(day(2026))
    return clock


async def title_at(account: AccountDesk, as_of: str, known_at: str | None = None) -> str | None:
    [row] = await account.list("person", as_of, known_at)
    title: str | None = row.get("title")
    return title


async def titles(account: AccountDesk, *years: int) -> list[str | None]:
    return [await title_at(account, day(year)) for year in years]


async def test_a_new_record_was_always_so(account: AccountDesk):
    await account.write(person("p1", title="clerk", at=day(2025)))
    assert await titles(account, 1, 2020, 2026, 9999) == ["clerk"] * 4
    [row] = await account.history("person", "p1")
    assert (row["sequence"], row.get("state_from"), row.get("state_to")) == (1, None, None)


async def test_a_record_exists_within_its_lifetime_only(account: AccountDesk):
    await account.write(person("p1", valid_from=day(2020), valid_to=day(2022)))
    shown = [ids_of(await account.list("person", instant)) for instant in (day(2019), day(2020), day(2021), day(2022))]
    assert shown == [[], ["p1"], ["p1"], []]


async def test_a_change_holds_from_the_instant_of_the_write(account: AccountDesk, clock: HeldClock):
    await account.write(person("p1", title="clerk"))
    now = clock.advance(days=31)
    await account.write(person("p1", title="head"))
    assert await titles(account, 2020, 2026, 2027) == ["clerk", "clerk", "head"]
    assert await title_at(account, now) == "head"


async def test_a_late_fact_and_a_future_one_hold_from_when_they_say(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(person("p1", title="chief", at=day(2028)))
    await account.write(person("p1", title="head", seniority="director", at=day(2024)))
    assert await titles(account, 2023, 2024, 2027, 2028) == ["clerk", "head", "head", "head"]
    await account.write(person("p1", title="chief", at=day(2028)))
    assert await titles(account, 2023, 2027, 2028) == ["clerk", "head", "chief"]


async def test_a_late_fact_leaves_what_it_does_not_name(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(person("p1", title="chief", at=day(2028)))
    await account.write(patch("person", "p1", seniority="vp", at=day(2024)))
    assert await titles(account, 2023, 2027, 2028) == ["clerk", "clerk", "chief"]
    seniority = [(await account.list("person", day(year)))[0].get("seniority") for year in (2023, 2024, 2028)]
    assert seniority == [None, "vp", "vp"]


async def test_null_clears_from_then_on(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(person("p1", title=None, at=day(2025)))
    assert await titles(account, 2024, 2025) == ["clerk", None]
    assert "title" not in await account.get("person", "p1")


async def test_a_correction_changes_the_one_state_over_its_whole_interval(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(person("p1", title="head", at=day(2024)))
    await account.write(person("p1", title="chief", at=day(2025)))
    await account.write(person("p1", title="deputy", at=day(2024, 6), correction=True))
    assert await titles(account, 2023, 2024, 2025, 2026) == ["clerk", "deputy", "chief", "chief"]
    rows = await account.history("person", "p1")
    assert [row["sequence"] for row in rows] == [4, 3, 2, 1]
    assert (rows[0]["state_from"], rows[0]["state_to"]) == (day(2024), day(2025))


async def test_the_latest_state_is_the_last_in_time_not_the_last_written(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(person("p1", title="chief", at=day(2028)))
    await account.write(person("p1", title="deputy", correction=True))
    assert (await account.get("person", "p1"))["title"] == "chief"
    await account.write(person("p1", seniority="vp", at=day(2029)))
    assert await titles(account, 2026, 2028, 2029) == ["deputy", "chief", "chief"]


async def test_what_was_known_earlier_is_known_still(account: AccountDesk, clock: HeldClock):
    await account.write(person("p1", title="clerk"))
    known = [(await account.snapshot()).known_at]
    for month, write in enumerate(
        (
            person("p1", title="head", at=day(2024)),
            person("p1", title="deputy", at=day(2024, 6), correction=True),
            end("person", "p1", day(2025)),
        )
    ):
        clock.hold(day(2026, 2 + month))
        await account.write(write)
        known.append((await account.snapshot()).known_at)
    assert known[1:] == [day(2026, month) for month in (2, 3, 4)]
    assert [await title_at(account, day(2024, 6), instant) for instant in known] == [
        "clerk",
        "head",
        "deputy",
        "deputy",
    ]
    assert [ids_of(await account.list("person", FAR, instant)) for instant in known] == [["p1"], ["p1"], ["p1"], []]
    assert await account.list("person", FAR, day(2025, 12)) == ()
    assert [(await account.snapshot(FAR, instant)).revision for instant in known] == [2, 3, 4, 5]


async def test_before_anything_was_known_the_account_is_empty(account: AccountDesk):
    await account.write(*people("p1", "p2"), influence("p1", "p2"))
    graph = await account.graph(FAR, day(1990))
    assert (graph.people, graph.influences, graph.revision) == ((), (), 0)
    assert await account.list("influence", FAR, day(1990)) == ()


async def test_an_account_that_is_not_there_has_no_moment(store):
    with pytest.raises(NotFound):
        await AccountDesk(store, "nobody").snapshot()


async def test_an_older_row_keeps_everything_it_said(account: AccountDesk, clock: HeldClock):
    sent = {
        "title": "clerk",
        "tags": ["a", "b"],
        "mails": ["a@example.com"],
        "vacant": False,
        "external_ids": {"x": "1-h"},
    }
    clock.hold(day(2026, 1, 15))
    await account.write(person("p1", **sent), author="ada")
    clock.hold(day(2026, 2))
    await account.write(person("p1", title="head", tags=None, external_ids={"x": None}), author="bo")
    newest, oldest = await account.history("person", "p1")
    assert {key: oldest[key] for key in ("title", "tags", "mails", "vacant", "external_ids")} == {
        **sent,
        "external_ids": '{"x":"1-h"}',
    }
    assert (oldest["recorded_at"], oldest["recorded_by"], oldest["sequence"]) == (day(2026, 1, 15), "ada", 1)
    assert (newest["recorded_at"], newest["recorded_by"], newest["sequence"]) == (day(2026, 2), "bo", 2)
    assert newest["mails"] == ["a@example.com"]
    assert "tags" not in newest
    assert "external_ids" not in newest


async def test_within_one_batch_later_items_build_on_earlier_ones(account: AccountDesk):
    outcome = await account.write(
        person("p1", title="clerk"), person("p1", title="head", at=day(2024)), person("p1", title="head", at=day(2025))
    )
    assert [result.outcome for result in outcome.results] == ["created", "updated", "unchanged"]
    assert await titles(account, 2023, 2024) == ["clerk", "head"]
    assert [row["sequence"] for row in await account.history("person", "p1")] == [2, 1]
