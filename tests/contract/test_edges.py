"""Edges: which relation one is, what it must connect, and what must not stand beside it."""

import pytest

from schemas.errors import InvalidInput, ServiceError
from schemas.writes import WriteItem
from tests.contract.history_model import formula
from tests.contract.items import department, end, influence, line, membership, patch, people, person, sound_and_refused
from tests.contract.ledgers import AccountDesk, day, ids_of
from tests.sentences import faults


async def refusal(account: AccountDesk, *items: WriteItem) -> ServiceError:
    """Return why a write is refused, having seen that the account is exactly as before."""
    before = await account.snapshot()
    graph = await account.fresh_graph(before)
    with pytest.raises(ServiceError) as caught:
        await account.write(*items)
    assert await account.snapshot() == before
    assert await account.fresh_graph(before) == graph
    return caught.value


async def test_an_edge_without_id_gets_the_one_that_its_ends_give(account: AccountDesk):
    outcome = await account.write(
        *people("p1", "p2"),
        department("d1"),
        influence("p1", "p2", topic="budget"),
        line("p1", "p2"),
        line("p1", "p2", line="dotted"),
        membership("p1", "d1"),
    )
    assert [result.id for result in outcome.results[3:]] == [
        formula("INFLUENCES", "p1", "p2"),
        formula("REPORTS_TO", "p1", "p2", "solid"),
        formula("REPORTS_TO", "p1", "p2", "dotted"),
        formula("MEMBER_OF", "p1", "d1"),
    ]


async def test_edges_may_come_before_their_ends(account: AccountDesk):
    outcome = await account.write(line("p1", "p2"), membership("p1", "d1"), *people("p2", "p1"), department("d1"))
    assert [result.outcome for result in outcome.results] == ["created"] * 5
    assert [result.index for result in outcome.results] == list(range(5))
    assert len((await account.graph()).reporting_lines) == 1


async def test_an_edge_to_nobody_is_refused_with_its_place(account: AccountDesk):
    error = await refusal(account, person("p1"), influence("p1", "ghost"), membership("p1", "nowhere"))
    assert isinstance(error, InvalidInput)
    assert faults(error) == [
        ("/items/1/data/target", f"no person 'ghost' in account '{account.id}'"),
        ("/items/2/data/department", f"no department 'nowhere' in account '{account.id}'"),
    ]


async def test_an_edge_cannot_reach_into_another_account(account: AccountDesk, store):
    other = await AccountDesk.new(store)
    await other.write(person("p2"))
    await account.write(person("p1"))
    error = await refusal(account, influence("p1", "p2"))
    assert faults(error) == [("/target", f"no person 'p2' in account '{account.id}'")]


async def test_an_edge_from_a_person_to_themselves_is_refused(account: AccountDesk):
    await account.write(person("p1"))
    for edge, place in ((influence("p1", "p1"), "/target"), (line("p1", "p1"), "/manager")):
        [(pointer, _)] = faults(await refusal(account, edge))
        assert pointer == place


@pytest.mark.parametrize("changed", [{"source": "p3"}, {"target": "p3"}], ids=["source", "target"])
async def test_the_ends_of_an_edge_never_change_under_its_id(account: AccountDesk, changed):
    await account.write(*people("p1", "p2", "p3"), influence("p1", "p2", "i1"))
    [(pointer, _)] = faults(await refusal(account, patch("influence", "i1", **changed)))
    assert pointer == f"/{next(iter(changed))}"


async def test_the_kind_of_a_line_never_changes_under_its_id(account: AccountDesk):
    await account.write(*people("p1", "p2"), line("p1", "p2", "r1"))
    [(pointer, _)] = faults(await refusal(account, patch("reporting_line", "r1", line="dotted")))
    assert pointer == "/line"


async def test_what_an_edge_needs_cannot_be_cleared(account: AccountDesk):
    await account.write(*people("p1", "p2"), influence("p1", "p2", "i1"))
    [(pointer, _)] = faults(await refusal(account, patch("influence", "i1", target=None)))
    assert pointer == "/target"


async def test_a_second_open_influence_of_one_pair_is_refused_and_names_the_first(account: AccountDesk):
    await account.write(*people("p1", "p2"), influence("p1", "p2", "i1"))
    [(_, detail)] = faults(await refusal(account, influence("p1", "p2", "i2", topic="budget")))
    assert "'i1'" in detail
    await account.write(end("influence", "i1", day(2026)))
    await account.write(influence("p1", "p2", "i2", valid_from=day(2026)))
    assert ids_of(await account.list("influence")) == ["i2"]


async def test_the_same_pair_the_other_way_round_is_another_relation(account: AccountDesk):
    await account.write(*people("p1", "p2"), influence("p1", "p2", "i1"), influence("p2", "p1", "i2"))
    assert ids_of(await account.list("influence")) == ["i1", "i2"]


async def test_an_edge_without_id_finds_the_open_one_of_another_id(account: AccountDesk):
    await account.write(*people("p1", "p2"), influence("p1", "p2", "i1"))
    outcome = await account.write(influence("p1", "p2", strength=0.25))
    assert [(result.id, result.outcome) for result in outcome.results] == [("i1", "updated")]


async def test_a_second_open_solid_line_is_refused_and_names_the_first(account: AccountDesk):
    await account.write(*people("p1", "p2", "p3"), line("p1", "p2", "r1"))
    [(pointer, detail)] = faults(await refusal(account, line("p1", "p3")))
    assert pointer == "/manager"
    assert "'r1'" in detail
    await account.write(line("p1", "p3", line="dotted"))
    await account.write(end("reporting_line", "r1"), line("p1", "p3"))
    assert {row["manager"] for row in await account.list("reporting_line")} == {"p3"}


async def test_two_solid_lines_may_follow_one_another(account: AccountDesk):
    await account.write(
        *people("p1", "p2", "p3"), line("p1", "p2", valid_to=day(2025)), line("p1", "p3", valid_from=day(2025))
    )
    assert [row["manager"] for row in await account.list("reporting_line", day(2024))] == ["p2"]
    assert [row["manager"] for row in await account.list("reporting_line", day(2026))] == ["p3"]


async def test_with_skip_the_sound_is_stored_and_the_refused_is_listed(account: AccountDesk):
    items, become = sound_and_refused()
    outcome = await account.write(*items, skip=True)
    assert [result.outcome for result in outcome.results] == become
    pointers = [problem.pointer for result in outcome.results for problem in result.problems]
    assert pointers == ["/items/2/data/target", "/items/4/data/manager", "/items/5/data/name"]
    graph = await account.graph()
    assert [one.id for one in graph.people] == ["p1", "p2"]
    assert (len(graph.reporting_lines), len(graph.influences)) == (1, 1)
    assert graph.revision == 2


async def test_what_leans_on_a_refused_item_is_refused_with_it(account: AccountDesk):
    outcome = await account.write(person("p1"), person("p2", name=None), influence("p1", "p2"), skip=True)
    assert [result.outcome for result in outcome.results] == ["created", "refused", "refused"]


async def test_a_write_of_which_all_is_refused_raises_nothing(account: AccountDesk):
    outcome = await account.write(influence("p1", "p2"), line("p1", "p2"), skip=True)
    assert [result.outcome for result in outcome.results] == ["refused"] * 2
    assert outcome.revisions == {account.id: 1}
    assert await account.revision() == 1
