"""What is written: teams, whose parts only make sense together, with a marker that distinguishes whole from half."""

from dataclasses import dataclass, field
from typing import Any

Part = tuple[str, str]
"""Kind and id of one record."""

MARKERS = {
    "department": "name",
    "person": "title",
    "membership": "evidence",
    "reporting_line": "evidence",
    "influence": "evidence",
}
"""In which field a record of each kind carries the marker."""


@dataclass(frozen=True, slots=True)
class Write:
    """One batch: makes a team, changes all of it, or (without a marker) ends all of it."""

    account: str
    team: str
    marker: str | None

    def body(self) -> dict[str, Any]:
        """Return the batch; edges come before their ends."""
        if self.marker is None:
            nodes = [part for part in parts_of(self.team) if part[0] in {"department", "person"}]
            return {"items": [{"kind": kind, "id": record, "action": "end"} for kind, record in nodes]}
        ends = _ends(self.team)
        items = [
            {"kind": kind, "id": record, "data": {**ends[kind, record], MARKERS[kind]: self.marker}}
            for kind, record in parts_of(self.team)
        ]
        return {"items": items}


@dataclass(slots=True)
class Team:
    """What is known of one team.

    Attributes
    ----------
    settled : str or None
        The marker that all its parts carry; None when there is no such team, or no more.
    doubted : Write or None
        A write whose answer did not come, or was that the store is away.
    denied : bool
        Whether the answer to that write said that nothing was written.
    """

    account: str
    name: str
    settled: str | None = None
    doubted: Write | None = None
    denied: bool = False
    writes: int = field(default=0)

    def next_write(self, *, ends: bool) -> Write:
        """Return a write that changes every part of the team, or ends it."""
        self.writes += 1
        return Write(self.account, self.name, None if ends else f"{self.name} {self.writes}")


def parts_of(team: str) -> tuple[Part, ...]:
    """Return every record of a team, edges first."""
    return tuple(_ends(team))


def _ends(team: str) -> dict[Part, dict[str, Any]]:
    ada, bo, cy, unit = f"{team}.ada", f"{team}.bo", f"{team}.cy", f"{team}.unit"
    return {
        ("influence", f"{team}.ada-bo"): {"source": ada, "target": bo, "strength": 0.5},
        ("influence", f"{team}.bo-cy"): {"source": bo, "target": cy, "strength": 0.7},
        ("reporting_line", f"{team}.ada-cy"): {"person": ada, "manager": cy, "line": "solid"},
        ("membership", f"{team}.ada-unit"): {"person": ada, "department": unit, "primary": True},
        ("person", ada): {"name": f"Ada of {team}"},
        ("person", bo): {"name": f"薄 of {team}"},
        ("person", cy): {"name": f"Cy of {team}"},
        ("department", unit): {},
    }
