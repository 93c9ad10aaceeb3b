"""Every kind of record is created, changed, corrected, ended and remembered in the same way."""

import pytest

from schemas.errors import Conflict, InvalidInput, NotFound, RevisionMismatch
from schemas.instants import LAST_INSTANT
from tests.contract.kinds import DATED, KINDS, OBSERVED, RELATIONS
from tests.contract.ledgers import day
from tests.sentences import english, one
from tests.unit.ledger.desks import RecordDesk, pointers_of

every_kind = pytest.mark.parametrize("kind", KINDS)
every_dated_kind = pytest.mark.parametrize("kind", DATED)
every_other_kind = pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "account"])

EARLIER, CHANGED, LATER = day(2021), day(2023), day(2025)


@every_kind
def test_a_new_record_holds_what_was_sent_and_the_defaults(desk: RecordDesk):
    result = desk.create()
    assert (result.kind, result.id, result.outcome) == (desk.resource.kind, desk.id, "created")
    stored = desk.get()
    assert {name: stored[name] for name in desk.data} == desk.data
    assert {name: stored[name] for name in desk.resource.defaults} == desk.resource.defaults
    assert (stored["id"], stored["sequence"], stored["recorded_by"]) == (desk.id, 1, "tester")


@every_kind
def test_every_field_that_a_record_can_have_is_kept(desk: RecordDesk):
    full = desk.maker.full(desk.resource.kind)
    desk.write_needed()
    desk.put(full)
    stored = desk.get()
    assert {name: stored[name] for name in full} == full


@every_other_kind
def test_a_record_without_an_id_gets_one(desk: RecordDesk):
    [result] = desk.write(desk.unnamed())
    assert result.id
    assert len(desk.rows(result.id)) == 1
    assert result.id.startswith("new-") == (desk.resource.kind not in RELATIONS)


@every_kind
def test_what_says_the_same_adds_no_row_and_raises_no_revision(desk: RecordDesk):
    name, first, _ = desk.change
    desk.create({name: first})
    before = desk.revision()
    again = desk.create({name: first})
    assert (again.outcome, desk.revision(), len(desk.rows())) == ("unchanged", before, 1)


@every_kind
def test_every_write_that_changes_something_raises_the_revision_by_one(desk: RecordDesk):
    name, first, second = desk.change
    before = desk.revision()
    desk.create({name: first})
    desk.put({name: second}, CHANGED)
    desk.end(LATER)
    assert desk.revision() == before + 3


@every_kind
def test_a_change_holds_from_its_instant_on(desk: RecordDesk):
    name, first, second = desk.change
    desk.create({name: first})
    assert desk.put({name: second}, CHANGED).outcome == "updated"
    assert desk.values(name, EARLIER, CHANGED, LATER) == [first, second, second]
    newest, oldest = desk.rows()
    assert (newest["state_from"], newest[name], oldest[name]) == (CHANGED, second, first)


@every_kind
def test_a_correction_changes_the_one_state_of_its_instant(desk: RecordDesk):
    name, first, second = desk.change
    desk.create({name: first})
    desk.put({name: second}, CHANGED)
    assert desk.put({name: second}, EARLIER, correction=True).outcome == "updated"
    assert desk.values(name, EARLIER, LATER) == [second, second]
    desk.put({name: first}, LATER, correction=True)
    assert desk.values(name, EARLIER, CHANGED, LATER) == [second, first, first]


@every_kind
def test_what_was_known_before_a_change_is_still_known_as_it_was(desk: RecordDesk):
    name, first, second = desk.change
    desk.create({name: first})
    known = desk.rows()[0]["recorded_at"]
    desk.put({name: second}, EARLIER, correction=True)
    desk.end(CHANGED)
    then = [desk.at(instant, known) for instant in (EARLIER, CHANGED, LATER)]
    assert [row and row[name] for row in then] == [first, first, first]
    assert desk.values(name, EARLIER, CHANGED) == [second, None]


@every_kind
def test_null_clears_what_a_record_can_be_without(desk: RecordDesk):
    desk.create()
    desk.put({"tags": None}, LATER)
    assert "tags" not in desk.get()
    assert desk.values("tags", EARLIER, LATER) == [["one"], None]


@every_kind
def test_what_a_record_cannot_be_without_is_not_cleared(desk: RecordDesk):
    desk.create()
    for name in (*desk.resource.required, *desk.resource.defaults):
        error = desk.refusal(desk.item({name: None}))
        assert isinstance(error, InvalidInput)
        assert (pointers_of(error), english(error.detail)) == (
            [f"/{name}"],
            f"{one(desk.resource.kind)} needs {name}; it cannot be cleared",
        )


@every_kind
def test_a_record_that_lacks_what_it_needs_is_refused_with_each_pointer(desk: RecordDesk):
    if desk.resource.required:
        error = desk.refusal(desk.item({"tags": ["one"]}))
        assert pointers_of(error) == [f"/{name}" for name in desk.resource.required]
    else:
        assert desk.put({"tags": ["one"]}).outcome == "created"


@every_kind
def test_an_end_hides_a_record_from_then_on_and_keeps_its_rows(desk: RecordDesk):
    name, first, second = desk.change
    desk.write(desk.item({**desk.data, name: first}), author="ada")
    desk.write(desk.item({name: second}, CHANGED), author="bo")
    desk.write(desk.ending(LATER), author="cy")
    assert desk.values(name, EARLIER, CHANGED, LATER) == [first, second, None]
    assert [(row["sequence"], row["recorded_by"]) for row in desk.rows()] == [(3, "cy"), (2, "bo"), (1, "ada")]
    assert desk.get()["valid_to"] == LATER


@every_kind
def test_what_has_ended_takes_only_corrections(desk: RecordDesk):
    name, first, second = desk.change
    desk.create({name: first})
    desk.end(LATER)
    for late in (desk.ending(), desk.ending(CHANGED), desk.item({name: second}, CHANGED)):
        error = desk.refusal(late)
        assert isinstance(error, Conflict)
        assert LATER in english(error.detail)
    desk.put({"valid_to": None}, correction=True)
    assert desk.values(name, EARLIER, day(2030)) == [first, first]


@every_kind
def test_a_planned_end_can_be_moved_until_it_has_come(desk: RecordDesk):
    name, first, _ = desk.change
    desk.create({name: first})
    desk.end(day(2030))
    assert desk.end(day(2028)).outcome == "ended"
    assert desk.end(day(2028)).outcome == "unchanged"
    assert desk.values(name, day(2027), day(2028)) == [first, None]


@every_other_kind
def test_nothing_is_ended_or_changed_that_is_not_there(desk: RecordDesk):
    assert isinstance(desk.refusal(desk.ending()), NotFound)
    assert isinstance(desk.refusal(desk.item(desk.data, expects="present")), NotFound)


@every_kind
def test_what_is_there_is_not_created_again_and_kept_where_it_says_nothing(desk: RecordDesk):
    name, first, second = desk.change
    desk.create({name: first})
    assert isinstance(desk.refusal(desk.item(desk.data, expects="absent")), RevisionMismatch)
    assert desk.put({name: second}, expects="unsaid").outcome == "unchanged"
    assert desk.get()[name] == first


@every_kind
def test_nothing_ends_before_it_began(desk: RecordDesk):
    desk.create({} if desk.resource.dated else {"valid_from": OBSERVED})
    assert isinstance(desk.refusal(desk.ending(day(2019))), InvalidInput)
    assert pointers_of(desk.refusal(desk.item({"valid_to": day(2019)}))) == ["/valid_to"]
    assert desk.end(OBSERVED).outcome == "ended"


@every_kind
def test_nothing_is_stored_again_under_an_id_that_was_erased(desk: RecordDesk):
    desk.account.book.erased[desk.ledger] = {(desk.resource.kind, desk.id): day(2024)}
    error = desk.refusal(desk.item(desk.data))
    assert isinstance(error, Conflict)
    assert english(error.detail).endswith(f"was erased at {day(2024)}; it is not stored again under this id")


@every_dated_kind
def test_a_record_of_one_instant_begins_at_it(desk: RecordDesk):
    desk.create({desk.resource.dated: EARLIER})
    assert desk.rows()[0]["valid_from"] == EARLIER
    error = desk.refusal(desk.item({"valid_from": LATER}))
    assert (pointers_of(error), "leave valid_from out" in english(error.detail)) == (["/valid_from"], True)


@every_dated_kind
def test_a_record_of_one_instant_is_corrected_unless_it_says_since_when(desk: RecordDesk):
    name, first, second = desk.change
    desk.create({name: first})
    desk.put({name: second})
    assert desk.values(name, OBSERVED, LAST_INSTANT) == [second, second]
    desk.put({name: first}, CHANGED)
    assert desk.values(name, OBSERVED, CHANGED) == [second, first]


@every_dated_kind
def test_a_record_of_one_instant_moves_with_it(desk: RecordDesk):
    desk.create()
    assert desk.put({desk.resource.dated: EARLIER}).outcome == "updated"
    assert desk.rows()[0]["valid_from"] == EARLIER
