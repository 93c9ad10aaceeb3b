"""A Salesforce export of 185 accounts, as its README counts it, imported by the shipped mapping."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
import pytest_asyncio

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.gaps.profiles import BUILT_IN, Profile
from app.analysis.evidence import read_evidence, with_earlier, with_rules
from graph.store import Store
from tests.data.importing import created, imported, reasons, records, revisions
from tests.data.shared_folders import copy_of, read_rows, write_rows
from tests.unit.analytics.asked import closeness_analysis, coverage_analysis, influence_analysis, network_analysis

FOLDER = "crm_salesforce_shape"
AS_OF = "2026-07-01T00:00:00.000000Z"


@pytest_asyncio.fixture(scope="module")
async def export(own_data, service_clock, tmp_path_factory: pytest.TempPathFactory):
    """The export in a store of its own, imported once."""
    folder = copy_of(FOLDER, tmp_path_factory.mktemp("salesforce") / "export")
    store = await Store.open(own_data, service_clock)
    rehearsed = await imported(store, folder, dry_run=True)
    accounts_after_rehearsal = len(await records(store, "account"))
    report = await imported(store, folder)
    yield SimpleNamespace(
        store=store, folder=folder, report=report, rehearsed=rehearsed, left_by_rehearsal=accounts_after_rehearsal
    )
    await store.close()


async def test_it_gives_as_many_records_as_its_readme_counts(export):
    counts = created(export.report)
    assert (counts["account"], counts["person"], counts["opportunity"], counts["stake"]) == (185, 701, 741, 42)
    assert counts["chain"] == 28, "only 28 of 741 opportunities have any role"
    assert export.report.external_people["created"] == 30, (
        "35 roles are of people of other accounts, 30 of them distinct"
    )
    assert (export.report.rows, export.report.rejected) == (185 + 701 + 741 + 42, 0)
    assert reasons(export.folder) == {}


@pytest.mark.parametrize("profile", BUILT_IN)
async def test_every_open_deal_past_the_first_stage_has_no_chain_and_is_reported_once(export, profile):
    """Of each account nobody's stake is known either; `starter` lists five gaps and counts the others."""
    rows = read_rows(export.folder / "Opportunity.csv")
    past = [row for row in rows if row["StageName"] not in {"Prospecting", "Closed Won", "Closed Lost"}]
    assert (len(rows), len(past)) == (741, 397)
    by_account, reported, listed = Counter(row["AccountId"] for row in past), Counter[str](), {}
    for account in await records(export.store, "account"):
        found = await gaps_of(export.store, account["id"], BUILT_IN[profile])
        reported.update(gap.subjects[0].id for gap in found.all if gap.rule == "chain-missing")
        listed[account["id"]] = len(found.shown)
    assert reported == Counter(row["Guid"] for row in past)
    most = BUILT_IN[profile].most or len(rows)
    assert listed == {account: min(1 + by_account[account], most) for account in listed}
    counts = sorted(listed.values())
    assert (len(counts), counts[92], counts[175]) == (185, 3, 5), "the median and the 95th percentile"


async def gaps_of(store: Store, account: str, profile: Profile) -> Gaps:
    snapshot = await store.repository.snapshot(account, AS_OF)
    evidence = await with_rules(store, await read_evidence(store, snapshot))
    return find_gaps(GapContext(Context(evidence.graph, evidence.settings), evidence.stage_models), profile)


async def test_a_dry_run_foretells_exactly_what_is_stored_and_stores_nothing(export):
    assert export.left_by_rehearsal == 0
    assert export.rehearsed.kinds == export.report.kinds
    assert export.rehearsed.external_people == export.report.external_people


async def test_a_second_import_changes_nothing(export):
    before = await revisions(export.store)
    for dry_run in (True, False):
        report = await imported(export.store, export.folder, dry_run=dry_run)
        assert {name: count for name, count in report.outcomes.items() if count} == {
            "unchanged": sum(export.report.outcomes.values())
        }
    assert await revisions(export.store) == before


async def test_a_newer_export_changes_exactly_the_rows_that_were_altered(export, tmp_path):
    folder = altered(export.folder, tmp_path / "newer")
    before = await revisions(export.store)
    rehearsed = await imported(export.store, folder, dry_run=True)
    report = await imported(export.store, folder)
    changed = {kind: counts["updated"] for kind, counts in report.kinds.items() if counts["updated"]}
    assert changed == {"account": 2, "person": 4, "opportunity": 3, "stake": 1}
    assert (report.outcomes["created"], report.outcomes["ended"]) == (0, 0)
    assert rehearsed.outcomes == report.outcomes
    after = await revisions(export.store)
    assert {after[one] - before[one] for one in after} <= {0, 1, 2}
    await imported(export.store, export.folder)


def altered(source: Path, target: Path) -> Path:
    """Return a copy of an export with ten rows altered."""
    target.mkdir()
    changes = {
        "Account": [("Name", 2)],
        "Contact": [("LastName", 4)],
        "Opportunity": [("Name", 3)],
        "OpportunityContactRole": [("Role", 1)],
    }
    for name, [(column, count)] in changes.items():
        rows = read_rows(source / f"{name}.csv")
        for row in rows[5 : 5 + count]:
            row[column] = "Evaluator" if column == "Role" else f"{row[column]} altered"
        write_rows(target / f"{name}.csv", rows)
    return target


async def test_a_role_of_a_contact_of_another_account_makes_an_outsider_who_says_who_they_are(export):
    contacts = {row["Guid"]: row for row in read_rows(export.folder / "Contact.csv")}
    deals = {row["Guid"]: row for row in read_rows(export.folder / "Opportunity.csv")}
    roles = read_rows(export.folder / "OpportunityContactRole.csv")
    role = next(r for r in roles if contacts[r["ContactId"]]["AccountId"] != deals[r["OpportunityId"]]["AccountId"])
    home, away = contacts[role["ContactId"]]["AccountId"], deals[role["OpportunityId"]]["AccountId"]
    outsider = next(one for one in await records(export.store, "person", away) if one["id"] == role["ContactId"])
    assert outsider["kind"] == "external"
    assert outsider["identity"] == f'{{"account":"{home}","person":"{role["ContactId"]}"}}'
    assert role["ContactId"] in {one["person"] for one in await records(export.store, "stake", away)}


async def test_titles_give_seniority_and_department_and_unknown_is_not_guessed(export):
    titles = {row["Guid"]: row for row in read_rows(export.folder / "Contact.csv")}
    found = {}
    for account in list(await revisions(export.store)):
        members = {one["person"]: one["department"] for one in await records(export.store, "membership", account)}
        for person in await records(export.store, "person", account):
            if person.get("kind") != "external":
                row = titles[person["id"]]
                found[row["Title"], row["Department"]] = (person.get("seniority"), members.get(person["id"]))
    assert found["Vice President, IT", "#N/A"] == ("vp", "it")
    assert found["CFO", "#N/A"] == ("c_level", "finance")
    assert found["SVP", "#N/A"] == ("vp", None)
    assert found["Client", "#N/A"] == (None, None)


async def test_every_deal_with_roles_has_one_draft_chain_a_won_one_too(export):
    states = set()
    for account in list(await revisions(export.store)):
        deals = {one["id"]: one["status"] for one in await records(export.store, "opportunity", account)}
        chains = await records(export.store, "chain", account)
        states |= {(deals[chain["opportunity"]], chain["status"]) for chain in chains}
    assert states == {("won", "draft"), ("open", "draft")}


async def test_every_analysis_answers_for_every_account_and_says_what_it_cannot_know(export):
    people = 0
    for account in sorted(await revisions(export.store)):
        snapshot = await export.store.repository.snapshot(account, AS_OF)
        given = await with_earlier(export.store, await read_evidence(export.store, snapshot))
        influence = influence_analysis(given.graph, given.settings)
        closeness = closeness_analysis(given.graph, given.settings, given.earlier)
        coverage = coverage_analysis(given.graph, given.settings)
        network = network_analysis(given.graph, given.settings, "reporting-lines")
        assert {row.id for row in influence.people} == {row.id for row in closeness.people}
        assert network.account.people == len(influence.people) == len(coverage.people)
        people += len(influence.people)
        assert closeness.account.closeness is None, "an export of these files has no contact"
        assert coverage.account.coverage == (0 if influence.people else None)
    assert people == 701 + 30
