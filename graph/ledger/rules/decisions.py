"""Rules that chains, steps and stakes must satisfy together after a write: one chain, an open deal."""

from collections.abc import Iterator

from graph.ledger.keys import Key, Violation
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Row
from schemas.messages.message import Message

KINDS = frozenset({"chain", "step", "stake"})

CLOSED_DEAL = frozenset({"won", "lost"})
CLOSED_CHAIN = frozenset({"closed", "replaced"})


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield what chains, steps and stakes that a plan creates or changes break."""
    for key, what in plan.done().items():
        if what == "ended" or key[0] not in KINDS:
            continue
        row = plan.latest(key)
        if key[0] == "chain":
            yield from _chain_faults(plan, key, row)
            continue
        if key not in plan.corrections and (fault := _closed(plan, row["chain"])):
            yield key, "/chain", fault
        if key[0] == "stake":
            yield from _stake_faults(plan, key, row)


def _chain_faults(plan: PlannedRecords, key: Key, row: Row) -> Iterator[Violation]:
    deal = _state(plan, ("opportunity", row["opportunity"]))
    to_be_decided = row["status"] not in CLOSED_CHAIN and key not in plan.corrections
    if to_be_decided and deal.get("status") in CLOSED_DEAL and _opens(plan, key):
        closed = Message("ledger.chain_of_closed_deal", opportunity=row["opportunity"], status=deal["status"])
        yield key, "/opportunity", closed
    older = row.get("supersedes")
    if older is None:
        return
    if older == key[1]:
        yield key, "/supersedes", Message("ledger.chain_supersedes_itself")
    elif _state(plan, ("chain", older)).get("opportunity") != row["opportunity"]:
        yield key, "/supersedes", Message("ledger.chain_of_other_deal", chain=older)
    elif _goes_round(plan, key[1]):
        yield key, "/supersedes", Message("ledger.chain_goes_round", chain=key[1], older=older)


def _opens(plan: PlannedRecords, key: Key) -> bool:
    """Whether a write makes a chain one that is still to be decided."""
    before = plan.stored_state(key)
    return before is None or before["status"] in CLOSED_CHAIN


def _goes_round(plan: PlannedRecords, chain: str) -> bool:
    seen: set[str] = set()
    older = _state(plan, ("chain", chain)).get("supersedes")
    while older is not None and older not in seen:
        if older == chain:
            return True
        seen.add(older)
        older = _state(plan, ("chain", older)).get("supersedes")
    return False


def _closed(plan: PlannedRecords, chain: str) -> Message | None:
    """Return why a chain takes no more steps and stakes: it, or its deal, was closed before this write and still is."""
    before = plan.stored_state(("chain", chain))
    if before is None:
        return None
    if {before["status"], _state(plan, ("chain", chain))["status"]} <= CLOSED_CHAIN:
        return Message("ledger.chain_closed", chain=chain, status=before["status"])
    deal: Key = ("opportunity", before["opportunity"])
    stood = (plan.stored_state(deal) or {}).get("status")
    if stood in CLOSED_DEAL and _state(plan, deal).get("status") in CLOSED_DEAL:
        return Message("ledger.deal_closed", opportunity=deal[1], chain=chain, status=stood)
    return None


def _stake_faults(plan: PlannedRecords, key: Key, row: Row) -> Iterator[Violation]:
    step = row.get("step")
    if step is not None and _state(plan, ("step", step)).get("chain") != row["chain"]:
        yield key, "/step", Message("ledger.step_of_other_chain", step=step, chain=row["chain"])


def _state(plan: PlannedRecords, key: Key) -> Row:
    """Return the latest state of a record as it will be stored; empty where there is none."""
    return plan.latest(key) if key in plan.rows else {}
