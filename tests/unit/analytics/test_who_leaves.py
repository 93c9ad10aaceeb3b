"""Who leaves us covers nobody, and everybody on both sides is ranked by what would be lost with them."""

from dataclasses import replace

import pytest

from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, person
from tests.unit.analytics.asked import closeness_analysis, coverage_analysis, health_analysis
from tests.unit.analytics.contacts import covers, met, with_contacts

SETTINGS = AnalysisSettings()


def of_kim_and_lea(status: str, **fields):
    """Ada, whom both know; kim alone agreed on a cadence, or an aim, with her."""
    contacts = [met(day, "ada", who, depth=4) for day in (3, 40, 80, 150) for who in ("kim", "lea")]
    firm = with_contacts(account("ada bo"), contacts, (), [covers("kim", "ada", **fields)])
    members = tuple(each._replace(status=status if each.id == "kim" else "active") for each in firm.members)
    return replace(firm, members=members)


@pytest.mark.parametrize("fields", [{"cadence_days": 10}, {"desired_rung": "interdependent"}])
def test_who_left_us_covers_nobody(fields):
    """The usual cadence (180 days without a tier) and rung (known: 25) hold where only a leaver said another."""
    with_kim, without = (coverage_analysis(of_kim_and_lea(status, **fields), SETTINGS) for status in ("active", "left"))
    pairs = [closeness_analysis(of_kim_and_lea(status, **fields), SETTINGS).pairs for status in ("active", "left")]
    assert {pair.cadence_days for pair in pairs[0]} == {float(fields.get("cadence_days", 180))}
    assert {pair.cadence_days for pair in pairs[1]} == {180.0}
    assert (with_kim.people[0].target, without.people[0].target) == (75.0 if "desired_rung" in fields else 25.0, 25.0)


@pytest.mark.parametrize("fields", [{"cadence_days": 10}, {"desired_rung": "interdependent"}])
def test_whoever_leaves_is_missed_by_the_numbers_that_hold_once_they_have_left(fields):
    """What `losses` says of kim is the coverage of the account in which kim has left."""
    now, then = (health_analysis(of_kim_and_lea(status, **fields), SETTINGS) for status in ("active", "left"))
    (kim,) = (row for row in now.parts.losses if row.id == "kim")
    assert kim.coverage == pytest.approx(then.components.coverage, abs=1e-9)


def test_everybody_is_ranked_by_what_would_be_lost_with_their_names():
    contacts = [met(day, "ada", "kim", depth=4) for day in (3, 40)] + [met(5, "bo", "lea")]
    firm = with_contacts(account([person("ada", title="Buyer"), person("bo")]), contacts)
    parts = health_analysis(firm, SETTINGS).parts
    rows = [(row.side, row.name, row.title) for row in parts.losses]
    assert sorted(rows) == [
        ("ours", "Kim", None),
        ("ours", "Lea", None),
        ("theirs", "Ada", "Buyer"),
        ("theirs", "Bo", None),
    ]
    lost = [row.coverage_lost for row in parts.losses]
    assert lost == sorted(lost, reverse=True)
    worst = {side: next(row for row in parts.losses if row.side == side) for side in ("ours", "theirs")}
    assert [worst[side].id for side in ("ours", "theirs")] == [each.id for each in (parts.ours, parts.theirs) if each]
