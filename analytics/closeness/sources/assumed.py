"""Assumed closeness: what a simulation says of a pair, whatever was logged or asserted."""

from analytics.inputs.contacts import Pair
from schemas.rows.account_graph import AccountGraph


def assumed(account: AccountGraph, present: frozenset[str], members: frozenset[str]) -> dict[Pair, float]:
    """Return the closeness that a simulation assumes, of pairs of which both are there; empty outside of simulations.

    Examples
    --------
    >>> from schemas.rows.contacts import AssumedCloseness
    >>> account = AccountGraph("a1", "", "", 1, assumed_closeness=(AssumedCloseness("kim", "ada", 50.0),))
    >>> assumed(account, frozenset({"ada"}), frozenset({"kim"})), assumed(account, frozenset(), frozenset({"kim"}))
    ({('kim', 'ada'): 50.0}, {})
    """
    return {
        (each.member, each.person): each.value
        for each in account.assumed_closeness
        if each.member in members and each.person in present
    }
