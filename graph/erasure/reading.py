"""Reads for an erasure: all rows of an account, and whom it concerns elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from graph.engine.client import ROWS_A_STATEMENT, Transaction, in_parts
from graph.erasure.reach import RowsOf
from graph.ledger.keys import Key
from graph.ledger.record_rows import Row, own_row
from graph.ledger.stored_form import nested_text, record_name
from schemas.registry import ACCOUNT_RESOURCES, BOOK_RESOURCES, BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK

EDGES_ELSEWHERE: Mapping[str, str] = {
    "team_member": "erasures.edges_of_member",
    "competitor": "erasures.edges_of_competitor",
}
"""Kinds of the book that accounts have edges at -> the statement that returns these."""

Elsewhere = Mapping[str, Set[Key]]
"""Ledger -> its records that an erasure in another ledger reaches."""


def identities_of(target: Key, ledger: str) -> tuple[str, str] | None:
    """Return the first and the last text of an identity that names a person, or anyone of an account.

    Examples
    --------
    >>> identities_of(("account", "a1"), "a1")
    ('{"account":"a1","person":"', '{"account":"a1","person":#')
    """
    if target[0] == "person":
        text = nested_text({"account": ledger, "person": target[1]})
        return text, text
    if target[0] == "account":
        before = nested_text({"account": ledger, "person": ""}).removesuffix('"}')
        return before, before[:-1] + "#"  # the character after the quotation mark
    return None


async def read_elsewhere(transaction: Transaction, target: Key, ledger: str) -> Elsewhere:
    """Return what an erasure reaches in other ledgers; the book with an empty set where it holds any of an account."""
    found: dict[str, set[Key]] = defaultdict(set)
    if identities := identities_of(target, ledger):
        rows = await transaction.run("erasures.identities", first=identities[0], last=identities[1])
        for account, person in rows:
            found[account].add(("person", person))
    if target[0] in EDGES_ELSEWHERE:
        for account, kind, edge in await transaction.run(EDGES_ELSEWHERE[target[0]], id=target[1]):
            found[account].add((kind, edge))
    if target[0] == "account" and len(await read_book(transaction, target)):
        found[BOOK] = set()
    return {other: keys for other, keys in found.items() if other != ledger}


async def read_account(transaction: Transaction, ledger: str, account: Row) -> RowsOf:
    """Return every row of every record of an account, its own included."""
    found: dict[Key, list[Row]] = {("account", ledger): [own_row(account)]}
    for resource in ACCOUNT_RESOURCES:
        if resource.is_edge:
            [[rows]] = await _edges(transaction, resource, ledger, everything=True)
        else:
            rows = [row for (row,) in await transaction.run(f"{resource.plural}.whole", account_id=ledger)]
        found.update(((resource.kind, row["id"]), [row]) for row in rows)
    for row in await _versions(transaction, ledger):
        _, kind, record_id = row.pop("record").split("/")
        found[kind, record_id].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row["sequence"], reverse=True)
    return found


async def read_book(transaction: Transaction, target: Key) -> RowsOf:
    """Return every row of a record of the book and of the book's edges at it; of an account its ties and profiles."""
    found: dict[Key, list[Row]] = {}
    for resource in BOOK_RESOURCES:
        if resource.scope == "self":
            continue
        ends = [target[1]] if target[0] in {end.kind for end in resource.ends} else []
        ids = await _book_ids(transaction, resource, target)
        if resource.is_edge and (ids or ends):
            [[rows]] = await _edges(transaction, resource, BOOK, ids=ids, ends=ends)
            found.update(((resource.kind, row["id"]), [row]) for row in rows)
        elif ids:
            [[rows]] = await transaction.run(f"{resource.plural}.stored", ids=ids)
            found.update(((resource.kind, row["id"]), [row]) for row in rows)
    await _add_versions(transaction, BOOK, found)
    return found


async def _book_ids(transaction: Transaction, resource: Resource, target: Key) -> list[str]:
    if target[0] == "account" and resource.kind == "rule_profile":
        return [row[0] for row in await transaction.run("erasures.profiles_of_account", id=target[1])]
    return [target[1]] if target[0] == resource.kind else []


async def read_records(transaction: Transaction, ledger: str, keys: Iterable[Key]) -> RowsOf:
    """Return every row of some records of an account."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, record_id in sorted(keys):
        by_kind[kind].append(record_id)
    found: dict[Key, list[Row]] = {}
    for kind, ids in by_kind.items():
        resource = BY_KIND[kind]
        for part in in_parts(ids):
            if resource.is_edge:
                [[rows]] = await _edges(transaction, resource, ledger, ids=part)
            else:
                [[rows]] = await transaction.run(f"{resource.plural}.stored", account_id=ledger, ids=part)
            found.update(((kind, row["id"]), [row]) for row in rows)
    await _add_versions(transaction, ledger, found)
    return found


async def _edges(
    transaction: Transaction,
    resource: Resource,
    ledger: str,
    *,
    ids: Sequence[str] = (),
    ends: Sequence[str] = (),
    everything: bool = False,
) -> list[list[list[Row]]]:
    name, scope = f"{resource.plural}.stored", resource.scope_parameters(ledger)
    return await transaction.run(name, everything=everything, ids=list(ids), ends=list(ends), **scope)


async def _versions(transaction: Transaction, ledger: str) -> list[Row]:
    found: list[Row] = []
    record, sequence, last = f"{ledger}/", 0, f"{ledger}0"  # 0 follows the slash
    while True:
        page = await transaction.run(
            "erasures.versions", record=record, sequence=sequence, last=last, limit=ROWS_A_STATEMENT
        )
        found.extend(row for (row,) in page)
        if len(page) < ROWS_A_STATEMENT:
            return found
        record, sequence = found[-1]["record"], found[-1]["sequence"]


async def _add_versions(transaction: Transaction, ledger: str, found: dict[Key, list[Row]]) -> None:
    names = {record_name(ledger, *key): key for key in found}
    ordered = sorted(names)
    for part in in_parts(ordered):
        rows = await transaction.run("history.rows", records=part)
        for (row,) in rows:
            found[names[row.pop("record")]].append(row)
