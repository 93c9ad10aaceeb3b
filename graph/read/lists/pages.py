"""Pages of lists: what their statement is asked for, and the records of its rows."""

from collections.abc import Mapping
from typing import Any

from graph.ledger.record_rows import Row
from graph.ledger.stored_form import nested_text
from schemas.names.search import name_pattern
from schemas.reads import PageRequest, Snapshot
from schemas.resource import Resource


def page_parameters(
    resource: Resource, snapshot: Snapshot, request: PageRequest, record_id: str | None = None
) -> dict[str, Any]:
    """Return the parameters of the statement ``list`` of a resource, which reads one record more than the page holds.

    Parameters
    ----------
    record_id : str or None
        The only record that is asked for; None: all.
    """
    after_key, after_id = request.after or (-1 if request.numeric else "", None)
    return {
        **resource.scope_parameters(snapshot.account_id),
        "id": record_id,
        "as_of": snapshot.as_of,
        "known_at": snapshot.known_at,
        "changed_since": request.changed_since,
        "equal": _choices(request.equal),
        "least": dict(request.least),
        "most": dict(request.most),
        "before": dict(request.before),
        "holds": _choices(request.holds),
        "words": [name_pattern(word) for word in request.words],
        "external_id": _external_text(request.external_id),
        "sort": request.sort,
        "missing": -1 if request.numeric else "",
        "descending": request.descending,
        "after_key": after_key,
        "after_id": after_id,
        "limit": request.limit + 1,
    }


def item_of(row: list[Any]) -> Row:
    """Return the record of a row of a list: its fields, lifetime and, of an account, its newest revision."""
    item = {**row[0], "valid_from": row[1], "valid_to": row[2]}
    if len(row) > 4:
        item["revision"], item["revised_at"] = row[4]
    return item


def _choices(wanted: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the values that fields may have, one or several each, as statements take them."""
    return {name: list(value) if isinstance(value, tuple) else [value] for name, value in wanted.items()}


def _external_text(external_id: tuple[str, str] | None) -> str | None:
    """Return how an external id stands in the stored text of all of a record's external ids."""
    return nested_text({external_id[0]: external_id[1]})[1:-1] if external_id else None
