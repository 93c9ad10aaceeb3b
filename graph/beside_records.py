"""What the store keeps beside the records: keys, jobs, snapshots, marks of runs and of deliveries."""

from collections.abc import Callable
from datetime import datetime

from graph.engine.client import GraphClient


class BesideRecords:
    """Reads and writes of one kind of these.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    clock : callable
        Gives the time.
    """

    def __init__(self, client: GraphClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
