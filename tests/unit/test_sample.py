"""The sample book is sound and invented: every line as the store wants it, every name once, no address of anybody."""

from collections import Counter

import pytest

from app.sample.loading import FILES
from graph.ledger.edge_ids import relation_of
from graph.ledger.stored_form import flat_item
from schemas.links import end_links, reference_links
from schemas.registry import RESOURCES
from tests.unit.sample_book import (
    ACCOUNTS,
    AS_OF,
    HALDEN,
    KINDS,
    SAMPLE,
    SUZHOU,
    YUNHE,
    bodies,
    data_of,
    first_items,
    items,
)

RESERVED = {"example.com", "example.org", "example.net"}
"""Domains that nobody can own, by RFC 2606."""

every = pytest.mark.parametrize("name", ACCOUNTS)
parents = pytest.mark.parametrize("name", [HALDEN, YUNHE])


def is_defined(name: str, kind: str, record: str) -> bool:
    """Whether a record is of the same file, or of the book."""
    return any(record == body["id"] and kind == body["kind"] for body in (*bodies(name), *bodies("our_side")))


def test_every_sample_is_loaded_and_what_others_name_comes_first():
    assert sorted(path.stem for path in SAMPLE.glob("*.ndjson")) == sorted(FILES)
    assert FILES[0] == "our_side"
    assert FILES.index(HALDEN) < FILES.index(SUZHOU)
    assert FILES[-1] == "account_ties"


@pytest.mark.parametrize("name", ["our_side", "account_ties"])
def test_what_is_of_the_book_names_no_account_of_its_own(name):
    kinds = [body["kind"] for body in bodies(name)]
    assert not any("account_id" in body for body in bodies(name))
    assert kinds == sorted(kinds, key=KINDS.index)


def test_every_kind_of_record_has_something_to_look_at():
    writable = [resource for resource in RESOURCES if not resource.read_only]
    scopes = {"our_side": {"book", "self"}, HALDEN: {"account"}, SUZHOU: {"account"}, YUNHE: {"account"}}
    for name, wanted in scopes.items():
        found = {body["kind"] for body in bodies(name)} | {"account_tie", "setting", "account"}
        assert {resource.kind for resource in writable if resource.scope in wanted} <= found, name


@every
def test_every_line_is_a_sound_item_of_one_account_in_the_order_of_the_kinds(name):
    kinds = [body["kind"] for body in bodies(name) if "effective_at" not in body]
    assert len(items(name)) == len(bodies(name))
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds.count("account") == 1
    assert {body["account_id"] for body in bodies(name)} == {bodies(name)[0]["id"]}
    assert all(set(body) - {"effective_at"} == {"account_id", "kind", "id", "data"} for body in bodies(name))


@every
def test_what_changed_later_comes_after_what_was_written_first(name):
    later = ["effective_at" in body for body in bodies(name)]
    assert later == sorted(later)
    known = {(item.resource.kind, item.id) for item in first_items(name)}
    assert {(item.resource.kind, item.id) for item in items(name)} == known


@every
def test_ids_relations_and_names_are_unique(name):
    ids = Counter((item.resource.kind, item.id) for item in first_items(name))
    relations = Counter(
        relation_of(item.resource, flat_item(item).data) for item in first_items(name) if item.resource.is_relation
    )
    names = Counter((item.resource.kind, item.data["name"]) for item in first_items(name) if item.resource.named)
    assert max(ids.values()) == max(relations.values()) == max(names.values()) == 1


@every
def test_what_is_needed_is_there_and_edges_join_two_records_of_the_file(name):
    for item in first_items(name):
        resource = item.resource
        assert all(item.data.get(field) is not None for field in resource.required), item
        data = flat_item(item).data
        ends = [link.key for link in end_links(resource, data)]
        parts = [link.key for link in reference_links(resource, data)]
        assert all(is_defined(name, *key) for key in [*ends, *parts]), item
        assert len(set(ends)) == len(ends), item


@every
def test_nobody_has_two_solid_lines_and_no_line_leads_back(name):
    solid = [line for line in data_of(name, "reporting_line").values() if line["line"] == "solid"]
    manager_of = {line["person"]: line["manager"] for line in solid}
    assert len(manager_of) == len(solid)
    for person in manager_of:
        above = [person]
        while (manager := manager_of.get(above[-1])) is not None:
            assert manager not in above
            above.append(manager)


@parents
def test_everybody_but_outsiders_has_one_primary_department(name):
    primary = Counter(edge["person"] for edge in data_of(name, "membership").values() if edge["primary"])
    insiders = {person for person, data in data_of(name, "person").items() if data["kind"] != "external"}
    assert primary == Counter(insiders)


@parents
def test_whoever_left_holds_nothing_any_more(name):
    gone = {person: data["left_at"] for person, data in data_of(name, "person").items() if data["status"] == "left"}
    assert len(gone) == 1
    held = [
        item.data["valid_to"] == gone[link.id]
        for item in items(name)
        for link in end_links(item.resource, flat_item(item).data)
        if link.kind == "person" and link.id in gone
    ]
    assert all(held)
    assert len(held) >= 3


@pytest.mark.parametrize("name", ["our_side", *ACCOUNTS])
def test_every_mail_domain_is_reserved(name):
    people = (*data_of(name, "person").values(), *data_of(name, "team_member").values())
    mails = [mail for data in people for mail in (*data.get("mails", ()), *filter(None, [data.get("mail")]))]
    assert mails
    assert {mail.partition("@")[2] for mail in mails} <= RESERVED


@every
def test_nothing_happened_after_the_day_of_the_story(name):
    dated = [item.data[item.resource.dated] for item in items(name) if item.resource.dated]
    changed = [item.effective_at for item in items(name) if item.effective_at]
    assert max([*dated, *changed]) < AS_OF


@parents
def test_a_planner_finds_every_kind_of_person_and_line(name):
    people = data_of(name, "person").values()
    assert sum(data["kind"] == "placeholder" and not data.get("vacant") for data in people) == 2
    assert sum(bool(data.get("vacant")) for data in people) == 1
    assert all("external_kind" in data for data in people if data["kind"] == "external")
    assert Counter(data["line"] for data in data_of(name, "reporting_line").values())["dotted"] == 2
    assert any(data.get("part_of") for data in data_of(name, "department").values())
