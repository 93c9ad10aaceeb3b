"""How long an answer may be expected to take: by how many people the account has, and by what it took before."""

from collections import OrderedDict

SECONDS_OF_PAIRS = 8e-7
"""Seconds for each pair of people: shortest paths and departures take time by the square. Measured with 1,000, 2,000
and 5,000 people with four ties each: 0.5 to 1, 2 to 4, 11 to 20."""

ELSEWHERE_SECONDS = 1.0
"""From here on a worker answers: the process that serves readers must not compute for so long."""

JOB_SECONDS = 5.0
"""An answer that is expected to take longer is a job, unless whoever asks would wait."""

REMEMBERED = 1_000
"""Questions whose times are known, those that were asked last."""


def expected_seconds(people: int) -> float:
    """Return about how long the dearest answers about an account of so many people take on one core.

    Examples
    --------
    >>> expected_seconds(1_000), expected_seconds(5_000)
    (0.8, 20.0)
    """
    return round(SECONDS_OF_PAIRS * people * people, 3)


class Measured:
    """How long questions took that a worker answered, by their addresses; what was written since changes little.

    Examples
    --------
    >>> measured = Measured()
    >>> measured.expected("/v1/accounts/acme/analysis/health", 3_000)
    7.2
    >>> measured.note("/v1/accounts/acme/analysis/health", 3_000, 2.5)
    >>> measured.expected("/v1/accounts/acme/analysis/health", 3_000)
    2.5

    An answer that came quickly may have found most of it computed for another, and the next may not: an expectation
    falls by half at most. It rises with the square of the people.

    >>> measured.note("/v1/accounts/acme/analysis/health", 3_000, 0.1)
    >>> measured.expected("/v1/accounts/acme/analysis/health", 6_000)
    5.0
    """

    def __init__(self) -> None:
        self._took: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def note(self, path: str, people: int, seconds: float) -> None:
        """Note how long the answer of an address took about so many people, or for how long it was waited in vain."""
        before = self._took.pop(path, None)
        if before is not None:
            seconds = max(seconds, self._grown(before, people) / 2)
        self._took[path] = people, seconds
        while len(self._took) > REMEMBERED:
            self._took.popitem(last=False)

    def expected(self, path: str, people: int) -> float:
        """Return about how many seconds the answer of an address takes."""
        known = self._took.get(path)
        return expected_seconds(people) if known is None else self._grown(known, people)

    def _grown(self, known: tuple[int, float], people: int) -> float:
        before, seconds = known
        return round(seconds * (people / max(before, 1)) ** 2, 3)
