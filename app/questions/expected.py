"""How long an answer may be expected to take, before anything is read: by how many people the account has."""

SECONDS_OF_PAIRS = 8e-7
"""Seconds for each pair of people: shortest paths and departures take time by the square. Measured with 1,000, 2,000
and 5,000 people with four ties each: 0.5 to 1, 2 to 4, 11 to 20."""

ELSEWHERE_SECONDS = 1.0
"""From here on a worker answers: the process that serves readers must not compute for so long."""


def expected_seconds(people: int) -> float:
    """Return about how long the dearest answers about an account of so many people take on one core.

    Examples
    --------
    >>> expected_seconds(1_000), expected_seconds(5_000)
    (0.8, 20.0)
    """
    return round(SECONDS_OF_PAIRS * people * people, 3)
