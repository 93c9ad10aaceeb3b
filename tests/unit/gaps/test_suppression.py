"""Gaps of one cause are reported once, however few of the others are looked at to find them."""

import pytest

from analytics.gaps.gap import Gap
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from analytics.gaps.suppression import HIDING, causes
from tests.unit.gaps.sample_accounts import account, looked_at
from tests.unit.sample_book import ACCOUNTS


def causes_of_every_pair(gaps: list[Gap], deals: dict[str, str]) -> dict[str, str]:
    """Return who hides whom as the definition reads: each cause, in the order of rules, looks at all others."""
    found: dict[str, str] = {}
    order = list(HIDING)
    for cause in sorted(
        (g for g in gaps if g.rule in HIDING), key=lambda g: (order.index(g.rule), g.chain is not None)
    ):
        if cause.id not in found:
            hidden = [other for other in gaps if other.id != cause.id and HIDING[cause.rule](cause, other, deals)]
            found |= {other.id: cause.id for other in hidden if other.id not in found}
    return found


@pytest.mark.parametrize("name", ACCOUNTS)
def test_looking_only_at_gaps_near_a_cause_finds_what_looking_at_every_pair_finds(name):
    gaps = list(find_gaps(looked_at(name), FULL).all)
    deals = {chain.id: chain.opportunity for chain in account(name).chains}
    found = {hidden: cause.id for hidden, cause in causes(gaps, deals).items()}
    assert list(found.items()) == list(causes_of_every_pair(gaps, deals).items())
    assert found
