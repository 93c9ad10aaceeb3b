"""A system that says nothing of a field any more clears what it said itself, state by state, and nothing else."""

from dataclasses import replace

import pytest

from graph.ledger.provenance import said_by
from graph.ledger.stored_form import external_ids
from schemas.instants import LAST_INSTANT
from tests.contract.items import line, patch, people, person
from tests.contract.ledgers import day


def imported(item, *silent, source="crm", **how):
    """Return an item as an import of a system writes it, silent about some fields."""
    return replace(item, source=source, silent=silent, **how)


@pytest.fixture
def ada(account):
    """A person with a title and a mail that the CRM said."""
    account.write(imported(person("ada", title="CFO", mails=["a@example.com"])))
    return account


def test_what_it_said_is_cleared_and_named(ada):
    result = ada.write_one(imported(person("ada"), "title", "mails", "phones"))
    assert (result.outcome, result.cleared, result.left) == ("updated", ("title", "mails"), ())
    assert "title" not in ada.get("person", "ada")
    assert ada.at("person", day(2020))["ada"]["title"] == "CFO"


@pytest.mark.parametrize("other", ["", "erp"])
def test_what_others_said_since_is_left_and_named(ada, other):
    ada.write(imported(patch("person", "ada", title="Head"), source=other))
    result = ada.write_one(imported(person("ada"), "title"))
    assert (result.outcome, result.cleared, result.left) == ("unchanged", (), ("title",))


def test_who_repeats_what_is_stored_says_nothing_new(ada):
    assert ada.write_one(patch("person", "ada", title="CFO")).outcome == "unchanged"
    ada.write(imported(patch("person", "ada", title="CFO"), source="erp"))
    assert ada.write_one(imported(person("ada"), "title", source="erp")).left == ("title",)
    assert ada.write_one(imported(person("ada"), "title")).cleared == ("title",)


def test_each_state_is_judged_by_who_said_it(ada):
    ada.write(patch("person", "ada", title="Head", at=day(2030)))
    ada.write(patch("person", "ada", phones=["+1 555 0100"], at=day(2029)))
    ada.write(imported(person("ada"), "title"))
    titles = [ada.at("person", day(year))["ada"].get("title") for year in (2020, 2028, 2031)]
    assert titles == ["CFO", None, "Head"]


def test_what_a_person_corrected_is_theirs_also_before(ada):
    ada.write(patch("person", "ada", title="CEO", correction=True))
    assert ada.write_one(imported(person("ada"), "title", correction=True)).left == ("title",)


def test_entries_of_external_ids_stand_for_themselves(account):
    account.write(imported(person("ada", external_ids={"crm": "7", "erp": "1"})))
    account.write(patch("person", "ada", external_ids={"erp": "2"}))
    result = account.write_one(imported(person("ada"), "external_ids/crm", "external_ids/erp"))
    assert (result.cleared, result.left) == (("external_ids/crm",), ("external_ids/erp",))
    assert external_ids(account.get("person", "ada")) == {"erp": "2"}


def test_nothing_is_noted_of_what_people_write(account):
    account.write(person("ada", title="CFO"), person("bo"))
    account.write(patch("person", "ada", title="CEO"))
    assert "said_by" not in account.get("person", "ada")
    account.write(imported(patch("person", "ada", title="CFO")))
    assert said_by(account.get("person", "ada")) == {"title": "crm"}


def test_a_record_that_is_not_there_is_not_made_of_silence(account):
    result = account.write_one(imported(replace(person("ada"), data={}), "title", expects="known"))
    assert (result.outcome, account.at("person")) == ("unchanged", {})


def test_an_edge_that_begins_now_is_not_of_the_past_unless_another_was_before(account):
    account.write(*people("ada", "bo", "cy"))
    account.write(imported(line("bo", "ada"), begins_now=True))
    assert account.at("reporting_line", day(2020)) == {}
    [first] = account.at("reporting_line", LAST_INSTANT).values()
    end = replace(line("bo", "ada"), action="end", effective_at=day(2027))
    account.write(end, imported(line("bo", "cy"), begins_now=True))
    assert first["valid_from"] is not None
    assert [row["manager"] for row in account.at("reporting_line", day(2028)).values()] == ["cy"]
    assert [row["valid_from"] for row in account.at("reporting_line", day(2028)).values()] == [day(2027)]
