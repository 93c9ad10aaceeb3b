"""Plans all items of a write: records before the edges that need them, and what becomes of the unsound ones."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.ledger.keys import Indexed, Key, Violation
from graph.ledger.planned_records import PlannedRecords, StoredRecords
from graph.ledger.planning.needs import Surroundings
from graph.ledger.planning.places import begin_in_turn, left_standing
from graph.ledger.planning.superseded_chains import replace_superseded
from graph.ledger.planning.write_plan import LedgerPlan
from graph.ledger.record_rows import Row, revision_of
from graph.ledger.revisions import mismatches
from graph.ledger.rules import coverages, decisions, departments, open_relations, slots, solid_lines, stages
from graph.ledger.rules.book_pointers import pointer_errors
from graph.ledger.rules.custom_fields import Declared, declared_fields, with_fitting_extra, zone_of
from graph.ledger.rules.external_ids import Holder, Name, claim
from graph.ledger.rules.items import invalid
from graph.ledger.rules.parents import Parents, parent_errors
from graph.ledger.stored_form import flat_item
from schemas.errors import Conflict, InvalidInput, Problem, RevisionMismatch, ServiceError, of_item
from schemas.instants import GREENWICH, Zone
from schemas.links import reference_links
from schemas.messages.message import Message
from schemas.writes import BOOK, WriteItem, WriteResult

Planned = tuple[LedgerPlan, list[WriteResult]]
"""The rows to write to one ledger, and a result for each of its items."""


@dataclass(frozen=True, slots=True)
class WriteContext:
    """The circumstances of every item of a write: when it happens, who writes, and what to do with the unsound.

    Attributes
    ----------
    now : str
        From when on it holds where it does not say, and what has ended by then is over.
    rehearse : bool
        Whether accounts may name what the book gets in the same write, as if it had got it before.
    recorded_at : str or None
        The instant it is recorded at, where the order of records is ahead of now; None: now.
    zone : Zone
        Where the days of the book begin, and of accounts that say no time zone.
    """

    now: str
    author: str
    skip: bool = False
    rehearse: bool = False
    recorded_at: str | None = None
    zone: Zone = GREENWICH


@dataclass(slots=True)
class _Batch:
    """State that the ledgers of one write share while they are planned one after the other.

    Attributes
    ----------
    claimed : dict
        Which record holds each id of another system, with what the ledgers before claim.
    refused : dict
        Items that cannot be stored, by their index.
    """

    context: WriteContext
    declared: Declared
    claimed: dict[Name, Holder] = field(default_factory=dict)
    refused: dict[int, ServiceError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One account, or the book, as the store holds it while its lock is held."""

    id: str
    properties: Row
    stored: StoredRecords


RULES: tuple[tuple[frozenset[str], Callable[[PlannedRecords], Iterator[Violation]]], ...] = tuple(
    (rule.KINDS, rule.violations)
    for rule in (open_relations, slots, solid_lines, departments, decisions, stages, coverages)
)
"""Rules on records together, each with the kinds that it is about; of an item that breaks several, the first counts."""


def ready_items(items: Sequence[WriteItem], new_id: Callable[[], str]) -> dict[str, list[Indexed]]:
    """Return items by their ledgers, each with its place and as the ledger works with it.

    Parameters
    ----------
    new_id : callable
        Gives the id of a record that brings none, and gets none from what it connects.
    """
    by_ledger: dict[str, list[Indexed]] = defaultdict(list)
    for index, item in enumerate(items):
        named = item if item.id is not None or item.resource.is_relation else replace(item, id=new_id())
        by_ledger[item.ledger].append((index, flat_item(named)))
    return by_ledger


def accounts_needed(by_ledger: Mapping[str, Sequence[Indexed]], rehearse: bool) -> dict[str, bool]:
    """Return the ledgers of a write, each with whether it must be there before: an account that something belongs to.

    Parameters
    ----------
    rehearse : bool
        Whether an account may come together with what belongs to it.
    """
    scopes = {ledger: {item.resource.scope for _, item in items} for ledger, items in by_ledger.items()}
    return {ledger: "account" in found and not (rehearse and "self" in found) for ledger, found in scopes.items()}


def plan_batch(
    ledgers: Sequence[tuple[Ledger, Sequence[Indexed]]], around: Surroundings, context: WriteContext
) -> list[Planned]:
    """Return the plan of every ledger of a write.

    Parameters
    ----------
    ledgers : sequence of tuple
        Each with its items, from `ready_items`.

    Raises
    ------
    ServiceError
        Without ``skip``, when any item cannot be stored: the item's own error when there is one item, else
        `InvalidInput` (`Conflict` when all are in conflict) with the problems of all.
    """
    items = [pair for _, pairs in ledgers for pair in pairs]
    unsound = pointer_errors(items, around.pointers) if around.pointers else {}
    unsound |= _orphans(items, around.parents, {})
    if context.rehearse:
        _foretell_book(ledgers)
    batch = _Batch(context, _declared(items, around, context.now))
    in_order = sorted(ledgers, key=lambda one: one[0].id == BOOK)  # what the book says of accounts comes after them
    while True:
        batch.claimed, batch.refused = dict(around.holders), {}
        planned: list[Planned] = []
        for ledger, pairs in in_order:
            if ledger.id == BOOK:
                for plan, _ in planned:
                    ledger.stored.lifetimes.update(plan.own_lifetime())
            planned.append(_plan_ledger(ledger, pairs, unsound, batch))
        if batch.refused and not context.skip:
            raise _together(batch.refused, len(items))
        orphans = _orphans(items, around.parents, batch.refused)
        if orphans.keys() <= batch.refused.keys():
            return planned
        unsound = orphans | batch.refused


def _declared(items: Sequence[Indexed], around: Surroundings, now: str) -> Declared:
    """Return the custom fields that items may have values of; none where none has any."""
    named = any(item.data.get("extra") for _, item in items)
    return declared_fields(around.declarations, [item for _, item in items], now) if named else {}


def _orphans(
    items: Sequence[Indexed], parents: Parents, refused: Mapping[int, ServiceError]
) -> dict[int, ServiceError]:
    if not any(item.data.get("parent") for _, item in items):
        return {}
    return parent_errors(items, parents, refused.keys())


def _foretell_book(ledgers: Sequence[tuple[Ledger, Sequence[Indexed]]]) -> None:
    """Let accounts name the records of the book that the same write brings."""
    book = [item for ledger, pairs in ledgers if ledger.id == BOOK for _, item in pairs if item.action == "upsert"]
    for ledger, _ in ledgers:
        for item in book if ledger.id != BOOK else ():
            lifetime = (item.data.get("valid_from"), item.data.get("valid_to"))
            ledger.stored.lifetimes.setdefault((item.resource.kind, item.id or ""), lifetime)


def _plan_ledger(
    ledger: Ledger, items: Sequence[Indexed], unsound: Mapping[int, ServiceError], batch: _Batch
) -> Planned:
    """Plan one ledger; add what it claims and what is refused to what the ledgers before it did.

    Parameters
    ----------
    unsound : mapping
        Items found wanting before, by their index.
    """
    now, author, skip = batch.context.now, batch.context.author, batch.context.skip
    zone = zone_of(ledger.properties, items, batch.context.zone)
    _check_standing(ledger, items, now)
    own = {index: unsound[index] for index, _ in items if index in unsound}
    while True:
        revision, recorded_at = revision_of(ledger.properties), batch.context.recorded_at
        plan = LedgerPlan(ledger.id, revision, ledger.stored, now, author, recorded_at)
        sound = [(index, item) for index, item in items if index not in own]
        holders = dict(batch.claimed)
        results, errors = _apply(plan, sound, holders, batch.declared, zone)
        if not errors:
            errors = _broken_rules(plan)
        own |= errors
        if not errors or not skip:
            break
        own |= left_standing(plan, items, own)
    batch.claimed.update(holders)
    batch.refused.update(own)
    results.extend(_refused(index, item, own[index]) for index, item in items if index in own)
    return plan, sorted(results, key=lambda result: result.index)


def _check_standing(ledger: Ledger, items: Sequence[Indexed], now: str) -> None:
    """Refuse writes to an account that has ended, but for those of the account itself."""
    ended = ledger.properties.get("valid_to")
    if ended is not None and ended <= now and any(item.resource.scope == "account" for _, item in items):
        raise Conflict(Message("ledger.account_over", account=ledger.id, ended=ended))


def _apply(
    plan: LedgerPlan, items: Sequence[Indexed], holders: dict[Name, Holder], declared: Declared, zone: Zone
) -> tuple[list[WriteResult], dict[int, ServiceError]]:
    results: list[WriteResult] = []
    errors: dict[int, ServiceError] = {}
    for index, item in _in_order(items):
        try:
            result = plan.apply(index, with_fitting_extra(item, declared, zone))
            if item.data.get("external_ids"):
                claim(item, result.id or "", holders)
        except ServiceError as error:
            errors[index] = error
        else:
            results.append(result)
    replace_superseded(plan)
    return results, errors | begin_in_turn(plan)


def _in_order(items: Sequence[Indexed]) -> list[Indexed]:
    """Return the items with new and changed nodes first, unless the same record ends earlier in the batch.

    What was sent of somebody who was merged comes last: the survivor's own comes first.
    """
    first: list[Indexed] = []
    rest: list[Indexed] = []
    ended: set[Key] = set()
    for index, item in items:
        key = (item.resource.kind, item.id or "")
        early = item.action == "upsert" and not item.resource.is_edge and key not in ended
        (first if early else rest).append((index, item))
        if item.action == "end":
            ended.add(key)
    ordered = _referred_first(first) + rest
    return sorted(ordered, key=lambda pair: pair[1].followed)


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


def _broken_rules(plan: PlannedRecords) -> dict[int, ServiceError]:
    errors: dict[int, ServiceError] = {}
    for key, place, detail in _violations(plan):
        errors.setdefault(plan.touched_by[key], invalid(place, detail))
    return errors


def _violations(plan: PlannedRecords) -> Iterator[Violation]:
    known = plan.kinds()
    for kinds, violations in RULES:
        if kinds & known:
            yield from violations(plan)


def _together(errors: Mapping[int, ServiceError], count: int) -> ServiceError:
    for index, error in errors.items():
        error.problems = of_item(error.problems, index)
    if count == 1:
        return next(iter(errors.values()))
    problems = [problem for index in sorted(errors) for problem in errors[index].problems]
    detail = Message("ledger.several", count=len(errors), total=count)
    if stale := [error for error in errors.values() if isinstance(error, RevisionMismatch)]:
        return mismatches(detail, stale, problems) if len(stale) == len(errors) else InvalidInput(detail, problems)
    every_one = all(isinstance(error, Conflict) for error in errors.values())
    return (Conflict if every_one else InvalidInput)(detail, problems)


def _refused(index: int, item: WriteItem, error: ServiceError) -> WriteResult:
    problems = of_item(error.problems or [Problem("", error.detail)], index)
    return WriteResult(index, item.resource.kind, item.id, "refused", item.ledger, problems=problems)
