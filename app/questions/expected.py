"""How long an answer may be expected to take: by what is recorded of the account, and by what it took before."""

from collections import OrderedDict

from schemas.reads import AccountSize

SECONDS_OF_PAIRS = 8e-7
"""Seconds for each pair of people: shortest paths and departures take time by the square. Measured with 1,000, 2,000
and 5,000 people with four ties each: 0.5 to 1, 2 to 4, 11 to 20."""

TIES_OF_PAIRS = 4
"""Ties a person that are within the time of pairs."""

SECONDS_OF_TIE = 6e-5
"""Seconds for each tie beyond. Measured with 300 people and 1,200, 6,000 and 12,000 ties: 0.14, 0.37 and 0.69; with
1,000 people and 4,000 and 20,000: 0.76 and 1.73."""

SECONDS_OF_CONTACT = 1.5e-5
"""Seconds for each interaction. Measured with 100 to 1,000 people and 20,000 instead of 1,000 of them: 0.1 to 0.3 more;
with 900 people and 60,000: 0.6 more."""

SECONDS_OF_STAKE = 6e-4
"""Seconds for each role in a decision chain. Measured with 300 people and 440, 600 and 1,780 of them: 0.25, 0.4 and 0.8
more."""

ELSEWHERE_SECONDS = 1.0
"""From here on a worker answers: the process that serves readers must not compute for so long."""

JOB_SECONDS = 5.0
"""An answer that is expected to take longer is a job, unless whoever asks would wait."""

REMEMBERED = 1_000
"""Questions whose times are known, those that were asked last."""


def expected_seconds(size: AccountSize) -> float:
    """Return about how long the dearest answers about an account of this size take on one core.

    Examples
    --------
    >>> expected_seconds(AccountSize(people=1_000)), expected_seconds(AccountSize(people=5_000, ties=20_000))
    (0.8, 20.0)

    A small account may be dear as well: by its contacts, its ties, its votes.

    >>> expected_seconds(AccountSize(people=300, contacts=80_000)), expected_seconds(AccountSize(300, stakes=2_000))
    (1.272, 1.272)
    >>> expected_seconds(AccountSize(people=300, ties=20_000))
    1.2
    """
    beyond = max(size.ties - TIES_OF_PAIRS * size.people, 0)
    seconds = (
        SECONDS_OF_PAIRS * size.people**2
        + SECONDS_OF_TIE * beyond
        + SECONDS_OF_CONTACT * size.contacts
        + SECONDS_OF_STAKE * size.stakes
    )
    return round(seconds, 3)


class Measured:
    """How long questions took that a worker answered, by their addresses; what was written since changes little.

    Examples
    --------
    >>> measured = Measured()
    >>> measured.expected("/v1/accounts/acme/analysis/health", 7.2)
    7.2
    >>> measured.note("/v1/accounts/acme/analysis/health", 7.2, 2.5)
    >>> measured.expected("/v1/accounts/acme/analysis/health", 7.2)
    2.5

    An answer that came quickly may have found most of it computed for another, and the next may not: an expectation
    falls by half at most. It rises as the account does.

    >>> measured.note("/v1/accounts/acme/analysis/health", 7.2, 0.1)
    >>> measured.expected("/v1/accounts/acme/analysis/health", 28.8)
    5.0
    """

    def __init__(self) -> None:
        self._took: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def note(self, path: str, at_most: float, seconds: float) -> None:
        """Note how long the answer of an address took, or for how long it was waited in vain.

        Parameters
        ----------
        at_most : float
            The `expected_seconds` of the account.
        """
        before = self._took.pop(path, None)
        if before is not None:
            seconds = max(seconds, self._grown(before, at_most) / 2)
        self._took[path] = at_most, seconds
        while len(self._took) > REMEMBERED:
            self._took.popitem(last=False)

    def expected(self, path: str, at_most: float) -> float:
        """Return about how many seconds the answer of an address takes, where it was not yet asked for ``at_most``."""
        known = self._took.get(path)
        return at_most if known is None else self._grown(known, at_most)

    def _grown(self, known: tuple[float, float], at_most: float) -> float:
        before, seconds = known
        return round(seconds * at_most / max(before, 1e-3), 3)
