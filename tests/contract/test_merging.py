"""Two records of one human become one: history keeps both, and the next import makes nobody anew."""

import pytest

from graph.merging.merges import AskedMerge
from schemas.errors import Conflict
from tests.contract.items import item, people
from tests.contract.kinds import written
from tests.contract.ledgers import AccountDesk, day, ids_of
from tests.contract.test_csv_import_again import PEOPLE, export, open_edges
from tests.data.importing import imported
from tests.sentences import refusal


async def test_all_of_one_goes_over_and_before_there_are_two(account: AccountDesk):
    await account.write(
        *people("a", "b", "c"),
        item("influence", "i", source="a", target="c", strength=0.5),
        written("interaction", "met", {"at": day(2025), "channel": "call", "people": ["a", "c"]}),
        item("assessment", "word", person="a", attribute="support", value=1, observed_at=day(2025)),
    )
    merged = await account.store.merges.merge(AskedMerge(account.id, "a", "b", "tester"))
    assert sorted((kind, one) for kind, one, _ in merged.moved) == [
        ("assessment", "word"),
        ("influence", "i"),
        ("interaction", "met"),
    ]
    before = await account.graph(as_of=day(2026))
    after = await account.graph()
    for graph, who, there in ((before, "a", ["a", "b", "c"]), (after, "b", ["b", "c"])):
        assert ids_of([one._asdict() for one in graph.people]) == there
        assert [edge.source for edge in graph.influences] == [who]
        assert [list(one.people) for one in graph.interactions] == [[who, "c"]]
        assert [one.person for one in graph.assessments] == [who]
    with refusal(Conflict, match="was merged into 'b'"):
        await account.store.merges.merge(AskedMerge(account.id, "a", "b", "tester"))


@pytest.fixture
def folder(tmp_path):
    """Where the export of a test is."""
    return tmp_path / "export"


async def test_imports_of_both_lead_to_the_survivor_again_and_again(own_store, folder):
    both = PEOPLE + "c1,a1,Ada,CFO,,u1\nc2,a1,A. Brandt,Buyer,c3,u1\nc3,a1,Cy,CEO,,u2\n"
    await imported(own_store, export(folder, "d", Contact=both))
    merged = await own_store.merges.merge(AskedMerge("da1", "dc2", "dc1", "tester"))
    assert "reporting_line" in {kind for kind, _, _ in merged.moved}
    for _ in range(2):
        report = await imported(own_store, export(folder, "d", Contact=both))
        assert (report.rejected, report.outcomes["created"]) == (0, 0)
    assert report.outcomes["ended"] == report.outcomes["updated"] == 0
    moved = export(folder, "d", Contact=both.replace("Buyer,c3", "Buyer,c4") + "c4,a1,Di,COO,,u2\n")
    report = await imported(own_store, moved)
    assert (report.rejected, report.kinds["reporting_line"]["ended"]) == (0, 1)
    [line] = await open_edges(own_store, "reporting_line", "da1")
    assert (line["person"], line["manager"]) == ("dc1", "dc4")
