"""Scores of accounts beside their records: ``/v1/accounts?include=scores``."""

from typing import Literal

from schemas.analysis.answer import Amount, Percent, Reasons, Result, Whole
from schemas.analysis.gap_words import Severity
from schemas.analysis.health import Grade
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.instants import Instant
from schemas.reports.lists import SeverityCounts

Source = Literal["stored", "live", "none"]


class WorstGap(Result):
    """The gap of an account that matters most of those that are not muted."""

    id: Identifier = open_field("Id of the gap.", default=..., examples=["gap-00f1c2d3e4a5b697"])
    rule: Identifier = open_field("Which rule sees it.", default=..., examples=["key-player-uncovered"])
    severity: Severity = open_field("How bad it is.", default=..., examples=["critical"])
    priority: Amount = open_field("As in `analysis/gaps`.", default=..., examples=[0.42])


class PortfolioScores(Result):
    """The scores of one account: those of its own answers under `analysis/`, at this `as_of`."""

    source: Source = open_field(
        "``stored``: in the newest snapshot; ``live``: computed now; ``none``: in neither.",
        default=...,
        examples=["stored"],
    )
    changed: bool = open_field(
        "Whether the account or the book changed since.",
        default=...,
        examples=[False],
    )
    as_of: Instant | None = open_field(
        "What was so at this instant.", default=..., examples=["2026-07-01T00:00:00.000000Z"]
    )
    revision: Whole | None = open_field("Revision of the account then.", default=..., examples=[7])
    book_revision: Whole | None = open_field("Revision of the book then.", default=..., examples=[3])
    health: Percent | None = judgement_field("As in `analysis/health`.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("The same.", default=..., examples=["D"])
    coverage: Percent | None = judgement_field("As in `analysis/coverage`.", default=..., examples=[41.7])
    closeness: Percent | None = judgement_field("As in `analysis/closeness`.", default=..., examples=[23.8])
    worst_gap: WorstGap | None = judgement_field("As in `analysis/gaps`; null: it has none.", default=...)
    gaps: SeverityCounts | None = judgement_field("Gaps that are not muted.", default=...)
    owner: Identifier | None = open_field("Which of us owns it; null: nobody.", default=..., examples=["t1"])
    owner_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    reasons: Reasons = open_field("Why each null number is null.", default=..., examples=[{}])
