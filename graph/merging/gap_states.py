"""What is remembered of gaps about somebody who is merged: it goes over to the same gaps about the survivor. Pure."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from graph.ledger.record_rows import latest
from graph.ledger.stored_form import unnested
from graph.merging.edges import RowsOf, stands
from schemas.gap_rules.identity import SUBJECTS, hashed_gap_id
from schemas.links import renamed
from schemas.records.gap_states import GAP_STATES, MOST_FEEDBACK


class CarriedGap(NamedTuple):
    """A gap about who is merged.

    Attributes
    ----------
    id, now : str
        Its id, and that of the same gap about the survivor.
    values : mapping
        What is remembered of that from now on: fields that differ, or all where there was nothing.
    closing : mapping
        What is remembered of the gap itself from now on; empty where it was closed already.
    """

    id: str
    now: str
    values: Mapping[str, Any]
    closing: Mapping[str, Any]


def carried_gaps(ledger: str, rows: RowsOf, source: str, target: str, instant: str) -> Iterator[CarriedGap]:
    """Yield what goes over of the gaps about a person, in order of id.

    The id of a gap follows from what it is about, so that the survivor's is another one; since when it is open, mute
    and feedback stay. Where the survivor has that gap too, it is open since the earlier of the two, and its own mute
    holds. A gap of both people together is not a gap of one of them, and stays behind.
    """
    for kind, gap in sorted(rows):
        if kind != GAP_STATES.kind or not stands(rows[kind, gap], instant):
            continue
        own = unnested(GAP_STATES, latest(rows[kind, gap]))
        if source not in (own.get("people") or ()) or target in own["people"]:
            continue
        about = renamed(GAP_STATES, own, "person", {source: target})
        if (now := _id_about(ledger, gap, own, about)) is None:
            continue
        there = rows.get((kind, now))
        if there is not None and not stands(there, instant):
            continue
        values = _together(unnested(GAP_STATES, latest(there)), own) if there else _begun(about, instant)
        closing = {} if own.get("closed_at") else {"closed_at": max(instant, own["since"])}
        yield CarriedGap(gap, now, values, closing)


def _id_about(ledger: str, gap: str, own: Mapping[str, Any], about: Mapping[str, Any]) -> str | None:
    """Return the id of a gap about other people; None where its own does not follow from what is remembered of it.

    That a finding names its chain or account among its subjects is not remembered: its own id says so.
    """
    chain: str | None = own.get("chain")
    for with_chain, with_account in product((False, True), repeat=2):
        beside = [
            *([("chain", chain)] if with_chain and chain is not None else []),
            *([("account", ledger)] if with_account else []),
        ]
        if hashed_gap_id(ledger, own["rule"], [*_subjects(own), *beside], chain) == gap:
            return hashed_gap_id(ledger, own["rule"], [*_subjects(about), *beside], chain)
    return None


def _subjects(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, field in SUBJECTS.items():
        yield from ((kind, one) for one in values.get(field) or ())


def _begun(about: Mapping[str, Any], instant: str) -> dict[str, Any]:
    fields = {name: about[name] for name in GAP_STATES.fields.model_fields if about.get(name) is not None}
    return {**fields, "valid_from": instant}


def _together(there: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs when two gaps become one: open where one of them is."""
    still = [each for each in (there, own) if each.get("closed_at") is None]
    feedback = [*(there.get("feedback") or ()), *(own.get("feedback") or ())]
    values = {
        "first_seen": min(there["first_seen"], own["first_seen"]),
        "since": min(each["since"] for each in still) if still else there["since"],
        "closed_at": None if still else there.get("closed_at"),
        "times_opened": max(there.get("times_opened") or 1, own.get("times_opened") or 1),
        "mute": there.get("mute") or own.get("mute"),
        "feedback": sorted(feedback, key=lambda each: each["at"])[-MOST_FEEDBACK:] or None,
    }
    return {name: value for name, value in values.items() if value != there.get(name)}
