"""The greedy choice: again and again what adds most for its effort, and never less than the best single move."""

import math
from collections.abc import Callable, Sequence

from analytics.plans.move import Chosen, Move
from analytics.ranking import DIGITS

Value = Callable[[Sequence[Move]], float]
"""How much some moves together add, from 0 without any."""


def greedy(moves: Sequence[Move], value: Value, most: int, budget: float | None) -> list[Chosen]:
    """Return at most ``most`` moves within a budget, each the one that adds most for its effort to those before it.

    A plan has one move for each person: what comes after it is another plan. A move that adds nothing is not chosen. If
    a single move that can be afforded adds more than all that were chosen, it alone is the plan.

    Parameters
    ----------
    value : callable
        Of the moves together; of none it is 0.
    budget : float or None
        The most effort; None: no limit.

    References
    ----------
    Nemhauser, Wolsey and Fisher (1978); with efforts Leskovec et al. (2007).

    Examples
    --------
    >>> moves = [Move("touch", "kim", name, cost) for name, cost in (("ada", 1.0), ("bo", 2.0))]
    >>> worth = {"ada": 3.0, "bo": 4.0}
    >>> total = lambda chosen: sum(worth[move.person] for move in chosen)
    >>> [(each.move.person, each.effect) for each in greedy(moves, total, 2, None)]
    [('ada', 3.0), ('bo', 4.0)]
    >>> [each.move.person for each in greedy(moves, total, 2, 2.0)]
    ['bo']
    """
    limit = math.inf if budget is None else budget
    chosen: list[Chosen] = []
    while len(chosen) < most and (best := _best(moves, value, chosen, limit)):
        chosen.append(best)
    single = _best_single(moves, value, limit)
    total = math.fsum(each.effect for each in chosen)
    return [single] if single and _rounded(single.effect) > _rounded(total) else chosen


def _best(moves: Sequence[Move], value: Value, chosen: Sequence[Chosen], limit: float) -> Chosen | None:
    taken = [each.move for each in chosen]
    people, left = {move.person for move in taken}, limit - math.fsum(move.cost for move in taken)
    before = value(taken)
    candidates = (
        Chosen(move, value([*taken, move]) - before)
        for move in moves
        if move.person not in people and move.cost <= left
    )
    useful = [each for each in candidates if _rounded(each.effect) > 0]
    return min(useful, key=lambda each: (-_rounded(each.effect / each.move.cost), each.move.key), default=None)


def _best_single(moves: Sequence[Move], value: Value, limit: float) -> Chosen | None:
    single = [Chosen(move, value([move])) for move in moves if move.cost <= limit]
    useful = [each for each in single if _rounded(each.effect) > 0]
    return min(useful, key=lambda each: (-_rounded(each.effect), each.move.key), default=None)


def _rounded(value: float) -> float:
    return round(value, DIGITS)


def guarantee(moves: Sequence[Move], goal: str) -> float | None:
    """Return the share of the best possible effect that a greedy plan has at least; None where nothing is promised.

    Coverage and gaps add up over people and never fall, so that ``1 - 1/e`` holds when all moves take the same effort,
    and half of it otherwise. A forecast may rise by two votes together and by neither alone: nothing is promised there.

    Examples
    --------
    >>> round(guarantee([], "coverage"), 3), guarantee([], "forecast")
    (0.632, None)
    """
    if goal == "forecast":
        return None
    bound = 1.0 - math.exp(-1.0)
    return bound if len({move.cost for move in moves}) <= 1 else bound / 2.0
