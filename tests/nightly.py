"""What every change is tested with and what waits for the night: always the same, so that a failure can be repeated.

``make test-nightly`` sets ``STAKEGRAPH_TEST_SCOPE=nightly`` and leaves nothing out. See `docs/testing.md`.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

import pytest

from schemas.registry import BY_KIND

SCOPES = ("change", "nightly")

SCOPE = os.environ.get("STAKEGRAPH_TEST_SCOPE", SCOPES[0])
if SCOPE not in SCOPES:
    raise ValueError(f"STAKEGRAPH_TEST_SCOPE is '{SCOPE}'; it must be one of {', '.join(SCOPES)}")

NIGHTLY = SCOPE == "nightly"

ONE_IN = 6
"""Of so many kinds of one shape, one meets a test of every kind on an engine beside the first."""

AT_NIGHT = {
    "jvm": {
        "tests/contract/test_account_differences.py",
        "tests/contract/test_account_graph.py",
        "tests/contract/test_backups.py",
        "tests/contract/test_change_feed.py",
        "tests/contract/test_change_feed_load.py",
        "tests/contract/test_clocks.py",
        "tests/contract/test_csv_import_again.py",
        "tests/contract/test_csv_import_bad_input.py",
        "tests/contract/test_csv_import_bad_places.py",
        "tests/contract/test_csv_import_custom_fields.py",
        "tests/contract/test_csv_import_dates.py",
        "tests/contract/test_csv_import_empty_cells.py",
        "tests/contract/test_csv_import_names.py",
        "tests/contract/test_csv_import_rows.py",
        "tests/contract/test_csv_import_superseded.py",
        "tests/contract/test_csv_import_typed_cells.py",
        "tests/contract/test_deliveries.py",
        "tests/contract/test_feed_interleavings.py",
        "tests/contract/test_first_schema.py",
        "tests/contract/test_history_model.py",
        "tests/contract/test_jobs.py",
        "tests/contract/test_kills.py",
        "tests/contract/test_merging.py",
        "tests/contract/test_night.py",
        "tests/contract/test_packed_accounts.py",
        "tests/contract/test_receipts.py",
        "tests/contract/test_round_trip.py",
        "tests/contract/test_round_trip_of_answers.py",
        "tests/contract/test_settings.py",
        "tests/contract/test_snapshots.py",
        "tests/data/imported_twice/test_any_turn.py",
        "tests/data/imported_twice/test_every_shipped_mapping.py",
        "tests/data/imported_twice/test_public_cases.py",
        "tests/data/imported_twice/test_salesforce_twice.py",
        "tests/data/test_salesforce_export.py",
        "tests/data/test_shipped_mappings.py",
    },
    "neo4j": {
        "tests/contract/test_feed_interleavings.py",
        "tests/contract/test_round_trip_of_answers.py",
        "tests/data/imported_twice/test_salesforce_twice.py",
        "tests/data/test_salesforce_export.py",
        "tests/data/test_shipped_mappings.py",
    },
}
"""Engine -> files that wait: real data, imports, histories drawn at random, and load. The native build has all of them,
of the same engine as the JVM's; mappings know no engine, races for the feed are about the embedded one, round trips of
histories stand for those of every answer, and the others meet Neo4j, too, for every change."""

ALL_AT_NIGHT = {
    "tests/api/generated_clients/test_openapi_generator_java.py",
    "tests/api/generated_clients/test_openapi_generator_typescript.py",
    "tests/soak/test_clocks_and_trust.py",
    "tests/soak/test_together.py",
    "tests/web/test_two_browsers.py",
}
"""Files of which every test waits: clients in Java and TypeScript, which their generator makes of the same document as
the one in Python, and another makes in TypeScript for every change; clocks and trust as a whole, and all attacks at
once, which `tests/api` holds in parts; a minute of what `tests/api/test_two_editors.py` promises for two seconds."""

FEWER = 3
"""A drawn example stands for so many of the nightly run's."""

FEWEST = 10
"""What is drawn less often than this is drawn as often for every change."""

MOST = 300
"""Nothing is drawn more often than this for every change."""


def examples(number: int) -> int:
    """Return how many examples a test draws that draws ``number`` at night.

    Examples
    --------
    >>> examples(60) == (60 if NIGHTLY else 20)
    True
    >>> examples(FEWEST)
    10
    >>> examples(FEWER * MOST + 60) == (FEWER * MOST + 60 if NIGHTLY else MOST)
    True
    """
    return number if NIGHTLY else min(MOST, max(min(number, FEWEST), number // FEWER))


def shape_of(kind: str) -> str:
    """Return which statements and rules a kind of record shares with others.

    Examples
    --------
    >>> [shape_of(kind) for kind in ("person", "influence", "template", "account_tie")]
    ['node of an account', 'edge of an account', 'node of the book', 'edge of the book']
    """
    resource = BY_KIND[kind]
    scope = "an account" if resource.scope == "account" else "the book"
    return f"{'edge' if resource.is_edge else 'node'} of {scope}"


def tried_kinds(test: str, engine: str, kinds: Iterable[str]) -> set[str]:
    """Return the kinds of record that a test is tried with for every change, on an engine beside the first.

    One in six of each shape. Another test takes others, and so does another engine, so that each kind meets each
    engine in a sixth of these tests at least.

    Parameters
    ----------
    test : str
        Name of the test function.
    engine : str
        Name of the engine.
    kinds : iterable of str
        The kinds that the test is written for.

    Returns
    -------
    set of str
        Some of them, at least one of each shape that is among them.
    """
    by_shape: dict[str, list[str]] = {}
    for kind in sorted(kinds, key=list(BY_KIND).index):
        by_shape.setdefault(shape_of(kind), []).append(kind)
    start = crc32(test.rpartition("::")[2].encode()) + crc32(engine.encode())
    return {
        kind
        for of_shape in by_shape.values()
        for place, kind in enumerate(of_shape)
        if place % ONE_IN == start % min(ONE_IN, len(of_shape))
    }


def left_out(items: Iterable[pytest.Item], engines: Sequence[str]) -> set[pytest.Item]:
    """Return which of the collected tests wait for the night.

    Parameters
    ----------
    items : iterable of Item
        All that was collected; of what is named one by one, nothing waits.
    engines : sequence of str
        The engines of this run; on the first, every test is run.
    """
    if NIGHTLY:
        return set()
    later = [(item, engine) for item in items if (engine := parameter(item, "engine_options")) in engines[1:]]
    found = {item for item, engine in later if item.nodeid.partition("::")[0] in AT_NIGHT.get(engine, ())}
    found |= {item for item in items if item.nodeid.partition("::")[0] in ALL_AT_NIGHT}
    by_kind: dict[tuple[str, str], dict[str, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
    for item, engine in later:
        if kind := parameter(item, "kind"):
            by_kind[item.nodeid.partition("[")[0], engine][kind].append(item)
    for (test, engine), of_kind in by_kind.items():
        for kind in of_kind.keys() - tried_kinds(test, engine, of_kind):
            found.update(of_kind[kind])
    return found


def parameter(item: pytest.Item, name: str) -> str:
    """Return a parameter of a test, empty where it has none of this name."""
    call = getattr(item, "callspec", None)
    return str(call.params.get(name, "")) if call else ""
