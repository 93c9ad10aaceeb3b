"""Consensus: the value that all observers together believe, for each person, attribute and member."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain as chained
from itertools import combinations

from analytics.deals import active_chains
from analytics.graphs.projection import noisy_or
from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject, SubjectForChain, Word, counting_words, half_life
from analytics.ranking import DIGITS
from schemas.records.assessments import TEXTS
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

HALF_RANGES = {"support": 2.0, "importance": 2.0}
"""Numeric attributes, with half the length of their scale."""


class Heard:
    """The words that count, and what they make by themselves: the same for every chain in scope.

    Parameters
    ----------
    words : mapping
        By subject and chain, the earliest first (`counting_words`).
    """

    def __init__(self, words: Mapping[SubjectForChain, Sequence[Word]], settings: AnalysisSettings) -> None:
        self.words = words
        self.subjects = sorted({subject for subject, _ in words}, key=lambda each: (each[0], each[1], each[2] or ""))
        self._settings = settings
        self._beliefs: dict[SubjectForChain, Belief] = {}

    def belief(self, subject: Subject, chain: str | None) -> Belief | None:
        """Return what the words for a chain, or those for all chains, make; None without any."""
        asked = (subject, chain)
        if asked not in self._beliefs and asked in self.words:
            self._beliefs[asked] = _belief(subject[1], self.words[asked], self._settings)
        return self._beliefs.get(asked)

    def pooled(self, subject: Subject, chains: Iterable[str]) -> Belief | None:
        """Return what the words for several chains make together; None without any."""
        words = _together(self.words.get((subject, chain), ()) for chain in chains)
        return _belief(subject[1], words, self._settings)._replace(pooled=True) if words else None


def heard(account: AccountGraph, settings: AnalysisSettings, present: frozenset[str]) -> Heard:
    """Return the words that count of an account."""
    return Heard(counting_words(account, settings, present), settings)


def rung_beliefs(account: AccountGraph, settings: AnalysisSettings, present: frozenset[str]) -> dict[Subject, Belief]:
    """Return the beliefs about rungs alone, which no chain in scope changes.

    Examples
    --------
    >>> rung_beliefs(AccountGraph("a1", "", "", 1), AnalysisSettings(), frozenset())
    {}
    """
    found = Heard(counting_words(account, settings, present, "rung"), settings)
    return {subject: belief for subject in found.subjects if (belief := found.belief(subject, None))}


def consensus(
    account: AccountGraph,
    settings: AnalysisSettings,
    present: frozenset[str],
    chain: str | None = None,
    known: Heard | None = None,
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
    known : Heard, optional
        What was heard, where it is at hand.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> consensus(AccountGraph("a1", "", "", 1), AnalysisSettings(), frozenset())
    {}
    """
    words = known or heard(account, settings, present)
    active = sorted(active_chains(account))
    found: dict[Subject, Belief] = {}
    for subject in words.subjects:
        belief = words.belief(subject, chain)
        if belief is None and chain is None:
            belief = words.pooled(subject, active)
        elif belief is None and (of_all := words.belief(subject, None)):
            belief = of_all if subject[1] == "rung" else of_all._replace(inherited=True)
        if belief is not None:
            found[subject] = belief
    return found


def _together(several: Iterable[Sequence[Word]]) -> list[Word]:
    """Return the words on several chains, the earliest first."""
    return sorted(chained(*several), key=lambda word: (word.assessment.observed_at, word.assessment.id))


def _belief(attribute: str, words: Sequence[Word], settings: AnalysisSettings) -> Belief:
    if len(words) == 1:  # most often, and then everything is that word
        only = words[0].assessment.value
        value, agreement, corroborated = float(only) if attribute in HALF_RANGES else str(only), 1.0, False
    else:
        value, agreement = _numeric(attribute, words) if attribute in HALF_RANGES else _categorical(attribute, words)
        corroborated = _corroborated(words, settings.agreeing_points)
    return Belief(
        value=value,
        confidence=agreement * noisy_or(word.weight for word in words),
        agreement=agreement,
        corroborated=corroborated,
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
