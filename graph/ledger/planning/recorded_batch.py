"""The record of a planned batch: the rows of each kind, the older ones kept, and the change of each ledger."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.ledger.planning.write_batch import Planned
from graph.ledger.planning.write_plan import LedgerPlan
from graph.ledger.record_rows import Row
from graph.ledger.rules.external_ids import Move, moves_of, name_row
from graph.ledger.stored_form import change_row, changed_row, created_row, record_name, without_nulls
from schemas.writes import WriteOutcome


@dataclass(slots=True)
class RecordedRows:
    """Rows to write.

    Attributes
    ----------
    created, changed : mapping
        Kind -> rows of new records, and rows that take the place of what is stored.
    kept : list
        Older rows, each under the name of its record.
    changes : list
        The change of each ledger.
    moves : list of Move
        Which records let go of which ids of other systems, and which hold them now.
    """

    created: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    kept: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def released(self) -> list[list[str]]:
        """The names that records let go of."""
        return [list(move.name) for move in self.moves if not move.holds]

    @property
    def held(self) -> list[Row]:
        """The names that records hold now."""
        return [name_row(move.name, move.holder) for move in self.moves if move.holds]


def recorded_rows(plans: Sequence[LedgerPlan]) -> RecordedRows:
    """Return what plans write; their revisions are those after the write."""
    rows = RecordedRows()
    for plan in plans:
        for key in plan.touched_by:
            new, again, older = plan.new_rows(key)
            name = record_name(plan.ledger, *key)
            rows.kept.extend({**without_nulls(row), "record": name} for row in older)
            if new is not None:
                rows.created[key[0]].append(created_row(key[0], new))
            if any("external_ids" in row for row in plan.rows[key]):
                rows.moves.extend(moves_of(plan, key))
            if again is not None:
                rows.changed[key[0]].append(changed_row(key[0], again, older[-1]))
        rows.changes.append(change_row(plan.ledger, plan.revision, plan.recorded_at, plan.author, plan.entries))
    return rows


def write_outcome(planned: Sequence[Planned], held: Mapping[str, Row], count: int) -> WriteOutcome:
    """Return what became of a write, and raise the revision of each plan that changes something.

    Parameters
    ----------
    held : mapping
        Ledger -> its properties before the write.
    count : int
        Items of the write; the one item of a single write gets its row.
    """
    revisions: dict[str, int] = {}
    revised_at: dict[str, str | None] = {}
    for plan, results in planned:
        if plan.touched_by:
            plan.revision += 1
        revisions[plan.ledger] = plan.revision
        revised_at[plan.ledger] = plan.recorded_at if plan.touched_by else held[plan.ledger].get("revised_at")
        if count == 1 and results[0].outcome != "refused" and (key := (results[0].kind, results[0].id)) in plan.rows:
            results[0].row, results[0].head = plan.latest(key), plan.rows[key][0]
    results = [result for _, found in planned for result in found]
    return WriteOutcome(revisions, revised_at, sorted(results, key=lambda result: result.index))
