"""Sequences of batches that reach the corners of history: few people, few instants, so that things meet."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.contract.items import end, item, people
from tests.contract.kinds import written
from tests.contract.ledgers import day

PEOPLE = ("a", "b", "c")
NOW = day(2026)
INSTANTS = tuple(day(year) for year in (2020, 2022, 2024, 2028, 2030))
"""Three lie before anything is written, two after."""

BOOK_RECORDS = [item("team_member", "m", name="m"), item("competitor", "k", name="k")]
BEGINNING = [
    *people(*PEOPLE),
    *(item("department", one, name=one) for one in ("x", "y")),
    item("opportunity", "o", name="o"),
    item("chain", "ch", opportunity="o", name="ch"),
    item("step", "s1", chain="ch", order=1, name="s1"),
]

instants = st.sampled_from(INSTANTS)
titles = st.sampled_from(["clerk", "head", None])
strengths = st.sampled_from([0.25, 1.0, None])
sure = st.sampled_from([0.5, None])
who = st.sampled_from(PEOPLE)
pairs = st.permutations(PEOPLE).map(lambda order: order[:2])

bounds = st.sampled_from([None, None, None, *INSTANTS])
"""Until when a change holds, now and then."""

Fields = dict[str, st.SearchStrategy[Any]]

CHANGES: dict[str, Fields] = {
    "person": {"title": titles, "seniority": st.sampled_from(["vp", None])},
    "department": {"function": st.sampled_from(["it", "hr", None])},
    "opportunity": {"type": titles},
    "chain": {"version": st.sampled_from([1, 2, None])},
    "step": {"kind": st.sampled_from(["budget", None]), "department": st.sampled_from(["x", "nowhere", None])},
    "membership": {"primary": st.booleans()},
    "reporting_line": {"confidence": sure, "line": st.sampled_from(["solid", "solid", "solid", "dotted"])},
    "influence": {"strength": strengths, "topic": titles},
    "conflict": {"strength": strengths},
    "alliance": {"kind": st.sampled_from(["budget", None])},
    "department_relation": {"kind": st.sampled_from(["audits", None])},
    "stake": {"weight": st.sampled_from([0, 2, None]), "step": st.sampled_from(["s1", None])},
    "coverage": {"stance": st.sampled_from(["friend", None])},
    "competitor_tie": {"rung": st.sampled_from(["known", None])},
    "control_point": {"status": st.sampled_from(["ours", "theirs"])},
    "interaction": {"minutes": st.sampled_from([5, None]), "members": st.sampled_from([["m"], None])},
    "assessment": {"value": st.sampled_from([1, 2]), "confidence": sure},
    "closeness_note": {"score": st.sampled_from([10.0, 60.0]), "member": st.sampled_from(["m", None])},
    "value_statement": {"aimed_at": who.map(lambda one: [one])},
    "gap_state": {"times_opened": st.sampled_from([2, 3]), "severity": st.sampled_from(["high", None])},
    "action": {"status": st.sampled_from(["done", "dropped"]), "member": st.sampled_from(["m", None])},
}
"""Fields of each kind of an account that may be written or left out; a kind without any would never change."""

TARGETS = ("person", "a"), ("department", "x"), ("opportunity", "o"), ("chain", "ch")
two_units = st.permutations(["x", "y"])
targets = st.sampled_from([{"kind": kind, "id": record_id} for kind, record_id in TARGETS])

NEEDED: dict[str, Fields] = {
    "chain": {"opportunity": st.just("o")},
    "step": {"chain": st.just("ch")},
    "membership": {"person": who, "department": st.sampled_from(["x", "y"])},
    "stake": {"person": who, "chain": st.just("ch")},
    "coverage": {"member": st.just("m"), "target": targets, "duty": st.sampled_from(["owner", "support"])},
    "competitor_tie": {"competitor": st.just("k"), "person": who},
    "control_point": {"opportunity": st.just("o"), "key": st.just("scoring")},
    "interaction": {"at": instants, "people": who.map(lambda one: [one]), "channel": st.just("call")},
    "assessment": {
        "person": st.just("a"),
        "attribute": st.just("support"),
        "value": st.sampled_from([1, 2]),
        "observed_at": instants,
    },
    "closeness_note": {"person": who, "score": st.just(10.0), "system": st.just("crm"), "at": instants},
    "value_statement": {"opportunity": st.just("o"), "text": st.just("We halve standstills.")},
    "gap_state": {"rule": st.just("overdue-contact"), "first_seen": st.just(day(2020)), "since": st.just(day(2020))},
    "action": {"what": st.just("Call her."), "person": who},
}
"""What a record of a kind is written with each time; those between two people are drawn in pairs."""

NAMED = {
    "person": [*PEOPLE, "d"],
    "department": ["x", "y"],
    "opportunity": ["o"],
    "chain": ["ch", "ch2"],
    "step": ["s1", "s2"],
}
NODES = [*NAMED, "interaction", "assessment", "closeness_note", "value_statement", "gap_state", "action"]
RELATIONS = [kind for kind in CHANGES if BY_KIND[kind].is_relation]


@st.composite
def lifetimes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw no word about a lifetime, mostly; else a beginning, an end, or both, rarely the wrong way round."""
    if draw(st.integers(0, 2)):
        return {}
    return draw(st.fixed_dictionaries({}, optional=dict.fromkeys(("valid_from", "valid_to"), st.none() | instants)))


@st.composite
def needed(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Draw what a record of a kind cannot be written without."""
    if kind in NEEDED:
        return draw(st.fixed_dictionaries(NEEDED[kind]))
    first, second = draw(two_units if kind == "department_relation" else pairs)
    if kind in {"conflict", "alliance"}:
        return {"people": [first, second]}
    names = [one.field for one in BY_KIND[kind].ends]
    return dict(zip(names, (first, second), strict=False))


@st.composite
def relations(draw: st.DrawFn, at: str | None, correction: bool) -> WriteItem:
    """Draw a relation, with an id of its own now and then; mostly those that the account is about."""
    kind = draw(st.sampled_from(["reporting_line", "influence", "reporting_line", "influence", *RELATIONS]))
    fields = draw(st.fixed_dictionaries({}, optional=CHANGES[kind])) | draw(lifetimes())
    own_id = draw(st.sampled_from([None, None, None, f"{kind}-1", f"{kind}-2"]))
    return written(kind, own_id, draw(needed(kind)) | fields, effective_at=at, correction=correction)


@st.composite
def nodes(draw: st.DrawFn, at: str | None, correction: bool) -> WriteItem:
    """Draw a change of what stands for itself, or one more of it."""
    kind = draw(st.sampled_from(["person", "person", "person", *NODES]))
    record_id = draw(st.sampled_from(NAMED.get(kind, [f"{kind}-1", f"{kind}-2"])))
    fields = draw(st.fixed_dictionaries({}, optional=CHANGES[kind])) | draw(lifetimes())
    if BY_KIND[kind].dated:
        fields.pop("valid_from", None)
    names: dict[str, Any] = {"name": record_id} if BY_KIND[kind].named else {}
    order = {"order": int(record_id[1:])} if kind == "step" else {}
    owned = draw(needed(kind)) if kind in NEEDED else {}
    return written(kind, record_id, names | order | owned | fields, effective_at=at, correction=correction)


ENDED = [("person", "a"), ("person", "b"), ("department", "x"), ("opportunity", "o"), ("chain", "ch"), ("step", "s1")]


@st.composite
def ends(draw: st.DrawFn, at: str | None, correction: bool) -> WriteItem:
    """Draw the end of something that may be there: by its id, or a relation by its ends."""
    if draw(st.booleans()):
        kind, record_id = draw(st.sampled_from([*ENDED, *((kind, f"{kind}-1") for kind in NODES if kind not in NAMED)]))
        return end(kind, record_id, at, correction=correction)
    kind = draw(st.sampled_from(["influence", "reporting_line", *RELATIONS]))
    fields = draw(needed(kind))
    return written(kind, None, fields, effective_at=at, correction=correction, action="end")


@st.composite
def items(draw: st.DrawFn) -> WriteItem:
    """Draw one thing to write: of now, late or ahead, as a change or as a correction."""
    at = draw(st.none() | instants)
    correction = draw(st.integers(0, 4)) == 0
    sort = draw(st.sampled_from(["node", "relation", "relation", "relation", "end", "end", "reopen"]))
    if sort == "end":
        return draw(ends(at, correction))
    if sort == "reopen":
        kind, record_id = draw(st.sampled_from(ENDED))
        return item(kind, record_id, valid_to=draw(st.none() | instants), correction=True)
    kind_of: Callable[..., st.SearchStrategy[WriteItem]] = nodes if sort == "node" else relations
    return replace(draw(kind_of(at, correction)), effective_until=draw(bounds))


def in_one_batch(batch: list[WriteItem]) -> list[WriteItem]:
    """Leave out what the order of a batch says nothing about: a record that ends and is changed in one."""
    ended = {(one.resource.kind, one.id) for one in batch if one.action == "end"}
    return [one for one in batch if one.action == "end" or (one.resource.kind, one.id) not in ended]


batches = st.lists(items(), min_size=1, max_size=2).map(in_one_batch)
sequences = st.lists(batches, min_size=8, max_size=16)
moments = st.lists(
    st.tuples(st.sampled_from([day(2019), *INSTANTS, day(2026, 1, 2), day(2031)]), st.integers(0, 12)),
    min_size=4,
    max_size=4,
)
"""Instants of the world, and after how many of the batches it was known."""
