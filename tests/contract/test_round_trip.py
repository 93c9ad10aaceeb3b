"""What is exported and imported elsewhere gives the same answers there, about any as_of and known_at."""

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings

from graph.store import Store, StoreOptions
from schemas.errors import Conflict, InvalidInput, ServiceError
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem
from tests.conftest import OpenStore
from tests.contract.all_answers import AS_OF, account_answers, all_answers, exported, imported, moments
from tests.contract.held_clock import HeldClock
from tests.contract.history_sequences import BEGINNING, sequences
from tests.contract.items import influence, item, people, person
from tests.contract.kinds import Maker
from tests.contract.ledgers import AccountDesk, day
from tests.contract.whole_book import filled, write
from tests.opened_store import opened
from tests.sentences import english, refusal


@pytest_asyncio.fixture(scope="module")
async def source(
    folder_options: StoreOptions, service_clock: HeldClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Store]:
    """The store that drawn histories are written to first: in a folder, as all that is read into a server here."""
    async with opened(replace(folder_options, folder=tmp_path_factory.mktemp("source")), service_clock) as store:
        yield store


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(batches=sequences)
async def test_any_history_is_the_same_on_the_other_side(
    source: Store, open_empty: OpenStore, service_clock: HeldClock, in_full: bool, batches: list[list[WriteItem]]
):
    service_clock.hold(day(2025))
    try:
        desk = await AccountDesk.new(source)
        for batch in (BEGINNING, *batches):
            service_clock.advance(hours=1)
            with suppress(ServiceError):
                await desk.write(*batch)
    finally:
        service_clock.release()
    there = await open_empty()
    file = await exported(source, desk.id)
    await imported(there, file)
    assert await exported(there, desk.id) == file
    known = [change["recorded_at"] for change in map(json.loads, file.splitlines()) if change["kind"] == "change"]
    for as_of, known_at in moments((known[0], known[len(known) // 2], None), in_full):
        here = [answer async for answer in account_answers(source, desk.id, as_of, known_at)]
        assert [answer async for answer in account_answers(there, desk.id, as_of, known_at)] == here


async def test_one_account_brings_the_book_but_nothing_of_others(open_folder: OpenStore, open_empty: OpenStore):
    here = await open_folder()
    first, second = await filled(here)
    await write(here, item("setting", "s1", account=second, voice=0.5), item("setting", "s2", voice=0.25))
    await write(here, item("setting", "s3", account=first, voice=0.125))
    await write(here, *(item("rule_profile", f"r-{one}", name="Few", account=one, most=5) for one in (first, second)))
    file = await exported(here, first)
    kinds = [(line["kind"], line.get("id")) for line in map(json.loads, file.splitlines())]
    assert {("setting", "s2"), ("setting", "s3")} <= set(kinds)
    assert ("setting", "s1") not in kinds
    assert [one for kind, one in kinds if kind == "rule_profile" and one in {f"r-{first}", f"r-{second}"}] == [
        f"r-{first}"
    ]
    assert "account_tie" not in {kind for kind, _ in kinds}
    there = await open_empty()
    await imported(there, file)
    assert await exported(there, first) == file
    for as_of in AS_OF:
        expected = [answer async for answer in account_answers(here, first, as_of, None)]
        assert [answer async for answer in account_answers(there, first, as_of, None)] == expected


@pytest_asyncio.fixture(scope="module")
async def file(
    folder_options: StoreOptions, service_clock: HeldClock, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """A file of several small changes of a book and an account; bytes that nobody changes, so one for all tests."""
    store = await Store.open(replace(folder_options, folder=tmp_path_factory.mktemp("file")), service_clock)
    await write(store, item("team_member", "m1", name="Li Na"))
    desk = await AccountDesk.new(store)
    for number in range(5):
        await desk.write(*people(f"p{number}", f"q{number}"))
    await desk.write(item("coverage", member="m1", target={"kind": "person", "id": "p1"}, duty="owner"))
    written = await exported(store)
    await store.close()
    return written


def lines_of(file: bytes) -> list[bytes]:
    return file.splitlines(keepends=True)


async def test_a_file_cut_anywhere_leaves_an_earlier_state_and_the_whole_file_goes_on(
    open_folder: OpenStore, open_empty: OpenStore, file: bytes
):
    lines = lines_of(file)
    there = await open_empty()
    for length in (1, 2, 7, 12, len(lines) - 1):
        with refusal(InvalidInput, match=f"line {length + 1}: the file is cut off"):
            await imported(there, b"".join(lines[:length]) + lines[length][:-9])
        left = lines_of(await exported(there))
        assert lines[: len(left) - 1] == left[:-1]
    await imported(there, file)
    assert await exported(there) == file


WRONG = {
    "broken JSON": (lambda line: line[:-20] + b"\n", "not valid JSON"),
    "no object": (lambda line: b"[]\n", "a line is a JSON object"),
    "another kind": (lambda line: line.replace(b'"person"', b'"persn"'), "does not name persn"),
    "another record": (lambda line: line.replace(b'"id":"p2"', b'"id":"zz"'), "does not name person 'zz'"),
    "a wrong value": (lambda line: line.replace(b'"name":"p2"', b'"name":7'), "/name: must be text"),
    "an unknown field": (lambda line: line.replace(b'"name"', b'"nmae"'), "unknown field 'nmae'"),
    "no sequence": (lambda line: line.replace(b'"sequence":1,', b""), "'sequence' is required"),
    "another instant": (lambda line: line.replace(b'"recorded_at":"20', b'"recorded_at":"19'), "another instant"),
    "nothing": (lambda line: b"", "a change must come here|does not name|is required"),
    "the line twice": (lambda line: line + line, "after 1; sequences must rise|not '|is required"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_a_wrong_line_ends_it_with_its_number_and_all_before_it_is_stored(
    open_empty: OpenStore, file: bytes, case: str
):
    change, reason = WRONG[case]
    lines = lines_of(file)
    place = next(number for number, line in enumerate(lines) if b'"id":"p2","row"' in line)
    there = await open_empty()
    with refusal(InvalidInput, match=rf"line \d+: .*({reason})") as refused:
        await imported(there, b"".join([*lines[:place], change(lines[place]), *lines[place + 1 :]]))
    assert abs(int(english(refused.value.detail).split()[1].rstrip(":")) - place - 1) <= 2
    left = lines_of(await exported(there))
    assert lines[: len(left) - 1] == left[:-1]
    assert len(left) == place
    await imported(there, file)
    assert await exported(there) == file


async def test_a_row_that_was_exchanged_unseen_is_named_at_the_end(open_empty: OpenStore, file: bytes):
    there = await open_empty()
    with refusal(InvalidInput, match="not as it was written"):
        await imported(there, file.replace(b'"name":"p4"', b'"name":"p5"'))


@pytest.mark.parametrize("version", [b"2", b'"1"', b"null", b"0"])
async def test_a_file_of_another_version_is_refused_at_its_first_line(
    open_empty: OpenStore, file: bytes, version: bytes
):
    there = await open_empty()
    with refusal(InvalidInput, match="line 1: the file is of version"):
        await imported(there, file.replace(b'"version":1', b'"version":' + version, 1))
    assert len(lines_of(await exported(there))) == 2


async def test_another_history_of_an_account_is_refused_and_nothing_of_it_is_stored(open_empty: OpenStore, file: bytes):
    there = await open_empty()
    account = next(line["account_id"] for line in map(json.loads, lines_of(file)) if line.get("account_id"))
    await write(there, item("account", account, ledger=account, name="Another"))
    before = await exported(there)
    with refusal(Conflict, match=f"line 4: account '{account}' has another history in this store"):
        await imported(there, file)
    assert await exported(there) == before


async def test_a_book_that_would_change_what_was_answered_of_other_accounts_is_refused(
    open_empty: OpenStore, file: bytes
):
    there = await open_empty()
    await AccountDesk.new(there)
    before = await exported(there)
    with refusal(Conflict, match="line 2: this store holds accounts that were written to after"):
        await imported(there, file)
    assert await exported(there) == before


async def test_a_store_keeps_its_own_book_and_what_is_missing_in_it_is_named(
    open_folder: OpenStore, open_empty: OpenStore
):
    here = await open_folder()
    await write(here, item("team_member", "m1", name="Li Na"))
    desk = await AccountDesk.new(here)
    await desk.write(person("p1"))
    await desk.write(item("coverage", member="m1", target={"kind": "person", "id": "p1"}, duty="owner"))
    file = await exported(here, desk.id)
    there = await open_empty()
    await write(there, item("team_member", "m2", name="Zoe"))
    with refusal(InvalidInput, match=r"line \d+: there is no team member 'm1' in the book"):
        await imported(there, file)
    await write(there, item("team_member", "m1", name="Li Na of here"))
    report = await imported(there, file)
    assert report.own_book == 1
    assert (await there.repository.get(BY_KIND["team_member"], "", "m1"))[0]["name"] == "Li Na of here"
    assert len((await there.repository.history(BY_KIND["team_member"], "", "m1"))[0]) == 1


async def test_what_was_erased_stays_erased_on_the_other_side(
    open_folder: OpenStore, open_empty: OpenStore, in_full: bool
):
    here = await open_folder()
    desk, gone = await AccountDesk.new(here), await AccountDesk.new(here)
    await write(here, item("team_member", "m1", name="Li Na"), item("team_member", "m2", name="Zoe"))
    await desk.write(*people("p1", "p2"), influence("p1", "p2"))
    contact = {"at": day(2025), "people": ["p1", "p2"], "members": ["m1"], "channel": "call"}
    await desk.write(Maker(desk.id).upsert("interaction", "i1", contact))
    await gone.write(*people("p1"))
    older = await exported(here)
    await here.erasures.erase(BY_KIND["person"], desk.id, "p1", author="tester")
    await here.erasures.erase(BY_KIND["team_member"], BOOK, "m1", author="tester")
    await here.erasures.erase(BY_KIND["account"], gone.id, gone.id, author="tester")
    file = await exported(here)
    there, late = await open_empty(), await open_folder()
    await imported(there, file)
    assert await exported(there) == file
    assert await all_answers(there, [desk.id], in_full) == await all_answers(here, [desk.id], in_full)
    with refusal(Conflict, match="was erased"):
        await AccountDesk(there, desk.id).write(person("p1"))
    await imported(late, older)
    with refusal(ServiceError, match=r"still holds it from an older file|has another history"):
        await imported(late, file)
