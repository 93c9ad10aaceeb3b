"""Score paths: where each score stands, by what it is of and by its name."""

from typing import Literal, NamedTuple

Level = Literal["account", "chain", "steps", "voters", "people"]
"""Of what a score is: the account, the chain in scope, one of its steps or voters, or one of their people."""


class ScorePath(NamedTuple):
    """The name of one score: what it is ``of``, the ``id`` of the step or person (None: there is only one), its name.

    Paths stay the same from version to version, and sort in the order of levels' names, ids and metrics.

    Examples
    --------
    >>> str(ScorePath("account", None, "coverage")), str(ScorePath("people", "ada", "influence"))
    ('account/coverage', 'people/ada/influence')
    """

    of: Level
    id: str | None
    metric: str

    def __str__(self) -> str:
        return "/".join(filter(None, self))
