"""Whatever a record names is there; which relation it is never changes, and with what it belongs to it ends."""

from typing import Any

import pytest

from schemas.errors import Conflict, InvalidInput
from schemas.registry import BY_KIND, RESOURCES
from schemas.writes import WriteItem
from tests.contract.every_kind.links import ends_of, ghosts, identity
from tests.contract.history_model import formula
from tests.contract.kinds import EDGES, KINDS, OWNED, RELATIONS, another, example
from tests.contract.ledgers import day
from tests.sentences import called, english
from tests.unit.ledger.desks import RecordDesk, outcomes, pointers_of

every_edge = pytest.mark.parametrize("kind", EDGES)
every_relation = pytest.mark.parametrize("kind", RELATIONS)
every_owned_kind = pytest.mark.parametrize("kind", OWNED)


def unnamed_ending(desk: RecordDesk, at: str) -> WriteItem:
    return desk.unnamed(effective_at=at, action="end")


@every_relation
def test_a_relation_without_an_id_gets_the_one_that_its_ends_give(desk: RecordDesk):
    expected = formula(desk.resource.relation, *identity(desk.resource, desk.data))
    [result] = desk.write(desk.unnamed())
    assert (result.id, result.outcome) == (expected, "created")
    [again] = desk.write(desk.unnamed())
    assert (again.id, again.outcome) == (expected, "unchanged")


@every_relation
def test_a_relation_without_an_id_is_the_open_one_whatever_its_id(desk: RecordDesk):
    name, first, second = desk.change
    desk.create({name: first})
    [result] = desk.write(desk.unnamed({name: second}))
    assert (result.id, result.outcome) == (desk.id, "updated")


@every_relation
def test_a_relation_that_begins_again_is_another_record(desk: RecordDesk):
    name, first, second = desk.change
    [begun] = desk.write(desk.unnamed({name: first}))
    [ended] = desk.write(unnamed_ending(desk, day(2022)))
    assert (ended.id, ended.outcome) == (begun.id, "ended")
    error = desk.refusal(desk.unnamed({"valid_from": day(2021)}))
    assert isinstance(error, Conflict)
    assert pointers_of(error) == ["/valid_from"]
    [renewed] = desk.write(desk.unnamed({name: second, "valid_from": day(2024)}))
    assert (renewed.id, renewed.outcome) == (f"{begun.id}~2", "created")
    [_] = desk.write(unnamed_ending(desk, day(2025)))
    [third] = desk.write(desk.unnamed())
    assert third.id == f"{begun.id}~3"


@every_relation
def test_an_ended_relation_that_is_sent_again_whole_is_unchanged(desk: RecordDesk):
    whole = desk.unnamed({"valid_from": day(2021), "valid_to": day(2022)})
    assert [desk.write(whole)[0].outcome for _ in range(2)] == ["created", "unchanged"]


@every_relation
def test_a_second_open_record_of_one_relation_is_refused_and_names_the_first(desk: RecordDesk):
    desk.write(desk.item({**desk.data, "valid_from": day(2021)}, record_id=desk.id))
    error = desk.refusal(desk.item(desk.data, record_id="second"))
    assert isinstance(error, InvalidInput)
    assert f"'{desk.id}'" in english(error.detail)
    desk.write(desk.item({**desk.data, "valid_to": day(2020)}, record_id=f"{desk.id}-2"))


@every_relation
def test_of_two_open_records_in_one_write_the_second_is_refused(desk: RecordDesk):
    both = [desk.item(desk.data, record_id=one) for one in ("first", "second")]
    outcome = desk.account.write_all(*both, skip=True)
    assert outcomes(outcome) == ["created", "refused"]
    assert "'first'" in english(outcome.results[1].problems[0].detail)


def other_value(desk: RecordDesk, name: str) -> Any:
    """Return another sound value of a field; what it names is there."""
    resource = desk.resource
    heads = {reference.path.split("/")[0] for reference in resource.references}
    if name in heads or any(end.field == name for end in resource.ends):
        value = desk.maker.value(resource, name, 1)
        desk.write_needed()
        return value
    return another(resource, name, {**resource.defaults, **desk.data}.get(name) or example(resource, name))


@pytest.mark.parametrize("kind", [resource.kind for resource in RESOURCES if resource.identity or resource.fixed])
def test_what_says_which_one_a_record_is_never_changes_under_its_id(desk: RecordDesk):
    desk.create()
    ends = [end.field for end in desk.resource.ends]
    for name in dict.fromkeys([*ends, *desk.resource.distinguishing, *desk.resource.fixed]):
        value = other_value(desk, name)
        for correction in (False, True):
            error = desk.refusal(desk.item({name: value}, correction=correction))
            assert (pointers_of(error), "never changes" in english(error.detail)) == ([f"/{name}"], True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_to_what_is_not_there_is_refused_where_it_stands(desk: RecordDesk):
    for name, value, pointer, kind in ghosts(desk.resource):
        error = desk.refusal(desk.item({**desk.data, name: value}))
        assert isinstance(error, InvalidInput)
        found = {problem.pointer: english(problem.detail) for problem in error.problems}
        where = f"in account '{desk.account.id}'" if BY_KIND[kind].scope == "account" else "in the book"
        assert found[pointer].startswith(f"no {called(kind)} '")
        assert found[pointer].endswith(where)


@pytest.mark.parametrize("kind", [resource.kind for resource in RESOURCES if resource.references])
def test_a_record_that_is_there_is_pointed_to_nothing_that_is_not(desk: RecordDesk):
    desk.create()
    kept = {*desk.resource.fixed, *desk.resource.distinguishing, *(end.field for end in desk.resource.ends)}
    for name, value, pointer, _ in ghosts(desk.resource):
        if name not in kept:
            assert pointer in pointers_of(desk.refusal(desk.item({name: value})))


@every_edge
def test_an_edge_connects_two_different_records(desk: RecordDesk):
    kinds = {end.kind for end in desk.resource.ends}
    if len(kinds) > 1 or any(end.place is not None for end in desk.resource.ends):
        return  # they differ by their kind, or the field refuses a pair of one
    first, second = (end.field for end in desk.resource.ends)
    error = desk.refusal(desk.item({**desk.data, second: desk.data[first]}))
    assert (pointers_of(error), english(error.detail)) == (
        [f"/{second}"],
        f"{first} and {second} must be two different records",
    )


@every_edge
def test_an_edge_that_never_meets_its_ends_is_refused(desk: RecordDesk):
    for place, (kind, record_id) in enumerate(ends_of(desk.resource, desk.data)):
        desk.write(desk.maker.upsert(kind, record_id, {"valid_from": day(2022)}, correction=True))
        error = desk.refusal(desk.item({**desk.data, "valid_to": day(2021)}))
        assert "did not exist at any time" in english(error.detail)
        end = desk.resource.ends[place]
        expected = f"/{end.field}" + ("" if end.kind else "/id") + (f"/{end.place}" if end.place is not None else "")
        assert pointers_of(error) == [expected]
        desk.write(desk.maker.upsert(kind, record_id, {"valid_from": None}, correction=True))


@every_edge
def test_an_edge_of_one_instant_meets_an_end_that_begins_then(desk: RecordDesk):
    for kind, record_id in ends_of(desk.resource, desk.data):
        desk.write(desk.maker.upsert(kind, record_id, {"valid_from": day(2022)}, correction=True))
    assert desk.create({"valid_from": day(2022), "valid_to": day(2022)}).outcome == "created"


@every_edge
def test_the_end_of_an_end_ends_the_edge_unless_it_is_of_another_ledger(desk: RecordDesk):
    desk.create()
    for kind, record_id in ends_of(desk.resource, desk.data):
        ending = desk.maker.upsert(kind, record_id, {}, action="end")
        if BY_KIND[kind].scope == desk.resource.scope == "account":
            [result] = desk.write(ending)
            assert result.also_ended == ((desk.resource.kind, desk.id),)
            reopened = desk.maker.upsert(kind, record_id, {"valid_to": None}, correction=True)
            desk.write(reopened, desk.item({"valid_to": None}, correction=True))
        elif BY_KIND[kind].scope == "book":
            error = desk.refusal(ending)
            assert isinstance(error, Conflict)
            assert f"'{desk.id}'" in english(error.detail)
    assert desk.rows()[0].get("valid_to") is None


@every_edge
def test_an_edge_that_begins_after_its_end_ended_ends_when_it_begins(desk: RecordDesk):
    desk.create({"valid_from": day(2025)})
    for kind, record_id in ends_of(desk.resource, desk.data):
        if BY_KIND[kind].scope == desk.resource.scope == "account":
            desk.write(desk.maker.upsert(kind, record_id, {}, effective_at=day(2024), action="end"))
            assert (desk.rows()[0]["valid_from"], desk.rows()[0]["valid_to"]) == (day(2025), day(2025))
            return


@every_owned_kind
def test_what_belongs_to_a_record_ends_with_it(desk: RecordDesk):
    desk.create()
    owner = desk.resource.owner
    (kind,) = (one.kind for one in desk.resource.references if one.path == owner)
    [result] = desk.write(desk.maker.upsert(kind, desk.data[owner], {}, effective_at=day(2025), action="end"))
    assert (desk.resource.kind, desk.id) in result.also_ended
    assert [desk.at(day(year)) is not None for year in (2024, 2026)] == [True, False]
    error = desk.refusal(desk.item(desk.data, record_id=f"{desk.id}-2"))
    assert (pointers_of(error), "nothing new begins in it" in english(error.detail)) == ([f"/{owner}"], True)
    desk.write(desk.item({**desk.data, "valid_to": day(2024)}, record_id=f"{desk.id}-3"))


@every_relation
def test_a_relation_counts_how_often_it_began_whatever_its_ids_were(desk: RecordDesk):
    for year, record_id in ((2021, "first"), (2022, "second")):
        lifetime = {"valid_from": day(year), "valid_to": day(year, 6)}
        desk.write(desk.item({**desk.data, **lifetime}, record_id=record_id))
    [third] = desk.write(desk.unnamed())
    assert (third.id or "").endswith("~3")
