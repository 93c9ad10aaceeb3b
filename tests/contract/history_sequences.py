"""Sequences of batches that reach the corners of history: few people, few instants, so that things meet."""

from typing import Any

from hypothesis import strategies as st

from schemas.writes import WriteItem
from tests.contract.ledgers import day, department, end, influence, item, line, membership, people

PEOPLE = ("a", "b", "c")
NOW = day(2026)
INSTANTS = tuple(day(year) for year in (2020, 2022, 2024, 2028, 2030))
"""Three lie before anything is told, two after."""

BEGINNING = [*people(*PEOPLE), department("x")]

instants = st.sampled_from(INSTANTS)
titles = st.sampled_from(["clerk", "head", None])
who = st.sampled_from(PEOPLE)
pairs = st.permutations(PEOPLE).map(lambda order: (order[0], order[1]))
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "person": {"title": titles, "seniority": st.sampled_from(["vp", None])},
    "department": {"function": st.sampled_from(["it", "hr", None])},
    "membership": {"primary": st.booleans()},
    "reporting_line": {"confidence": st.sampled_from([0.5, None])},
    "influence": {"strength": st.sampled_from([0.25, 1.0, None]), "topic": titles},
}


@st.composite
def lifetimes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw no word about a lifetime, mostly; else a beginning, an end, or both, rarely the wrong way round."""
    if draw(st.integers(0, 2)):
        return {}
    return draw(st.fixed_dictionaries({}, optional=dict.fromkeys(("valid_from", "valid_to"), st.none() | instants)))


@st.composite
def edges(draw: st.DrawFn, /, **told: Any) -> WriteItem:
    """Draw an edge, with an id of its own now and then."""
    kind = draw(st.sampled_from(["membership", "reporting_line", "reporting_line", "influence", "influence"]))
    fields = draw(st.fixed_dictionaries({}, optional=FIELDS[kind])) | draw(lifetimes())
    own_id = draw(st.sampled_from([None, None, None, f"{kind}-1", f"{kind}-2"]))
    first, second = draw(pairs)
    if kind == "membership":
        return membership(first, "x", own_id, **fields, **told)
    if kind == "influence":
        return influence(first, second, own_id, **fields, **told)
    kinds = {"line": "dotted"} if draw(st.integers(0, 4)) == 0 else {}
    return line(first, second, own_id, **fields, **kinds, **told)


@st.composite
def nodes(draw: st.DrawFn, /, **told: Any) -> WriteItem:
    """Draw a change of a person or department, or one more of them."""
    kind = draw(st.sampled_from(["person", "person", "person", "department"]))
    record_id = draw(who | st.just("d")) if kind == "person" else "x"
    fields = draw(st.fixed_dictionaries({}, optional=FIELDS[kind])) | draw(lifetimes())
    return item(kind, record_id, name=record_id, **fields, **told)


@st.composite
def ends(draw: st.DrawFn, at: str | None, correction: bool) -> WriteItem:
    """Draw the end of something that may be there: by its id, or an edge by its ends."""
    kind = draw(st.sampled_from(["person", "department", "influence", "influence", "reporting_line", "reporting_line"]))
    first, second = draw(pairs)
    told: dict[str, Any] = {"correction": correction}
    if kind == "influence":
        return end(kind, None, at, source=first, target=second, **told)
    if kind == "reporting_line":
        return end(kind, None, at, person=first, manager=second, **told)
    return end(kind, first if kind == "person" else "x", at, **told)


@st.composite
def items(draw: st.DrawFn) -> WriteItem:
    """Draw one thing to tell: of now, late or ahead, as a change or as a correction."""
    at = draw(st.none() | instants)
    correction = draw(st.integers(0, 4)) == 0
    sort = draw(st.sampled_from(["node", "edge", "edge", "edge", "end", "end", "reopen"]))
    if sort == "end":
        return draw(ends(at, correction))
    if sort == "reopen":
        return item("person", draw(who), valid_to=draw(st.none() | instants), correction=True)
    return draw((nodes if sort == "node" else edges)(at=at, correction=correction))


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
