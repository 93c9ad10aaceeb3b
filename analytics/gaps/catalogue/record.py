"""The record of a rule: what became of its gaps, and whether people act on them or call them wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from schemas.records.gap_rule_records import GapRuleRecord, RuleShares, WhyNull
from schemas.rows.rule_gaps import RuleGap

OF_GAPS = ("open", "muted", "acted_on")
OF_JUDGEMENTS = ("right", "wrong", "known")


def record_of_rule(rule: str, gaps: Iterable[RuleGap]) -> GapRuleRecord:
    """Return the record of a rule.

    Counts are of gaps, but for ``opened``, which counts a gap as often as it opened, and for judgements: of each person
    the latest word on each gap counts. Shares are of gaps (``open``, ``muted``, ``acted_on``), of judgements
    (``right``, ``wrong``, ``known``), and of gaps that an action answers (``done``); of nothing no share is known.

    Examples
    --------
    >>> word = {"by": "kim", "verdict": "wrong"}
    >>> found = record_of_rule("r", [RuleGap("a1", times_opened=3, feedback=[word]), RuleGap("a2", is_open=False)])
    >>> found.gaps, found.opened, found.open, found.wrong, found.shares.open, found.shares.wrong
    (2, 4, 1, 1, 0.5, 1.0)
    >>> found.shares.done, found.reasons
    (None, {'done': 'no_actions'})
    """
    seen = tuple(gaps)
    verdicts = Counter(verdict for gap in seen for verdict in _latest(gap).values())
    counts = {
        "open": sum(gap.is_open for gap in seen),
        "muted": sum(gap.muted for gap in seen),
        "acted_on": sum(bool(gap.actions) for gap in seen),
        "done": sum("done" in gap.actions for gap in seen),
        **{verdict: verdicts[verdict] for verdict in OF_JUDGEMENTS},
    }
    shares, reasons = _shares(counts, len(seen), verdicts.total())
    return GapRuleRecord(
        rule=rule,
        accounts=len({gap.account for gap in seen}),
        gaps=len(seen),
        opened=sum(gap.times_opened for gap in seen),
        judgements=verdicts.total(),
        **counts,
        shares=RuleShares(**shares),
        reasons=reasons,
    )


def _latest(gap: RuleGap) -> dict[str, Any]:
    return {word["by"]: word["verdict"] for word in gap.feedback}


def _shares(
    counts: Mapping[str, int], gaps: int, judgements: int
) -> tuple[dict[str, float | None], dict[str, WhyNull]]:
    of: dict[str, tuple[int, WhyNull]] = {
        **dict.fromkeys(OF_GAPS, (gaps, "no_gaps")),
        **dict.fromkeys(OF_JUDGEMENTS, (judgements, "no_feedback")),
        "done": (counts["acted_on"], "no_actions"),
    }
    shares = {name: counts[name] / total if total else None for name, (total, _) in of.items()}
    return shares, {name: of[name][1] for name, share in shares.items() if share is None}
