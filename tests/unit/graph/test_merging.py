"""What a merge will write, by whatever two people have: nothing is lost in silence, and all of it can be stored."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.ledger.keys import Key
from graph.ledger.record_rows import Row, content, lifetime_of
from graph.ledger.stored_form import unnested
from graph.merging.plan import MergePlan, plan_merge
from graph.merging.values import merged_values
from schemas.errors import ServiceError
from schemas.gap_rules.identity import hashed_gap_id
from schemas.instants import LAST_INSTANT
from schemas.links import end_links, reference_links
from schemas.records.gap_states import GAP_STATES
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND
from schemas.writes import WriteItem
from tests.contract.every_kind.decision_cases import chain, opportunity
from tests.contract.items import department, item, people
from tests.contract.kinds import written
from tests.contract.ledgers import day
from tests.unit.ledger.desks import Desk

PEOPLE = ("a", "b", "c", "d")
MERGED_AT = day(2027)
SPANS = st.sampled_from([{}, {}, {}, {"valid_from": day(2024)}, {"valid_to": day(2025)}, {"valid_from": day(2028)}])


def firm() -> Desk:
    """Four people of whom two are one, two of us, two departments, and two deals with a chain each, one of them won."""
    desk = Desk.new()
    desk.write_all(*(item("team_member", one, name=one) for one in ("m", "n")))
    desk.write(
        *people(*PEOPLE),
        *(department(one) for one in ("x", "y")),
        *(opportunity(one) for one in ("o", "won")),
        chain("open", "o", status="active"),
        chain("past", "won", status="active"),
    )
    return desk


@st.composite
def record(draw: st.DrawFn) -> WriteItem:
    """Draw a record that names one or two people."""
    one, other = draw(st.permutations(PEOPLE))[:2]
    unit, member = draw(st.sampled_from("xy")), draw(st.sampled_from("mn"))
    of_chain = draw(st.sampled_from(["open", "past"]))
    made: Mapping[str, Mapping[str, Any]] = {
        "membership": {"person": one, "department": unit, "primary": draw(st.booleans())},
        "reporting_line": {"person": one, "manager": other, "line": draw(st.sampled_from(["solid", "dotted"]))},
        "influence": {"source": one, "target": other, "strength": 0.5},
        "conflict": {"people": [one, other]},
        "alliance": {"people": [one, other]},
        "stake": {"person": one, "chain": of_chain, "weight": draw(st.integers(0, 3))},
        "coverage": {
            "member": member,
            "target": {"kind": "person", "id": one},
            "duty": draw(st.sampled_from(["owner", "technical"])),
        },
    }
    dated: Mapping[str, Mapping[str, Any]] = {
        "interaction": {"at": day(2025), "channel": "call", "people": sorted({one, other})},
        "assessment": {"person": one, "attribute": "support", "value": 1, "observed_at": day(2025)},
        "closeness_note": {"person": one, "system": "crm", "score": 50, "at": day(2025)},
        "value_statement": {"opportunity": "o", "text": "We halve it.", "aimed_at": [one]},
        "action": {"what": "Call.", "person": one, "through": [other]},
    }
    kind = draw(st.sampled_from([*made, *dated]))
    if kind in dated:
        return written(kind, f"{kind}-{draw(st.integers(0, 2))}", dated[kind])
    return written(kind, None, {**made[kind], **draw(SPANS)})


def gap_about(desk: Desk, person: str, **fields: Any) -> WriteItem:
    """Return what is remembered of an overdue contact with somebody."""
    gap = hashed_gap_id(desk.id, "overdue-contact", [("person", person)], None)
    seen = {"rule": "overdue-contact", "people": [person], "first_seen": day(2024), "since": day(2025)}
    return written("gap_state", gap, {**seen, **fields})


def named(kind: str, row: Row) -> set[str]:
    """Return the people whom a row names."""
    resource, values = BY_KIND[kind], unnested(BY_KIND[kind], row)
    links = (*end_links(resource, values), *reference_links(resource, values))
    return {link.id for link in links if link.kind == "person"}


def rows_at(desk: Desk, instant: str) -> dict[Key, Row]:
    """Return what the account says at an instant, but of people."""
    kinds = [resource.kind for resource in ACCOUNT_RESOURCES if resource.kind != "person"]
    return {(kind, one): content(row) for kind in kinds for one, row in desk.at(kind, instant).items()}


def merge(desk: Desk) -> MergePlan:
    plan = plan_merge(desk.id, desk.book.every(desk.id), "a", "b", MERGED_AT)
    desk.now = MERGED_AT
    desk.write_all(*plan.items)
    return plan


@given(st.lists(record(), max_size=14), st.booleans())
def test_nothing_of_either_is_lost_and_before_all_is_as_it_was(items: list[WriteItem], wins: bool):
    desk = firm()
    for one in items:
        try:
            desk.write(one)
        except ServiceError:
            continue
    if wins:
        desk.write(item("opportunity", "won", status="won"))
    before = rows_at(desk, day(2026))
    standing = {
        key: rows[0]
        for key, rows in desk.book.every(desk.id).items()
        if key[0] != "person"
        and (lifetime_of(rows[0])[1] or LAST_INSTANT) > MERGED_AT
        and "a" in named(key[0], rows[0])
    }
    plan = merge(desk)
    assert rows_at(desk, day(2026)) == before
    assert sorted([*(key for key, _ in plan.moved), *(key for key, _ in plan.dropped)]) == sorted(standing)
    after = [(key[0], named(key[0], row)) for key, row in rows_at(desk, day(2030)).items()]
    assert not [kind for kind, people_named in after if "a" in people_named]
    for (kind, _), row in ((key, standing[key]) for key, _ in plan.moved):
        assert (kind, {"b" if one == "a" else one for one in named(kind, row)}) in after
    assert (desk.get("person", "a")["merged_into"], desk.lifetime("person", "a")[1]) == ("b", MERGED_AT)


def test_values_of_the_survivor_come_first_and_lists_are_joined():
    a = {
        "name": "Ada",
        "title": "CFO",
        "seniority": "vp",
        "mails": ["a@x", "b@x"],
        "external_ids": '{"crm":"1","sap":"2"}',
    }
    b = {"name": "A.", "seniority": "c_level", "mails": ["b@x"], "external_ids": '{"crm":"9"}'}
    found = merged_values(a, b)
    assert found.patch == {"title": "CFO", "mails": ["b@x", "a@x"], "external_ids": {"sap": "2"}}
    assert found.given_up == {"sap": None}
    assert (found.moved, found.dropped) == (("title", "mails", "external_ids/sap"), ("name", "seniority"))


def test_a_list_takes_over_as_much_as_it_has_room_for():
    full = {"name": "Ada", "phones": [f"+49 {n}" for n in range(20)]}
    found = merged_values({"name": "Ada", "phones": ["+86 1"]}, full)
    assert (found.patch["phones"], found.dropped) == (full["phones"], ("phones",))


def test_a_line_that_would_close_a_circle_is_dropped_and_said():
    desk = firm()
    desk.write(
        item("reporting_line", "up", person="b", manager="c"), item("reporting_line", "down", person="c", manager="a")
    )
    assert merge(desk).dropped == [(("reporting_line", "down"), "circle")]


def test_a_state_that_is_to_come_goes_over_too():
    desk = firm()
    desk.write(item("value_statement", "v", opportunity="o", text="We halve it.", aimed_at=["c"]))
    desk.write(item("value_statement", "v", at=day(2029), aimed_at=["a", "b"]))
    merge(desk)
    assert [desk.at("value_statement", day(year))["v"]["aimed_at"] for year in (2028, 2030)] == [["c"], ["b"]]


MUTE = {"by": "mia", "reason": "On leave.", "until": day(2030), "at": day(2025)}


def test_a_gap_about_one_goes_over_to_the_survivor_with_since_mute_and_whoever_is_on_it():
    desk = firm()
    old, new = (gap_about(desk, one).id or "" for one in ("a", "b"))
    answered = written("action", "call", {"what": "Call.", "person": "a", "gap": old})
    desk.write(gap_about(desk, "a", mute=MUTE), answered)
    plan = merge(desk)
    kept = {one: unnested(GAP_STATES, row) for one, row in desk.at("gap_state", day(2028)).items()}
    assert {one: state.get("closed_at") for one, state in kept.items()} == {old: MERGED_AT, new: None}
    assert (kept[new]["people"], kept[new]["since"], kept[new]["first_seen"]) == (["b"], day(2025), day(2024))
    assert kept[new]["mute"] == MUTE
    assert desk.at("action", day(2028))["call"]["gap"] == new
    assert [(key, plan.items[place].id) for key, place in plan.moved if key[0] == "gap_state"] == [
        (("gap_state", old), new)
    ]


def test_a_gap_that_both_have_is_open_since_the_earlier_and_keeps_the_mute_of_the_survivor():
    desk = firm()
    own = {**MUTE, "reason": "She retires."}
    said = {"by": "mia", "verdict": "known", "at": day(2025)}
    desk.write(gap_about(desk, "a", mute=MUTE, feedback=[said]), gap_about(desk, "b", since=day(2026), mute=own))
    merge(desk)
    state = unnested(GAP_STATES, desk.at("gap_state", day(2028))[gap_about(desk, "b").id or ""])
    assert (state["since"], state["first_seen"], state["mute"], state["feedback"]) == (
        day(2025),
        day(2024),
        own,
        [said],
    )


def test_a_gap_about_both_people_stays_behind():
    desk = firm()
    gap = hashed_gap_id(desk.id, "possible-duplicate", [("person", "a"), ("person", "b")], None)
    seen = {"rule": "possible-duplicate", "people": ["a", "b"], "first_seen": day(2024), "since": day(2025)}
    desk.write(written("gap_state", gap, seen))
    merge(desk)
    assert list(desk.at("gap_state", day(2028))) == [gap]
