"""Whatever a record names is there; which relation it is never changes, and with what it belongs to it ends."""

from typing import Any

import pytest

from schemas.errors import Conflict, InvalidInput
from schemas.registry import BY_KIND, RESOURCES
from tests.contract.every_kind.links import ends_of, ghosts, identity
from tests.contract.every_kind.record_desk import RecordDesk
from tests.contract.history_model import formula
from tests.contract.kinds import EDGES, KINDS, OWNED, RELATIONS, another, example
from tests.contract.ledgers import day, ids_of
from tests.sentences import called, english, faults

every_edge = pytest.mark.parametrize("kind", EDGES)
every_relation = pytest.mark.parametrize("kind", RELATIONS)
every_owned_kind = pytest.mark.parametrize("kind", OWNED)


@every_relation
async def test_a_relation_without_an_id_gets_the_one_that_its_ends_give(desk: RecordDesk):
    expected = formula(desk.resource.relation, *identity(desk.resource, desk.data))
    [result] = (await desk.write(desk.unnamed())).results
    assert (result.id, result.outcome) == (expected, "created")
    [again] = (await desk.write(desk.unnamed())).results
    assert (again.id, again.outcome) == (expected, "unchanged")


@every_relation
async def test_a_relation_that_begins_again_is_another_record(desk: RecordDesk):
    field, first, second = desk.change
    [begun] = (await desk.write(desk.unnamed({field: first}))).results
    [ended] = (await desk.write(desk.unnamed_ending(day(2022)))).results
    assert (ended.id, ended.outcome) == (begun.id, "ended")
    error = await desk.refusal(desk.unnamed({"valid_from": day(2021)}))
    assert isinstance(error, Conflict)
    assert [problem.pointer for problem in error.problems] == ["/valid_from"]
    [renewed] = (await desk.write(desk.unnamed({field: second, "valid_from": day(2024)}))).results
    assert (renewed.id, renewed.outcome) == (f"{begun.id}~2", "created")
    shown = {year: ids_of(await desk.shown(day(year))) for year in (2021, 2023, 2025)}
    assert shown == {2021: [begun.id], 2023: [], 2025: [renewed.id]}


@every_relation
async def test_a_second_open_record_of_one_relation_is_refused_and_names_the_first(desk: RecordDesk):
    await desk.write(desk.item({**desk.data, "valid_from": day(2021)}, record_id=desk.id))
    error = await desk.refusal(desk.item(desk.data, record_id="second"))
    assert isinstance(error, InvalidInput)
    assert f"'{desk.id}'" in english(error.detail)
    await desk.write(desk.item({**desk.data, "valid_to": day(2020)}, record_id=f"{desk.id}-2"))


async def other_value(desk: RecordDesk, field: str) -> Any:
    """Return another sound value of a field; what it names is there."""
    resource = desk.resource
    heads = {reference.path.split("/")[0] for reference in resource.references}
    if field in heads or any(end.field == field for end in resource.ends):
        value = desk.maker.value(resource, field, 1)
        await desk.write_needed()
        return value
    return another(resource, field, {**resource.defaults, **desk.data}.get(field) or example(resource, field))


@pytest.mark.parametrize("kind", [resource.kind for resource in RESOURCES if resource.identity or resource.fixed])
async def test_what_says_which_one_a_record_is_never_changes_under_its_id(desk: RecordDesk):
    await desk.create()
    ends = [end.field for end in desk.resource.ends]
    for field in dict.fromkeys([*ends, *desk.resource.distinguishing, *desk.resource.fixed]):
        value = await other_value(desk, field)
        for correction in (False, True):
            error = await desk.refusal(desk.item({field: value}, correction=correction))
            assert [problem.pointer for problem in error.problems] == [f"/{field}"]
            assert "never changes" in english(error.detail)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_link_to_what_is_not_there_is_refused_where_it_stands(desk: RecordDesk):
    for field, value, pointer, kind in ghosts(desk.resource):
        error = await desk.refusal(desk.item({**desk.data, field: value}))
        assert isinstance(error, InvalidInput)
        problems = dict(faults(error))
        where = f"in account '{desk.account.id}'" if BY_KIND[kind].scope == "account" else "in the book"
        assert problems[pointer].startswith(f"no {called(kind)} '")
        assert problems[pointer].endswith(where)


@pytest.mark.parametrize("kind", [resource.kind for resource in RESOURCES if resource.references])
async def test_a_record_that_is_there_is_pointed_to_nothing_that_is_not(desk: RecordDesk):
    await desk.create()
    fixed = {*desk.resource.fixed, *desk.resource.distinguishing}
    for field, value, pointer, _ in ghosts(desk.resource):
        if field not in fixed and not any(end.field == field for end in desk.resource.ends):
            error = await desk.refusal(desk.item({field: value}))
            assert pointer in [problem.pointer for problem in error.problems]


@every_edge
async def test_an_edge_connects_two_different_records(desk: RecordDesk):
    kinds = {end.kind for end in desk.resource.ends}
    if len(kinds) > 1 or any(end.place is not None for end in desk.resource.ends):
        return  # they differ by their kind, or the field refuses a pair of one
    first, second = (end.field for end in desk.resource.ends)
    error = await desk.refusal(desk.item({**desk.data, second: desk.data[first]}))
    assert [problem.pointer for problem in error.problems] == [f"/{second}"]
    assert english(error.detail) == f"{first} and {second} must be two different records"


@every_edge
async def test_an_edge_counts_only_while_both_its_ends_exist(desk: RecordDesk):
    """A list of the book answers for when the book was last revised: the edge is written after its ends."""
    field, first, second = desk.change
    for kind, record_id in ends_of(desk.resource, desk.data):
        await desk.write(desk.maker.upsert(kind, record_id, {"valid_from": day(2022)}, correction=True))
        await desk.create({field: first})
        assert [len(await desk.shown(day(year))) for year in (2021, 2023)] == [0, 1]
        await desk.write(desk.maker.upsert(kind, record_id, {"valid_from": None}, correction=True))
        await desk.create({field: second})
        assert len(await desk.shown(day(2021))) == 1


@every_edge
async def test_an_edge_that_never_meets_its_ends_is_refused(desk: RecordDesk):
    for place, (kind, record_id) in enumerate(ends_of(desk.resource, desk.data)):
        await desk.write(desk.maker.upsert(kind, record_id, {"valid_from": day(2022)}, correction=True))
        error = await desk.refusal(desk.item({**desk.data, "valid_to": day(2021)}))
        assert "did not exist at any time" in english(error.detail)
        end = desk.resource.ends[place]
        expected = f"/{end.field}" + ("" if end.kind else "/id") + (f"/{end.place}" if end.place is not None else "")
        assert [problem.pointer for problem in error.problems] == [expected]
        await desk.write(desk.maker.upsert(kind, record_id, {"valid_from": None}, correction=True))


@every_edge
async def test_the_end_of_an_end_ends_the_edge_unless_it_is_of_another_ledger(desk: RecordDesk):
    await desk.create()
    for kind, record_id in ends_of(desk.resource, desk.data):
        if BY_KIND[kind].scope == desk.resource.scope == "account":
            [result] = (await desk.write(desk.maker.upsert(kind, record_id, {}, action="end"))).results
            assert result.also_ended == ((desk.resource.kind, desk.id),)
            await desk.write(
                desk.maker.upsert(kind, record_id, {"valid_to": None}, correction=True),
                desk.item({"valid_to": None}, correction=True),
            )
        elif BY_KIND[kind].scope == "book":
            error = await desk.refusal(desk.maker.upsert(kind, record_id, {}, action="end"))
            assert isinstance(error, Conflict)
            assert f"'{desk.id}'" in english(error.detail)
    assert len(await desk.shown()) == 1


@every_owned_kind
async def test_what_belongs_to_a_record_ends_with_it(desk: RecordDesk):
    await desk.create()
    owner = desk.resource.owner
    (kind,) = (one.kind for one in desk.resource.references if one.path == owner)
    [result] = (
        await desk.write(desk.maker.upsert(kind, desk.data[owner], {}, effective_at=day(2025), action="end"))
    ).results
    assert (desk.resource.kind, desk.id) in result.also_ended
    assert [len(await desk.shown(day(year))) for year in (2024, 2026)] == [1, 0]
    error = await desk.refusal(desk.item(desk.data, record_id=f"{desk.id}-2"))
    assert [problem.pointer for problem in error.problems] == [f"/{owner}"]
    assert "nothing new begins in it" in english(error.detail)
    await desk.write(desk.item({**desk.data, "valid_to": day(2024)}, record_id=f"{desk.id}-3"))
