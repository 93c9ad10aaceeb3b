"""What a snapshot says of an account is what the answers about it say."""

import json
from dataclasses import replace

import pytest

from analytics.answers.beliefs import beliefs_analysis
from analytics.answers.gaps import gaps_analysis
from analytics.answers.health import health_analysis
from analytics.context import Context
from analytics.deals import active_chains
from analytics.gaps.catalogue.examples import examples_of
from analytics.gaps.catalogue.registry import BY_ID, RULES
from app.messages.readable_names import ReadableNames
from app.messages.sentences import LANGUAGES
from graph.snapshots.stored_form import details_of, row_of
from schemas.reports.snapshot import Snapshot
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import CoverageEdge
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import NOW, account, line
from tests.unit.analytics.contacts import said, with_contacts
from tests.unit.analytics.rich_account import rich
from tests.unit.gaps.sample_accounts import account as sample_account
from tests.unit.gaps.sample_accounts import stage_models
from tests.unit.sample_book import ACCOUNTS
from tests.unit.snapshots.taking import DATE, of_sample, taken, taken_by_all_rules


def context_of(name: str, chain: str | None = None) -> Context:
    return Context(sample_account(name), AnalysisSettings(), chain)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_health_is_that_of_the_answer_about_health(name):
    answer, found = health_analysis(context_of(name), stage_models()), of_sample(name)
    assert (found.health, found.grade, found.components) == (answer.health, answer.grade, answer.components)
    assert found.reasons == {field: why for field, why in answer.reasons.items() if field != "change"}
    assert found.weights == answer.parts.weights
    assert found.people == len(answer.parts.people)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_whoever_of_us_a_sentence_names_is_among_the_members_by_whom_an_erasure_finds_it(rule):
    example = examples_of(rule).fires
    found = taken_by_all_rules(example.account, example.models)
    text = found.model_dump_json()
    team = (*example.account.members, *example.account.assignees)
    assert {member.id for member in team if member.name and member.name in text} <= set(row_of(found)["members"])


@pytest.mark.parametrize("name", ACCOUNTS)
def test_what_is_listed_beside_a_snapshot_is_what_its_text_says(name):
    found = of_sample(name)
    row, details = row_of(found), details_of(json.loads(found.model_dump_json()))
    assert {field: row[field] for field in details} == details


@pytest.mark.parametrize("name", ACCOUNTS)
def test_a_snapshot_is_as_if_each_of_its_parts_had_been_looked_at(name):
    text = of_sample(name).model_dump_json()
    assert Snapshot.model_validate_json(text).model_dump_json() == text
    assert Snapshot.model_validate_json(text) == of_sample(name)


def test_whom_only_a_finding_names_is_among_them_too():
    known_by_one = examples_of(BY_ID["level-mismatch"]).fires.account
    colleague = known_by_one.members[1]._replace(seniority="specialist")
    together = tuple(meeting._replace(members=("kim", "lea")) for meeting in known_by_one.interactions)
    members = (known_by_one.members[0], colleague)
    found = taken_by_all_rules(replace(known_by_one, members=members, interactions=together))
    [gap] = [each for each in found.gaps if each.rule == "level-mismatch"]
    assert gap.finding.en.startswith("Kim Vale, Lea Roth are the only ones of us")
    acting = {each.member for each in found.gaps} | {each.member for each in found.contacts_due}
    assert "lea" not in {found.owner, *acting}
    assert row_of(found)["members"] == ["kim", "lea"]


@pytest.mark.parametrize("name", ACCOUNTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_are_those_of_the_answer_about_gaps_in_both_languages(name, language):
    answer, found = gaps_analysis(context_of(name), stage_models(), ReadableNames(language).say), of_sample(name)
    asked = [
        (
            *(gap.id, gap.rule, gap.severity, gap.priority, gap.scope, gap.chain, gap.finding),
            *((gap.action.sentence, gap.action.member, gap.action.due) if gap.action else (None, None, None)),
        )
        for gap in answer.gaps
    ]
    listed = [
        (
            *(gap.id, gap.rule, gap.severity, gap.priority, gap.scope, gap.chain, getattr(gap.finding, language)),
            *(getattr(gap.action, language) if gap.action else None, gap.member, gap.due),
        )
        for gap in found.gaps
    ]
    assert listed == asked
    assert (found.profile, found.counts.model_dump()) == (answer.profile, dict(answer.counts.by_severity))


@pytest.mark.parametrize("name", ACCOUNTS)
def test_stale_beliefs_are_those_that_the_answer_about_beliefs_calls_stale(name):
    chains = sorted(active_chains(sample_account(name)))
    asked = {
        (belief.person, belief.attribute, chain)
        for chain in (None, *chains)
        for belief in beliefs_analysis(context_of(name, chain)).beliefs
        if belief.stale and not belief.pooled and not belief.inherited and belief.attribute != "rung"
    }
    listed = [(each.person, each.attribute, each.chain) for each in of_sample(name).stale_beliefs]
    assert {each for each in listed if each[1] != "rung"} == asked
    assert len(listed) == len(set(listed))


def test_a_closeness_that_anybody_confirmed_lately_is_not_stale():
    words = [said("rung", "trusted", 200, member="kim"), said("rung", "known", 200, person="bo", member="kim")]
    fresh = said("rung", "known", 10, by="lea", member="lea")
    found = taken(with_contacts(account("ada bo"), assessments=[*words, fresh]))
    assert [(each.person, each.attribute, each.days) for each in found.stale_beliefs] == [("bo", "rung", 200.0)]
    assert found.stale_beliefs[0].last_at == words[1].observed_at


def test_lines_that_cannot_be_are_said_whatever_a_profile_looks_at():
    lines = [line("ada", "bo"), line("bo", "ada"), line("ada", "ada"), line("cy", "ada"), line("cy", "bo")]
    found = taken(account("ada bo cy", lines=lines))
    assert found.profile == "starter"
    assert [(each.rule, each.people) for each in found.structure] == [
        ("self-line", ("ada",)),
        ("reporting-cycle", ("ada", "bo")),
        ("two-solid-managers", ("cy",)),
    ]
    assert all(each.finding.en != each.finding.zh for each in found.structure)


def test_of_an_account_without_people_every_number_is_null_with_its_reason():
    found = taken(AccountGraph("a1", NOW, NOW, 1, name="Acme"))
    assert (found.name, found.people, found.health, found.grade) == ("Acme", 0, None, None)
    assert set(found.reasons) == {"health", "grade", *(f"components.{name}" for name in found.components.__dict__)}
    assert (found.owner, found.owner_name, found.contacts_due, found.stale_beliefs) == (None, None, (), ())


def test_the_owner_is_whoever_covers_the_account_as_its_owner_and_is_still_with_us():
    duties = [
        CoverageEdge("v1", "kim", "account", "a1", "technical"),
        CoverageEdge("v2", "lea", "account", "a1", "owner"),
    ]
    owned = with_contacts(account("ada"), coverages=duties)
    assert (taken(owned).owner, taken(owned).owner_name) == ("lea", "Lea")
    left = tuple(member._replace(status="left") if member.id == "lea" else member for member in owned.members)
    assert taken(replace(owned, members=left)).owner is None


def test_the_same_account_gives_the_same_bytes_and_they_are_read_back_as_they_were():
    first, second = taken(rich()).model_dump_json(), taken(rich()).model_dump_json()
    assert first == second
    assert Snapshot.model_validate_json(first).model_dump_json() == first
    assert Snapshot.model_validate_json(first).date == DATE
