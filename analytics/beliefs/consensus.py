"""Consensus: what one person, attribute and member are believed to be by all who have a say."""

import math
from collections.abc import Sequence
from itertools import combinations

from analytics.graphs.projection import noisy_or
from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject, Word, counting_words, half_life
from analytics.ranking import DIGITS
from schemas.records.assessments import TEXTS
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

HALF_RANGES = {"support": 2.0, "importance": 2.0}
"""Numeric attributes, with half the distance between the ends of their scale."""


def consensus(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], chain: str | None = None
) -> dict[Subject, Belief]:
    """Return what is believed of each person, attribute and member; nothing where nobody has a say.

    A number is the weighted mean, agreement 1 less the weighted mean deviation over half the scale. A word is the one
    of the largest summed weight (ties: the latest, then the alphabetically first), agreement its share; a text is the
    latest. ``confidence = agreement * (1 - prod(1 - weight))``.

    Parameters
    ----------
    chain : str, optional
        Decision chain in scope: its own words count, else those said for no chain in particular (``inherited``). A
        rung is never said for a chain.

    Examples
    --------
    >>> consensus(AccountGraph("a1", "", "", 1), AnalysisSettings(), frozenset())
    {}
    """
    words = counting_words(account, settings, present)
    found: dict[Subject, Belief] = {}
    for subject in sorted({subject for subject, _ in words}, key=lambda each: (each[0], each[1], each[2] or "")):
        own = words.get((subject, chain), [])
        heard = own or words.get((subject, None), [])
        if heard:
            inherited = chain is not None and not own and subject[1] != "rung"
            found[subject] = _belief(subject[1], heard, settings, inherited=inherited)
    return found


def _belief(attribute: str, heard: Sequence[Word], settings: AnalysisSettings, *, inherited: bool) -> Belief:
    value, agreement = _numeric(attribute, heard) if attribute in HALF_RANGES else _categorical(attribute, heard)
    return Belief(
        value=value,
        confidence=agreement * noisy_or(word.weight for word in heard),
        agreement=agreement,
        corroborated=_corroborated(heard, settings.agreeing_points),
        stale=min(word.age for word in heard) > half_life(attribute, settings),
        inherited=inherited,
        words=tuple(heard),
    )


def _numeric(attribute: str, heard: Sequence[Word]) -> tuple[float, float]:
    total = math.fsum(word.weight for word in heard)
    numbers = [(float(word.assessment.value), word.weight) for word in heard]
    mean = math.fsum(number * weight for number, weight in numbers) / total
    mean = min(max(mean, min(numbers)[0]), max(numbers)[0])  # what all say is the mean, to the last bit
    deviation = math.fsum(abs(number - mean) * weight for number, weight in numbers) / total
    return mean, max(0.0, 1.0 - deviation / HALF_RANGES[attribute])


def _categorical(attribute: str, heard: Sequence[Word]) -> tuple[str, float]:
    summed: dict[str, float] = {}
    latest: dict[str, str] = {}
    for word in heard:
        value = str(word.assessment.value)
        summed[value] = summed.get(value, 0.0) + word.weight
        latest[value] = word.assessment.observed_at
    if attribute in TEXTS:
        winner = str(heard[-1].assessment.value)
    else:
        best = max(round(weight, DIGITS) for weight in summed.values())
        equal = [value for value, weight in summed.items() if round(weight, DIGITS) == best]
        winner = min(value for value in equal if latest[value] == max(latest[each] for each in equal))
    return winner, min(1.0, summed[winner] / math.fsum(summed.values()))


def _corroborated(heard: Sequence[Word], agreeing: float) -> bool:
    """Return whether two words of different known functions agree; of one function and value one word is as many."""
    said = {(word.assessment.function or "unknown", word.assessment.value) for word in heard}
    functions: dict[float | str, set[str]] = {}
    for function, value in said:
        if function != "unknown":
            functions.setdefault(value, set()).add(function)
    if any(len(agree) > 1 for agree in functions.values()):
        return True
    numbers = [value for value in functions if not isinstance(value, str)]
    return any(
        functions[one] != functions[other] for one, other in combinations(numbers, 2) if abs(one - other) <= agreeing
    )
