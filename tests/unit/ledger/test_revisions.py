"""The error of a write that starts from another revision."""

from graph.ledger.revisions import mismatch
from tests.contract.ledgers import day
from tests.sentences import english


def test_a_mismatch_says_the_revision_and_what_changed_since():
    entries = '[{"kind": "person", "id": "p1", "what": "created"}]'
    error = mismatch(8, [[8, day(2026), "ada", entries]])
    assert error.revision == 8
    assert english(error.detail).startswith("The revision is 8 now;")
    assert error.changed == (
        {
            "revision": 8,
            "recorded_at": day(2026),
            "author": "ada",
            "entries": [{"kind": "person", "id": "p1", "what": "created"}],
        },
    )
