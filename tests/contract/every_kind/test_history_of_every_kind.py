"""Every kind of record is created, changed, corrected, ended and remembered in the same way."""

import pytest

from schemas.errors import Conflict, InvalidInput, NotFound, RevisionMismatch
from tests.contract.every_kind.record_desk import RecordDesk
from tests.contract.kinds import DATED, KINDS, OBSERVED
from tests.contract.ledgers import day, ids_of
from tests.sentences import english, one

every_kind = pytest.mark.parametrize("kind", KINDS)
every_dated_kind = pytest.mark.parametrize("kind", DATED)

EARLIER, CHANGED, LATER = day(2021), day(2023), day(2025)


@every_kind
async def test_a_new_record_is_given_back_as_it_was_written(desk: RecordDesk):
    result = await desk.create()
    assert (result.kind, result.id, result.outcome) == (desk.resource.kind, desk.id, "created")
    stored = await desk.get()
    assert {name: stored[name] for name in desk.data} == desk.data
    assert {name: stored[name] for name in desk.resource.defaults} == desk.resource.defaults
    assert (stored["id"], stored["sequence"], stored["recorded_by"]) == (desk.id, 1, "tester")
    assert ids_of(await desk.shown()) == [desk.id]


@every_kind
async def test_every_field_that_a_record_can_have_is_kept(desk: RecordDesk):
    full = desk.maker.full(desk.resource.kind)
    await desk.write_needed()
    await desk.write_fields(full)
    stored = await desk.get()
    assert {name: stored[name] for name in full} == full


@every_kind
async def test_a_record_without_an_id_is_given_one(desk: RecordDesk):
    if desk.resource.scope == "self":
        return  # nothing says whose revision it would raise
    [result] = (await desk.write(desk.unnamed())).results
    assert ids_of(await desk.shown()) == [result.id]


@every_kind
async def test_what_says_the_same_raises_no_revision(desk: RecordDesk):
    field, first, _ = desk.change
    await desk.create({field: first})
    before = await desk.revision()
    again = await desk.create({field: first})
    assert (again.outcome, await desk.revision()) == ("unchanged", before)
    assert len(await desk.history()) == 1


@every_kind
async def test_a_change_holds_from_its_instant_on(desk: RecordDesk):
    field, first, second = desk.change
    await desk.create({field: first})
    assert (await desk.write_fields({field: second}, CHANGED)).outcome == "updated"
    assert await desk.values(field, EARLIER, CHANGED, LATER) == [first, second, second]
    newest, oldest = await desk.history()
    assert (newest["state_from"], newest[field], oldest[field]) == (CHANGED, second, first)


@every_kind
async def test_a_correction_changes_the_one_state_of_its_instant(desk: RecordDesk):
    field, first, second = desk.change
    await desk.create({field: first})
    await desk.write_fields({field: second}, CHANGED)
    assert (await desk.write_fields({field: second}, EARLIER, correction=True)).outcome == "updated"
    assert await desk.values(field, EARLIER, LATER) == [second, second]
    await desk.write_fields({field: first}, LATER, correction=True)
    assert await desk.values(field, EARLIER, CHANGED, LATER) == [second, first, first]


@every_kind
async def test_null_clears_what_a_record_can_be_without(desk: RecordDesk):
    await desk.create({"extra": None})
    await desk.write_fields({"tags": None}, LATER)
    assert "tags" not in await desk.get()
    assert [len(await desk.shown(instant)) for instant in (EARLIER, LATER)] == [1, 0]


@every_kind
async def test_what_a_record_cannot_be_without_is_not_cleared(desk: RecordDesk):
    await desk.create()
    for field in (*desk.resource.required, *desk.resource.defaults):
        error = await desk.refusal(desk.item({field: None}))
        assert isinstance(error, InvalidInput)
        assert [problem.pointer for problem in error.problems] == [f"/{field}"]
        assert english(error.detail) == f"{one(desk.resource.kind)} needs {field}; it cannot be cleared"


@every_kind
async def test_a_record_that_lacks_what_it_needs_is_refused_with_each_pointer(desk: RecordDesk):
    if not desk.resource.required:
        return
    error = await desk.refusal(desk.item({"tags": [desk.tag]}))
    assert [problem.pointer for problem in error.problems] == [f"/{name}" for name in desk.resource.required]


@every_kind
async def test_an_end_hides_a_record_from_then_on_and_keeps_its_history(desk: RecordDesk):
    field, first, second = desk.change
    await desk.write(desk.item({**desk.data, field: first}), author="ada")
    await desk.write(desk.item({field: second}, CHANGED), author="bo")
    await desk.write(desk.ending(LATER), author="cy")
    assert await desk.values(field, EARLIER, CHANGED, LATER) == [first, second, None]
    rows = await desk.history()
    assert [(row["sequence"], row["recorded_by"]) for row in rows] == [(3, "cy"), (2, "bo"), (1, "ada")]
    assert (await desk.get())["valid_to"] == LATER


@every_kind
async def test_what_has_ended_takes_only_corrections(desk: RecordDesk):
    field, first, second = desk.change
    await desk.create({field: first})
    await desk.end(LATER)
    for late in (desk.ending(), desk.ending(CHANGED), desk.item({field: second}, CHANGED)):
        error = await desk.refusal(late)
        assert isinstance(error, Conflict)
        assert LATER in english(error.detail)
    await desk.write_fields({"valid_to": None}, correction=True)
    assert await desk.values(field, EARLIER, day(2030)) == [first, first]


@every_kind
async def test_nothing_is_ended_or_changed_that_is_not_there(desk: RecordDesk):
    if desk.resource.scope == "self":
        return  # its ledger is not there either
    assert isinstance(await desk.refusal(desk.ending()), NotFound)
    assert isinstance(await desk.refusal(desk.item(desk.data, expects="present")), NotFound)
    await desk.create()
    assert isinstance(await desk.refusal(desk.item(desk.data, expects="absent")), RevisionMismatch)


@every_kind
async def test_nothing_ends_before_it_began(desk: RecordDesk):
    began = {} if desk.resource.dated else {"valid_from": OBSERVED}
    await desk.create(began)
    assert isinstance(await desk.refusal(desk.ending(day(2019))), InvalidInput)
    error = await desk.refusal(desk.item({"valid_to": day(2019)}))
    assert [problem.pointer for problem in error.problems] == ["/valid_to"]
    assert (await desk.end(OBSERVED)).outcome == "ended"


@every_kind
async def test_an_answer_of_a_moment_is_the_same_whatever_is_written_since(desk: RecordDesk):
    field, first, second = desk.change
    await desk.create({field: first})
    moments = [await desk.moment(instant) for instant in (EARLIER, LATER)]
    given = [await desk.body(moment) for moment in moments]
    await desk.write_fields({field: second}, CHANGED)
    await desk.write_fields({field: second}, EARLIER, correction=True)
    await desk.end(day(2022))
    again = [await desk.moment(moment.as_of, moment.known_at) for moment in moments]
    assert again == moments
    assert [await desk.body(moment) for moment in again] == given
    assert [await desk.body(await desk.moment(moment.as_of)) for moment in moments] != given


@every_kind
async def test_before_a_record_was_written_nothing_is_known_of_it(desk: RecordDesk):
    before = (await desk.moment()).known_at
    await desk.create()
    assert await desk.shown(LATER, before) == ()


@every_dated_kind
async def test_what_is_about_one_instant_exists_from_then_on(desk: RecordDesk):
    await desk.create()
    assert (await desk.get())["valid_from"] == OBSERVED
    assert [len(await desk.shown(instant)) for instant in (day(2019), OBSERVED, LATER)] == [0, 1, 1]


@every_dated_kind
async def test_what_is_about_one_instant_is_corrected_unless_it_says_since_when(desk: RecordDesk):
    field, first, second = desk.change
    await desk.create({field: first})
    await desk.write_fields({field: second})
    assert await desk.values(field, OBSERVED, LATER) == [second, second]
    await desk.write_fields({field: first}, CHANGED)
    assert await desk.values(field, OBSERVED, CHANGED) == [second, first]


@every_dated_kind
async def test_the_instant_of_a_record_moves_its_beginning(desk: RecordDesk):
    await desk.create()
    await desk.write_fields({desk.resource.dated: EARLIER})
    assert [len(await desk.shown(instant)) for instant in (OBSERVED, EARLIER)] == [0, 1]


@every_dated_kind
async def test_what_is_about_one_instant_has_no_other_beginning(desk: RecordDesk):
    for wrong in (desk.item({**desk.data, "valid_from": year}) for year in (day(2019), EARLIER)):
        error = await desk.refusal(wrong)
        assert [problem.pointer for problem in error.problems] == ["/valid_from"]
        assert f"begins at its {desk.resource.dated}" in english(error.detail)
    await desk.create({"valid_from": OBSERVED})
    assert isinstance(await desk.refusal(desk.item({"valid_from": EARLIER})), InvalidInput)
