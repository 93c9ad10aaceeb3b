"""Figures that are read when somebody asks for them: how things stand at this moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of requests: how many are served, and how many wait for their turn."""

    served: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How things stand.

    Attributes
    ----------
    engine_up : bool
        Whether the store answered within the time that is waited for it.
    jobs : mapping or None
        How many jobs there are in each state; None while the store does not answer.
    lanes : mapping
        By name.
    cache_bytes, cache_hits, cache_misses : int
        Of answers that may be asked for again.
    store_bytes, free_bytes : int or None
        Of the data folder and its disk; None where the store is a Neo4j, whose disk is another machine's business.
    """

    engine_up: bool = False
    jobs: Mapping[str, int] | None = None
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    cache_bytes: int = 0
    cache_hits: int = 0
    cache_misses: int = 0
    store_bytes: int | None = None
    free_bytes: int | None = None


class FiguresCollector(Collector):
    """Gives the newest figures to the registry; one that is unknown is absent, and not 0."""

    def __init__(self) -> None:
        self.newest = Figures()

    def collect(self) -> Iterable[Metric]:
        """Yield every figure that is known."""
        now = self.newest
        yield _labelled("stakegraph_build", "The version that runs.", "version", {version("stakegraph"): 1})
        yield GaugeMetricFamily("stakegraph_engine_up", "Whether the store answers.", value=int(now.engine_up))
        if now.jobs is not None:
            yield _labelled("stakegraph_jobs", "Jobs by state.", "state", now.jobs)
        waiting, served = "Requests that wait for their turn.", "Requests that have their turn."
        yield _labelled(
            "stakegraph_lane_waiting", waiting, "lane", {name: at.waiting for name, at in now.lanes.items()}
        )
        yield _labelled("stakegraph_lane_served", served, "lane", {name: at.served for name, at in now.lanes.items()})
        yield GaugeMetricFamily("stakegraph_cache_bytes", "Memory that kept answers take.", value=now.cache_bytes)
        yield CounterMetricFamily("stakegraph_cache_hits", "Answers found among those kept.", value=now.cache_hits)
        yield CounterMetricFamily("stakegraph_cache_misses", "Answers that were not kept.", value=now.cache_misses)
        if now.store_bytes is not None:
            yield GaugeMetricFamily("stakegraph_store_bytes", "Size of the data folder.", value=now.store_bytes)
        if now.free_bytes is not None:
            yield GaugeMetricFamily("stakegraph_store_free_bytes", "Free room on its disk.", value=now.free_bytes)


def _labelled(name: str, documentation: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, documentation, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
