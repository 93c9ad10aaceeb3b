"""Closeness of people, of the account and between groups, and the scopes of an answer."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given

from schemas.rows.contacts import MemberNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, member, person
from tests.unit.analytics.asked import closeness_analysis
from tests.unit.analytics.contacts import met, relationships, with_contacts

SETTINGS = AnalysisSettings()


def test_three_acquaintances_are_not_one_trust():
    contacts = [met(3, members="kim lea moe"), met(9, members="kim", depth=5)]
    answer = closeness_analysis(with_contacts(account("ada"), contacts, members="kim lea moe"), SETTINGS)
    (ada,) = answer.people
    values = sorted((row.closeness for row in answer.pairs), reverse=True)
    assert ada.closeness == values[0]
    assert ada.members == ("kim", "lea", "moe")
    assert ada.combined == pytest.approx(100 * (1 - math.prod(1 - value / 100 for value in values)))


def test_threads_count_how_evenly_closeness_is_spread():
    contacts = [met(3, "ada bo cy", "kim")]
    found = closeness_analysis(with_contacts(account("ada bo cy di"), contacts), SETTINGS).account
    assert [found.threads, found.threads_theirs, found.threads_ours] == pytest.approx([3, 3, 1])
    assert found.unknown.people == 1
    assert found.unknown.influence == pytest.approx(0.25)


def test_an_account_that_nobody_has_been_in_contact_with():
    found = closeness_analysis(account("ada bo"), SETTINGS).account
    assert (found.closeness, found.threads) == (None, None)
    assert set(found.reasons.values()) == {"no_interactions"}
    assert found.unknown.influence == pytest.approx(1)


def test_an_empty_account_is_an_answer():
    answer = closeness_analysis(account(""), SETTINGS)
    assert (answer.pairs, answer.people, answer.notes) == ((), (), ())
    assert set(answer.account.reasons.values()) == {"too_few_people"}
    assert (answer.account.unknown.influence, "unknown.influence" in answer.account.reasons) == (None, True)


def test_matrices_have_a_cell_for_each_group_that_met():
    people = [person("ada", seniority="director"), person("bo")]
    given_account = with_contacts(
        account(people, memberships=[member("ada", "it")]), [met(3, "ada", "kim"), met(3, "bo", "kim lea")]
    )
    mates = (MemberNode("kim", unit="Sales", seniority="manager"), MemberNode("lea"))
    found = closeness_analysis(replace(given_account, members=mates), SETTINGS).matrices
    assert [(cell.unit, cell.department, cell.count) for cell in found.departments] == [
        ("Sales", "it", 1),
        ("Sales", None, 1),
        (None, None, 1),
    ]
    assert [(cell.ours, cell.theirs) for cell in found.seniority] == [
        ("manager", "director"),
        ("manager", "unknown"),
        ("unknown", "unknown"),
    ]
    assert len(found.people) == 3


@given(relationships())
def test_a_department_filters_the_answer_and_not_the_graph(drawn):
    assume(drawn.memberships)
    unit = drawn.memberships[0].department
    whole = {(row.member, row.person): row for row in closeness_analysis(drawn, SETTINGS).pairs}
    part = closeness_analysis(drawn, SETTINGS, department=unit)
    assert all(row == whole[row.member, row.person] for row in part.pairs)
    assert {row.person for row in part.pairs} <= {row.id for row in part.people}


# The records that it rests on


@given(relationships())
def test_the_records_that_a_pair_rests_on_are_enough_for_its_numbers(drawn):
    for row in closeness_analysis(drawn, SETTINGS, explain=True).pairs:
        assert row.rests_on is not None
        named = set(row.rests_on.assessments) | set(row.rests_on.key_player)
        alone = replace(
            drawn,
            interactions=tuple(each for each in drawn.interactions if each.id in row.rests_on.interactions),
            assessments=tuple(each for each in drawn.assessments if each.id in named),
            coverages=tuple(each for each in drawn.coverages if each.id in row.rests_on.coverages),
        )
        again = {(one.member, one.person): one for one in closeness_analysis(alone, SETTINGS, explain=True).pairs}
        assert again[row.member, row.person] == row


def test_records_are_named_only_on_request():
    given_account = with_contacts(account("ada"), [met(3)])
    assert "rests_on" not in closeness_analysis(given_account, SETTINGS).model_dump_json()
    assert "rests_on" in closeness_analysis(given_account, SETTINGS, explain=True).model_dump_json()
