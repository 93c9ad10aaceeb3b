"""The two times of a request: when something was so, and as known when."""

from dataclasses import dataclass

from schemas.reads import Snapshot


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times of a read."""

    as_of: str | None
    known_at: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """When a write holds, and whether it corrects."""

    effective_at: str | None = None
    effective_until: str | None = None
    correction: bool = False


def moment_headers(snapshot: Snapshot) -> dict[str, str]:
    """Return the moment an answer is about, as headers."""
    return {"Stakegraph-As-Of": snapshot.as_of, "Stakegraph-Known-At": snapshot.known_at}
