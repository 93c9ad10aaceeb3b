"""What the store keeps beside the records: keys, jobs, snapshots, marks of runs and of deliveries."""

from datetime import timedelta

from graph.engine.client import GraphClient
from graph.rising_clock import Clock
from schemas.instants import instant_text


class BesideRecords:
    """Reads and writes of one kind of these.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    clock : Clock
        Gives the time.
    """

    def __init__(self, client: GraphClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    def alive_at(self, before: timedelta = timedelta()) -> str:
        """Return what a process that lives notes now, or noted so long before.

        Processes compare it with each other's, so it is where the order of records is, not what each one's clock shows.
        """
        return instant_text(self._clock.recording() - before)
