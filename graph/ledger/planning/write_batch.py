"""Plans all items of a write: records before the edges that need them, and what becomes of the unsound ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.ledger.keys import Indexed, Key
from graph.ledger.planning.write_plan import LedgerPlan
from graph.ledger.record_rows import Row
from graph.ledger.rules import accounts as account_rules
from graph.ledger.rules import decisions as decision_rules
from graph.ledger.rules import relations as relation_rules
from graph.ledger.rules.custom_fields import Declared, check_extra
from graph.ledger.rules.external_ids import Holder, Name, claim
from graph.ledger.rules.parents import Parents, parent_errors
from graph.ledger.stored_records import StoredRecords
from schemas.errors import Conflict, InvalidInput, Problem, ServiceError
from schemas.links import reference_links
from schemas.writes import BOOK, WriteItem, WriteResult

Planned = tuple[LedgerPlan, list[WriteResult]]
"""What is to be written of one ledger, and a result for each of its items."""


@dataclass(frozen=True, slots=True)
class WriteContext:
    """What holds for every item of a write: when it is recorded, who writes, and what to do with the unsound.

    Attributes
    ----------
    rehearse : bool
        Whether accounts may name what the book gets in the same write, as if it had got it before.
    """

    now: str
    author: str
    skip: bool
    declared: Declared
    rehearse: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """One account, or the book, as the store holds it while its lock is held."""

    id: str
    properties: Row
    stored: StoredRecords

    @property
    def revision(self) -> int:
        """Its revision before this write; 0 for one to be created."""
        return int(self.properties.get("revision", 0))


def plan_batch(
    ledgers: Sequence[tuple[Ledger, Sequence[Indexed]]],
    holders: Mapping[Name, Holder],
    parents: Parents,
    pointed_to: Mapping[int, ServiceError],
    context: WriteContext,
) -> list[Planned]:
    """Return the plan of every ledger of a write.

    Parameters
    ----------
    pointed_to : mapping
        Items that end what something open points to, by their index.

    Raises
    ------
    ServiceError
        Without ``skip``, when any item cannot be stored: the item's own error when there is one item, else
        `InvalidInput` (`Conflict` when all are in conflict) with the problems of all.
    """
    items = [pair for _, pairs in ledgers for pair in pairs]
    unsound = {**pointed_to, **parent_errors(items, parents, frozenset())}
    if context.rehearse:
        _foretell_book(ledgers)
    in_order = sorted(ledgers, key=lambda one: one[0].id == BOOK)  # what the book says of accounts comes after them
    while True:
        claimed = dict(holders)
        refused: dict[int, ServiceError] = {}
        planned: list[Planned] = []
        for ledger, pairs in in_order:
            if ledger.id == BOOK:
                for plan, _ in planned:
                    ledger.stored.lifetimes.update(plan.own_lifetime())
            planned.append(_plan_ledger(ledger, pairs, claimed, unsound, refused, context))
        if refused and not context.skip:
            raise _together(refused, len(items))
        orphans = parent_errors(items, parents, refused.keys())
        if orphans.keys() <= refused.keys():
            return planned
        unsound = orphans | refused


def _foretell_book(ledgers: Sequence[tuple[Ledger, Sequence[Indexed]]]) -> None:
    """Let accounts name the records of the book that the same write brings."""
    book = [item for ledger, pairs in ledgers if ledger.id == BOOK for _, item in pairs if item.action == "upsert"]
    for ledger, _ in ledgers:
        for item in book if ledger.id != BOOK else ():
            lifetime = (item.data.get("valid_from"), item.data.get("valid_to"))
            ledger.stored.lifetimes.setdefault((item.resource.kind, item.id or ""), lifetime)


def _plan_ledger(
    ledger: Ledger,
    items: Sequence[Indexed],
    claimed: dict[Name, Holder],
    unsound: Mapping[int, ServiceError],
    refused: dict[int, ServiceError],
    context: WriteContext,
) -> Planned:
    """Plan one ledger; add what it claims and what is refused to what the ledgers before it did.

    Parameters
    ----------
    unsound : mapping
        Items found wanting before, by their index.
    """
    _check_standing(ledger, items, context.now)
    own = {index: unsound[index] for index, _ in items if index in unsound}
    while True:
        stored = ledger.stored
        plan = LedgerPlan(
            ledger.id, ledger.revision, stored.rows, stored.lifetimes, stored.erased, context.now, context.author
        )
        sound = [(index, item) for index, item in items if index not in own]
        holders = dict(claimed)
        results, errors = _apply(plan, sound, holders, context.declared)
        if not errors:
            errors = _broken_rules(plan, ledger.stored, dict(sound))
        own |= errors
        if not errors or not context.skip:
            break
    claimed.update(holders)
    refused.update(own)
    results.extend(_refused(index, item, own[index]) for index, item in items if index in own)
    return plan, sorted(results, key=lambda result: result.index)


def _check_standing(ledger: Ledger, items: Sequence[Indexed], now: str) -> None:
    """Refuse writes to an account that has ended, but for those of the account itself."""
    ended = ledger.properties.get("valid_to")
    if ended is not None and ended <= now and any(item.resource.scope == "account" for _, item in items):
        raise Conflict(f"Account '{ledger.id}' ended at {ended}; correct its valid_to first if that is wrong.")


def _apply(
    plan: LedgerPlan, items: Sequence[Indexed], holders: dict[Name, Holder], declared: Declared
) -> tuple[list[WriteResult], dict[int, ServiceError]]:
    results: list[WriteResult] = []
    errors: dict[int, ServiceError] = {}
    for index, item in _in_order(items):
        try:
            check_extra(item, declared)
            result = plan.apply(index, item)
            if item.data.get("external_ids"):
                claim(item, result.id or "", holders)
        except ServiceError as error:
            errors[index] = error
        else:
            results.append(result)
    return results, errors


def _in_order(items: Sequence[Indexed]) -> list[Indexed]:
    """Return the items with new and changed nodes first, unless the same record ends earlier in the batch."""
    first: list[Indexed] = []
    rest: list[Indexed] = []
    ended: set[Key] = set()
    for index, item in items:
        key = (item.resource.kind, item.id or "")
        early = item.action == "upsert" and not item.resource.is_edge and key not in ended
        (first if early else rest).append((index, item))
        if item.action == "end":
            ended.add(key)
    return _referred_first(first) + rest


def _referred_first(items: Sequence[Indexed]) -> list[Indexed]:
    """Return nodes after those that they refer to (``part_of``); where these go round in a circle, one has to begin."""
    places = {(item.resource.kind, item.id): (index, item) for index, item in reversed(items)}  # the first of each
    ordered: dict[int, Indexed] = {}
    for pair in items:
        above = {} if pair[0] in ordered else {pair[0]: pair}
        waiting = [*above.values()]
        for _, item in waiting:
            for link in reference_links(item.resource, item.data):
                other = places.get(link.key)
                if other and other[0] not in ordered and other[0] not in above:
                    above[other[0]] = other
                    waiting.append(other)
        ordered.update(reversed(above.items()))
    return list(ordered.values())


def _broken_rules(plan: LedgerPlan, stored: StoredRecords, items: Mapping[int, WriteItem]) -> dict[int, ServiceError]:
    errors: dict[int, ServiceError] = {}
    found = (
        *relation_rules.violations(plan, stored.parts),
        *decision_rules.violations(plan),
        *account_rules.violations(plan),
    )
    for key, place, detail in found:
        index = plan.touched_by[key]
        pointer = items[index].pointer
        full = f"{pointer}/data{place}" if pointer and place else pointer + place
        errors.setdefault(index, InvalidInput(detail, [Problem(full, detail)]))
    return errors


def _together(errors: Mapping[int, ServiceError], count: int) -> ServiceError:
    if count == 1:
        return next(iter(errors.values()))
    problems = [problem for index in sorted(errors) for problem in errors[index].problems]
    every_one = all(isinstance(error, Conflict) for error in errors.values())
    kind = Conflict if every_one else InvalidInput
    return kind(f"{len(errors)} of {count} items cannot be stored; nothing was.", problems)


def _refused(index: int, item: WriteItem, error: ServiceError) -> WriteResult:
    problems = error.problems or (Problem(item.pointer, error.detail),)
    return WriteResult(index, item.resource.kind, item.id, "refused", item.ledger, problems=problems)
