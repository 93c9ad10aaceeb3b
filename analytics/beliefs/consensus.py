"""Consensus: the value that all observers together believe, for each person, attribute and member."""

import math
from collections.abc import Iterable, Sequence
from itertools import chain as chained
from itertools import combinations

from analytics.deals import active_chains
from analytics.graphs.projection import noisy_or
from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject, Word, counting_words, half_life
from analytics.ranking import DIGITS
from schemas.records.assessments import TEXTS
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

HALF_RANGES = {"support": 2.0, "importance": 2.0}
"""Numeric attributes, with half the length of their scale."""


def consensus(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], chain: str | None = None
) -> dict[Subject, Belief]:
    """Return the belief about each person, attribute and member; a subject without a word that counts is absent.

    Support and importance are numbers: ``value`` is the mean of all words by weight, and ``agreement`` is 1 minus the
    weighted mean absolute deviation from it, divided by half the length of the scale. All other attributes are
    categories: ``value`` is the one with the largest sum of weights (ties: the latest, then the alphabetically first),
    and ``agreement`` is its share of all weight. The ``value`` of a text is the latest one; agreement as before.

    ``confidence = agreement * (1 - prod(1 - weight))``. A belief is ``corroborated`` when two words from different
    known functions agree: numbers within 1 point (``agreeing_points``), others exactly. It is ``stale`` when its newest
    word is older than the half-life of the attribute.

    Parameters
    ----------
    chain : str, optional
        Decision chain in scope. Words for this chain count; if there are none, words for all chains do
        (``inherited``). Without a chain in scope words for all chains count; if there are none, the words for all
        active chains of open deals do together (``pooled``): the latest word of each assessor on each of them. A rung
        never has a chain.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> consensus(AccountGraph("a1", "", "", 1), AnalysisSettings(), frozenset())
    {}
    """
    words = counting_words(account, settings, present)
    others: Iterable[str | None] = (None,) if chain is not None else sorted(active_chains(account))
    found: dict[Subject, Belief] = {}
    for subject in sorted({subject for subject, _ in words}, key=lambda each: (each[0], each[1], each[2] or "")):
        own = words.get((subject, chain), [])
        counting = own or _together(words.get((subject, other), []) for other in others)
        if counting:
            of_others = not own and subject[1] != "rung"
            belief = _belief(subject[1], counting, settings)
            found[subject] = belief._replace(inherited=of_others and chain is not None, pooled=of_others and not chain)
    return found


def _together(several: Iterable[Sequence[Word]]) -> list[Word]:
    """Return the words on several chains, the earliest first."""
    return sorted(chained(*several), key=lambda word: (word.assessment.observed_at, word.assessment.id))


def _belief(attribute: str, words: Sequence[Word], settings: AnalysisSettings) -> Belief:
    value, agreement = _numeric(attribute, words) if attribute in HALF_RANGES else _categorical(attribute, words)
    return Belief(
        value=value,
        confidence=agreement * noisy_or(word.weight for word in words),
        agreement=agreement,
        corroborated=_corroborated(words, settings.agreeing_points),
        stale=min(word.age for word in words) > half_life(attribute, settings),
        inherited=False,
        pooled=False,
        words=tuple(words),
    )


def _numeric(attribute: str, words: Sequence[Word]) -> tuple[float, float]:
    total = math.fsum(word.weight for word in words)
    numbers = [(float(word.assessment.value), word.weight) for word in words]
    mean = math.fsum(number * weight for number, weight in numbers) / total
    mean = min(max(mean, min(numbers)[0]), max(numbers)[0])  # where all agree this is their number, to the last bit
    deviation = math.fsum(abs(number - mean) * weight for number, weight in numbers) / total
    return mean, max(0.0, 1.0 - deviation / HALF_RANGES[attribute])


def _categorical(attribute: str, words: Sequence[Word]) -> tuple[str, float]:
    summed: dict[str, float] = {}
    latest: dict[str, str] = {}
    for word in words:
        value = str(word.assessment.value)
        summed[value] = summed.get(value, 0.0) + word.weight
        latest[value] = word.assessment.observed_at
    if attribute in TEXTS:
        winner = str(words[-1].assessment.value)
    else:
        best = max(round(weight, DIGITS) for weight in summed.values())
        equal = [value for value, weight in summed.items() if round(weight, DIGITS) == best]
        winner = min(value for value in equal if latest[value] == max(latest[each] for each in equal))
    return winner, min(1.0, summed[winner] / math.fsum(summed.values()))


def _corroborated(words: Sequence[Word], agreeing: float) -> bool:
    """Return whether two words from different known functions agree.

    Several words of one function and value are as good as one.
    """
    distinct = {(word.assessment.function or "unknown", word.assessment.value) for word in words}
    functions: dict[float | str, set[str]] = {}
    for function, value in distinct:
        if function != "unknown":
            functions.setdefault(value, set()).add(function)
    if any(len(agreeing_functions) > 1 for agreeing_functions in functions.values()):
        return True
    numbers = [value for value in functions if not isinstance(value, str)]
    return any(
        functions[one] != functions[other] for one, other in combinations(numbers, 2) if abs(one - other) <= agreeing
    )
