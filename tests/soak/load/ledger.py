"""What the clients were answered, and whether what is read agrees with it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.soak.findings import Findings
from tests.soak.load.reading import Change, Reading
from tests.soak.load.teams import Part, Team, Write, parts_of


@dataclass(slots=True)
class Ledger:
    """The memory of all clients.

    Attributes
    ----------
    teams : dict
        By account and name.
    acknowledged : dict
        Account -> revision -> the write that was given this revision.
    verified : dict
        Account -> newest revision that was found right.
    grown : asyncio.Event
        Set whenever a batch is acknowledged.
    """

    teams: dict[tuple[str, str], Team] = field(default_factory=dict)
    acknowledged: dict[str, dict[int, Write]] = field(default_factory=lambda: defaultdict(dict))
    verified: dict[str, int] = field(default_factory=lambda: defaultdict(lambda: 1))
    findings: Findings = field(default_factory=Findings)
    grown: asyncio.Event = field(default_factory=asyncio.Event)
    batches: int = 0
    doubted: int = 0
    applied: int = 0

    def begin(self, team: Team) -> None:
        """Remember a team that is about to be written."""
        self.teams[team.account, team.name] = team

    def acknowledge(self, team: Team, write: Write, revision: int) -> None:
        """Remember that a write was answered with a revision."""
        known = self.acknowledged[team.account]
        if revision in known:
            self.findings.add("twice", f"revision {revision} of {team.account}: {known[revision]} and {write}")
        known[revision] = write
        team.settled = write.marker
        self.batches += 1
        self.grown.set()

    def doubt(self, team: Team, write: Write, *, denied: bool) -> None:
        """Remember that nobody can say whether a write was stored."""
        team.doubted, team.denied = write, denied
        self.doubted += 1

    def judge(self, account: str, reading: Reading) -> None:
        """Compare what is read of an account with what was answered, and settle every doubt by it."""
        applied = self._judge_changes(account, reading.changes)
        if reading.revision != self.verified[account]:
            self.findings.add("hole", f"{account} is at {reading.revision}, its changes at {self.verified[account]}")
        for team in self._teams(account):
            self._judge_team(team, reading.markers, team.name in applied)
        for part, sequences in reading.histories.items():
            if sequences != list(range(len(sequences), 0, -1)):
                self.findings.add("history", f"{account} {part}: rows {sequences}")
        self._judge_strangers(account, reading.markers)

    def doubted_teams(self, account: str) -> list[Team]:
        """Return the teams whose state nobody knows."""
        return [team for team in self._teams(account) if team.doubted is not None]

    def _teams(self, account: str) -> Iterable[Team]:
        return [team for team in self.teams.values() if team.account == account]

    def _judge_changes(self, account: str, changes: list[Change]) -> set[str]:
        """Return the teams whose doubted write is among the changes after the newest verified revision."""
        applied: set[str] = set()
        known = self.acknowledged[account]
        for expected, change in enumerate(changes, start=self.verified[account] + 1):
            if change.revision != expected:
                self.findings.add("hole", f"{account}: {change.revision} comes where {expected} is due")
                break
            self._judge_change(account, change, known.get(change.revision), applied)
        newest = changes[-1].revision if changes else self.verified[account]
        for revision in sorted(known):
            if revision > newest:
                self.findings.add("lost", f"revision {revision} of {account}, acknowledged for {known[revision]}")
        self.verified[account] = newest
        return applied

    def _judge_change(self, account: str, change: Change, write: Write | None, applied: set[str]) -> None:
        names = {record.rpartition(".")[0] for _, record in change.parts}
        name = next(iter(names), "")
        team = self.teams.get((account, name))
        if len(names) != 1 or team is None or change.parts != frozenset(parts_of(name)):
            self.findings.add("foreign", f"{account}: {change}")
        elif write is not None:
            if write.team != name:
                self.findings.add("foreign", f"{account}: {change} where {write} was acknowledged")
        elif team.doubted is None or name in applied:
            self.findings.add("twice", f"{account}: {change} repeats a write")
        else:
            applied.add(name)

    def _judge_team(self, team: Team, markers: Mapping[Part, str], applied: bool) -> None:
        found = {markers.get(part) for part in parts_of(team.name)}
        if len(found) > 1:
            self.findings.add("half", f"{team.account} {team.name}: {found}")
            return
        marker = next(iter(found))
        expected = team.doubted.marker if team.doubted is not None and applied else team.settled
        if marker != expected:
            self.findings.add("lost", f"{team.account} {team.name}: {marker!r} is there, {expected!r} was to be")
        if applied:
            self.applied += 1
            if team.denied:
                self.findings.add("denied", f"{team.account} {team.name}: {team.doubted} was stored")
        team.settled, team.doubted, team.denied = marker, None, False

    def _judge_strangers(self, account: str, markers: Mapping[Part, str]) -> None:
        for part in markers:
            if (account, part[1].rpartition(".")[0]) not in self.teams:
                self.findings.add("foreign", f"{account}: {part}")
