"""The records that differ, as an answer names them: each once, with a line that another replaces beside that one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analytics.changes.grounds import Touched
from app.analysis.changes.names import RecordNames, links_of
from app.analysis.changes.sentences import ChangeSentences
from app.analysis.changes.values import differing_fields
from graph.ledger.record_differences import RecordDifference
from graph.ledger.record_rows import Row
from schemas.analysis.changes import ChangedField, RecordChange
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph

OF_A_CHAIN = frozenset({"assessment", "stake", "step", "reporting_line"})
"""Kinds that may hold for one chain only."""

OF_ANOTHER_CHAIN = "other_chain"
"""What such a record is to the scores of any other chain."""

OF_THE_BOOK = frozenset({"setting", "template", "stage_model"})


class NamedChange(NamedTuple):
    """A record that differs, the line that it takes the place of, and who is concerned.

    Attributes
    ----------
    replaced : RecordDifference or None
        The solid line of the same person that ended, where this one began.
    people, members : frozenset of str
        Whom of theirs and of us either of them names.
    """

    difference: RecordDifference
    replaced: RecordDifference | None
    people: frozenset[str]
    members: frozenset[str]

    def touched(self, chain: str | None) -> Touched:
        """Return what decides which scores it may have moved, with or without a chain in scope."""
        kind, row = self.difference.kind, _row(self.difference)
        if chain is not None and kind in OF_A_CHAIN and row.get("chain") not in {None, chain}:
            return Touched(OF_ANOTHER_CHAIN)
        return Touched(f"assessment/{row['attribute']}" if kind == "assessment" else kind, self.people)

    def change(self, names: RecordNames, sentences: ChangeSentences) -> RecordChange:
        """Return it as an answer names it."""
        one = self.difference
        row = _row(one)
        return RecordChange(
            kind=one.kind,
            id=one.id,
            what=one.what,
            sentence=sentences.sentence(one, self.replaced.before if self.replaced else None),
            replaces=self.replaced.id if self.replaced else None,
            about=tuple(names.named(link.kind, link.id) for link in links_of(one.kind, row)),
            fields=_fields(one),
            effective_at=one.effective_at,
            recorded_at=one.recorded_at,
            recorded_by=one.recorded_by,
            foreseen=one.foreseen,
            origin=row.get("origin"),
            evidence=row.get("evidence"),
        )


def named_changes(differences: Iterable[RecordDifference], graphs: Sequence[AccountGraph]) -> list[NamedChange]:
    """Return the differences that an answer names, in their order.

    A solid line that ended where the same person began another is named with the new one. Of the book's records only
    those count that this account follows.
    """
    found = [one for one in differences if _counts(one, graphs)]
    ended = {_row(one)["person"]: one for one in found if one.what == "ended" and _is_solid(one)}
    pairs = [(one, ended.get(_row(one)["person"]) if one.what == "began" and _is_solid(one) else None) for one in found]
    folded = {replaced.id for _, replaced in pairs if replaced is not None}
    return [_named(*pair) for pair in pairs if not (_is_solid(pair[0]) and pair[0].id in folded)]


def _named(one: RecordDifference, replaced: RecordDifference | None) -> NamedChange:
    rows = [row for each in (one, replaced) if each for row in (each.before, each.after) if row is not None]
    keys = {link.key for row in rows for link in links_of(one.kind, row)} | {(one.kind, one.id)}
    people, members = ({each for kind, each in keys if kind == wanted} for wanted in ("person", "team_member"))
    return NamedChange(one, replaced, frozenset(people), frozenset(members))


def places_concerning(changes: Sequence[NamedChange], chain: str, graphs: Sequence[AccountGraph]) -> list[int]:
    """Return the places of what is about a chain, its opportunity, or people with a stake on it at either moment."""
    deals = {each.opportunity for graph in graphs for each in graph.chains if each.id == chain}
    people = {stake.person for graph in graphs for stake in graph.stakes if stake.chain == chain}
    own = {("chain", chain), *(("opportunity", deal) for deal in deals)}
    return [place for place, one in enumerate(changes) if _concerns(one, own, people, chain)]


def _concerns(one: NamedChange, own: set[tuple[str, str]], people: set[str], chain: str) -> bool:
    kind, row = one.difference.kind, _row(one.difference)
    if kind in OF_THE_BOOK or kind == "account" or (kind, one.difference.id) in own:
        return True
    if kind in OF_A_CHAIN and row.get("chain") not in {None, chain}:
        return False
    links = {link.key for link in links_of(kind, row)}
    if kind in {"step", "stake", "control_point", "value_statement", "chain", "coverage"} and links & own:
        return True
    return bool(one.people & people) or (kind == "team_member")


def _counts(one: RecordDifference, graphs: Sequence[AccountGraph]) -> bool:
    """Whether an account follows a record: of settings and templates those of its segment, tier or of all."""
    if one.kind not in {"setting", "template"}:
        return True
    row = _row(one)
    own: dict[str, set[str | None]] = {
        "account": {graphs[0].account_id},
        "tier": {g.tier for g in graphs},
        "segment": {g.segment for g in graphs},
    }
    if one.kind == "template":
        return row.get("segment") in own["segment"]
    return all(row.get(scope) is None or row[scope] in values for scope, values in own.items())


def _fields(one: RecordDifference) -> tuple[ChangedField, ...]:
    if one.before is None or one.after is None:
        return ()
    found = differing_fields(one.kind, one.before, one.after)
    return tuple(ChangedField(name=name, before=was.get(name), after=now.get(name)) for name, was, now in found)


def _row(one: RecordDifference) -> Row:
    row = one.after if one.after is not None else one.before
    return row or {}


def _is_solid(one: RecordDifference) -> bool:
    return one.kind == "reporting_line" and _row(one).get("line", "solid") == "solid"


def counts_of(changes: Iterable[NamedChange]) -> dict[str, int]:
    """Return how many records of each kind differ, replaced lines too, in the order of the registry."""
    found = dict.fromkeys(BY_KIND, 0)
    for one in changes:
        found[one.difference.kind] += 1 + (one.replaced is not None)
    return {kind: count for kind, count in found.items() if count}
