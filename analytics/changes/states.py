"""States that are compared beside scores: how close each pair is, and what is believed of each person."""

from collections.abc import Mapping
from dataclasses import fields, replace

from analytics.changes.parts import Value
from analytics.context import Context
from analytics.inputs.contacts import Pair
from analytics.inputs.words import Subject
from analytics.scopes import people_in_scope
from schemas.rows.account_graph import AccountGraph


def alike(account: AccountGraph, other: AccountGraph) -> AccountGraph:
    """Return an account with the rows of another one where they are equal, so that what follows is known to be equal.

    Examples
    --------
    >>> one, other = (AccountGraph("a1", "", "", 1, people=tuple(["ada"])) for _ in range(2))
    >>> alike(one, other).people is other.people
    True
    """
    rows = {one.name: (getattr(account, one.name), getattr(other, one.name)) for one in fields(AccountGraph)}
    return replace(account, **{name: theirs for name, (own, theirs) in rows.items() if own == theirs})


def closeness_of_pairs(context: Context) -> Mapping[Pair, Value]:
    """Return the closeness of each pair that has any, with the people in scope.

    Examples
    --------
    >>> from schemas.rows.account_graph import AccountGraph
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> closeness_of_pairs(Context(AccountGraph("a1", "", "", 1), AnalysisSettings()))
    {}
    """
    scope = _scope(context)
    return {pair: value for pair, value in context.closeness.items() if pair[1] in scope}


def believed_values(context: Context) -> Mapping[Subject, Value]:
    """Return what is believed of each person in scope: a number for support and importance, else a word or a text.

    A subject that nobody has said anything about is absent.
    """
    scope = _scope(context)
    return {subject: belief.value for subject, belief in context.beliefs.items() if subject[0] in scope}


def _scope(context: Context) -> frozenset[str]:
    return people_in_scope(context.account, context.present, context.chain)
