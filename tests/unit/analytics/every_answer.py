"""Every analysis of one account that can be computed without a store."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar, get_args

from analytics.answers.duplicates import duplicates_analysis
from analytics.answers.gaps import gaps_analysis
from analytics.answers.plans import plan_analysis
from analytics.answers.timeline import Page
from analytics.context import Context
from schemas.analysis.answer import Answer
from schemas.analysis.network import Relation
from schemas.analysis.plans import PlanBody
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics import asked
from tests.unit.analytics.contacts import ago
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.edge_cases import EDGE_CASES

Kind = TypeVar("Kind", bound=Answer)

SETTINGS = AnalysisSettings()
PAGE = Page(5, None, str)


def every_answer(account: AccountGraph, *, people: int = 3) -> Iterator[Answer]:
    """Yield all analyses, with and without a chain, and the profiles of the first people."""
    earlier = replace(account, as_of=ago(30)) if account.as_of > ago(30) else None
    for chain in (None, "c1"):
        yield asked.influence_analysis(account, SETTINGS, chain)
    for relation in get_args(Relation):
        yield asked.network_analysis(account, SETTINGS, relation)
    yield asked.closeness_analysis(account, SETTINGS, earlier)
    yield asked.coverage_analysis(account, SETTINGS)
    yield asked.beliefs_analysis(account, SETTINGS, chain="c1")
    yield asked.health_analysis(account, SETTINGS, MODELS)
    yield asked.health_analysis(account, SETTINGS, explain=True)
    yield duplicates_analysis(Context(account, SETTINGS))
    yield gaps_analysis(Context(account, SETTINGS), MODELS, str)
    yield plan_analysis(Context(account, SETTINGS), MODELS, PlanBody(), str)
    for person in account.people[:people]:
        yield asked.profile_analysis(account, SETTINGS, earlier, person.id, PAGE)


@cache
def edge_case(name: str) -> AccountGraph:
    return EDGE_CASES[name]()


@cache
def answers_of(name: str) -> tuple[Answer, ...]:
    return tuple(every_answer(edge_case(name)))


def one(kind: type[Kind], name: str) -> Kind:
    return next(answer for answer in answers_of(name) if isinstance(answer, kind))
