"""Whether a stored row is as its kind is."""

from app.exchange.history_lines import checked_row, wire_row
from graph.history.recorded_changes import RecordedRow
from graph.ledger.record_rows import own_row
from graph.ledger.stored_form import without_nulls
from schemas.errors import InvalidInput
from schemas.registry import BY_KIND


def is_sound(one: RecordedRow) -> bool:
    """Whether a row is what an export and an import make of it: no field is lost, unknown, or of another kind."""
    resource = BY_KIND[one.kind]
    try:
        again = checked_row(resource, wire_row(one))
    except (InvalidInput, ValueError, TypeError, KeyError, AttributeError):
        return False
    row = own_row(one.row) if one.kind == "account" else one.row
    said = {name: value for name, value in without_nulls(row).items() if name not in {"id", "account_id"}}
    return without_nulls(again) == said
