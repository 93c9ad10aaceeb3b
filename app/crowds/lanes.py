"""The lanes of the gate of crowds: reads, writes and analyses, each with turns of its own."""

from app.crowds.turns import Turns
from app.settings import Settings

COMPUTE_AT_ONCE = 2
"""Analyses that threads of this process compute at once: more of them would take turns with each other anyway."""

WRITES_AT_ONCE = 4
"""Writes at once: the store makes one after the other, and what is before and after that of others runs meanwhile."""

BESIDE_WRITES = 1
"""Reads at once, and analyses at once, while something is written."""

RETRY_SECONDS = 2


class Lanes:
    """The turns of one service.

    Attributes
    ----------
    writes, reads, analyses : Turns
        Few of the others have a turn while one of the writes has.
    """

    def __init__(self, settings: Settings) -> None:
        waiting = settings.requests_waiting
        self.writes = Turns(WRITES_AT_ONCE, waiting, retry_seconds=RETRY_SECONDS)
        self.reads, self.analyses = (
            Turns(at_once, waiting, retry_seconds=RETRY_SECONDS, beside=(self.writes, BESIDE_WRITES))
            for at_once in (settings.reads_at_once, COMPUTE_AT_ONCE)
        )
        self.writes.when_empty = self._let_in

    def _let_in(self) -> None:
        self.reads.let_in()
        self.analyses.let_in()
