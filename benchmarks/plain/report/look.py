"""One account as the rules of the plain way look at it: numbers and the words that rules share, each computed once."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import networkx as nx

from benchmarks.plain.account import Numbers, nearest, numbers_by_loops
from benchmarks.plain.closeness import Pair, sorted_into_pairs
from benchmarks.plain.influence import influence_graph, shares_in
from schemas.instants import instant_text
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

TREND_DAYS = 30


class Look:
    """An account of tier A without levels, departments, deals and duties, and with all of its people there."""

    def __init__(self, account: AccountGraph, settings: AnalysisSettings) -> None:
        self.account = account
        self.now = datetime.fromisoformat(account.as_of)
        self.graph = influence_graph(account, settings)
        self.numbers: Numbers = numbers_by_loops(account, settings, shares_in(self.graph, settings))
        self.keys, self.near, self.shares = self.numbers.keys, self.numbers.near, self.numbers.shares
        self.support = {
            who: float(word) for (who, about), (word, *_) in self.numbers.beliefs.items() if about == "support"
        }
        self.supportive = {who for who, value in self.support.items() if value >= 1}
        self.covered = {who for who, value in self.near.items() if round(value, 12) >= 25}
        self.brokerage = nx.betweenness_centrality(self.graph, weight="length")
        self.most_influential = foremost(self.shares)
        self.important = self.keys | set(self.most_influential)
        self.closest = _members_by_closeness(self.numbers)
        self.closest_of_us = _closest_of_us(self.numbers.closeness)
        self.before = self._near_before(settings)

    def _near_before(self, settings: AnalysisSettings) -> dict[str, float]:
        """Return how close we were to each person when trends begin, with the cadences of now."""
        then = replace(self.account, as_of=instant_text(self.now - timedelta(days=TREND_DAYS)))
        return nearest(sorted_into_pairs(then, settings, self.keys))

    def cadence(self, person: str) -> float:
        """Return the days from contact to contact that are aimed at."""
        settings = self.numbers.settings
        return settings.cadence_a_key if person in self.keys else settings.cadence_a

    def next_contact(self, person: str) -> datetime | None:
        """Return when a person is to be met again; nobody was ever met: None."""
        met = self.numbers.last_met.get(person)
        return datetime.fromisoformat(met.at) + timedelta(days=self.cadence(person)) if met else None


def ranked(values: Mapping[str, float]) -> list[str]:
    """Return ids by value, the largest first; equal ones by id."""
    return sorted(values, key=lambda each: (-round(values[each], 12), each))


def foremost(values: Mapping[str, float]) -> list[str]:
    """Return the first tenth; nobody among fewer than eight."""
    return ranked(values)[: math.ceil(len(values) / 10)] if len(values) >= 8 else []


def rung(closeness: float | None) -> str:
    """Return a closeness in words."""
    if not closeness:
        return "unknown"
    steps = {"interdependent": 75, "trusted": 50, "known": 25}
    return next((word for word, least in steps.items() if round(closeness, 12) >= least), "acquainted")


def _members_by_closeness(numbers: Numbers) -> dict[str, list[str]]:
    found: dict[str, dict[str, float]] = {}
    for (member, person), value in numbers.closeness.items():
        found.setdefault(person, {})[member] = value
    return {person: ranked(members) for person, members in found.items()}


def _closest_of_us(closeness: Mapping[Pair, float]) -> str | None:
    return min(closeness, key=lambda pair: (-closeness[pair], pair))[0] if closeness else None
