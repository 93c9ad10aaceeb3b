"""The greedy choice: again and again what adds most, or most for its effort; never less than the best single move."""

import math
from collections.abc import Callable, Sequence
from itertools import accumulate

from analytics.plans.move import Chosen, Move
from analytics.ranking import DIGITS

Value = Callable[[Sequence[Move]], float]
"""How much some moves together add, from 0 without any."""


def greedy(moves: Sequence[Move], value: Value, most: int, budget: float | None) -> list[Chosen]:
    """Return at most ``most`` moves within a budget, chosen one after the other.

    Without a budget each is the one that adds most to those before it, whatever it takes. Within one, each is the one
    that adds most for its effort; if choosing by what they add, or a single move, comes to more, that is the plan. A
    plan has one move for each person: what comes after it is another plan. A move that adds nothing is not chosen.

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
    [('bo', 4.0), ('ada', 3.0)]
    >>> [each.move.person for each in greedy(moves, total, 2, 2.0)]
    ['bo']
    """
    limit = math.inf if budget is None else budget
    minds_effort = budget is not None and len({move.cost for move in moves}) > 1
    ways = (True, False) if minds_effort else (False,)
    plans = [_in_turn(moves, value, most, limit, by_effort=by_effort) for by_effort in ways]
    single = _best_single(moves, value, limit)
    return max([*plans, [single] if single else []], key=_total)


def _total(plan: Sequence[Chosen]) -> float:
    return _rounded(math.fsum(each.effect for each in plan))


def _in_turn(moves: Sequence[Move], value: Value, most: int, limit: float, *, by_effort: bool) -> list[Chosen]:
    chosen: list[Chosen] = []
    while len(chosen) < most and (best := _best(moves, value, chosen, limit, by_effort=by_effort)):
        chosen.append(best)
    return chosen


def _best(
    moves: Sequence[Move], value: Value, chosen: Sequence[Chosen], limit: float, *, by_effort: bool
) -> Chosen | None:
    taken = [each.move for each in chosen]
    people, left = {move.person for move in taken}, limit - math.fsum(move.cost for move in taken)
    before = value(taken)
    candidates = (
        Chosen(move, value([*taken, move]) - before)
        for move in moves
        if move.person not in people and move.cost <= left
    )
    useful = [each for each in candidates if _rounded(each.effect) > 0]
    return min(useful, key=lambda each: (-_worth(each, by_effort=by_effort), each.move.key), default=None)


def _worth(chosen: Chosen, *, by_effort: bool) -> float:
    return _rounded(chosen.effect / chosen.move.cost if by_effort else chosen.effect)


def _best_single(moves: Sequence[Move], value: Value, limit: float) -> Chosen | None:
    single = [Chosen(move, value([move])) for move in moves if move.cost <= limit]
    useful = [each for each in single if _rounded(each.effect) > 0]
    return min(useful, key=lambda each: (-_rounded(each.effect), each.move.key), default=None)


def _rounded(value: float) -> float:
    return round(value, DIGITS)


def guarantee(moves: Sequence[Move], goal: str, most: int, budget: float | None) -> float | None:
    """Return the share of the best possible effect that a greedy plan has at least; None where nothing is promised.

    Coverage and gaps add up over people and never fall, so that ``1 - 1/e`` holds where only the number of moves is
    limited, or all take the same effort, and half of it where only the effort is. Where both limit, as the budget may
    pay for more moves than ``most``, many cheap moves may keep dear ones out: nothing is promised. A forecast may rise
    by two votes together and by neither alone: nothing is promised there either.

    Examples
    --------
    >>> round(guarantee([], "coverage", 5, None), 3), guarantee([], "forecast", 5, None)
    (0.632, None)
    >>> moves = [Move("touch", "kim", "ada", 1.0), Move("introduce", "kim", "bo", 3.0)]
    >>> round(guarantee(moves, "coverage", 2, 3.0), 3), guarantee(moves, "coverage", 1, 4.0)
    (0.316, None)
    """
    if goal == "forecast":
        return None
    bound, costs = 1.0 - math.exp(-1.0), sorted(move.cost for move in moves)
    if budget is None or len({*costs}) <= 1:
        return bound
    paid_for = sum(total <= budget for total in accumulate(costs))
    return bound / 2.0 if paid_for <= most else None
