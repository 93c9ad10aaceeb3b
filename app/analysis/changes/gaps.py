"""Gaps that opened or closed, as an answer gives them."""

from collections.abc import Iterator

from analytics.answers.parts.gap_differences import GapDifference, gaps_that_differ, seen_gaps
from app.analysis.changes.reading import Compared
from app.analysis.changes.scores import Contexts
from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language
from schemas.analysis.changes import GapChange


def gap_changes(contexts: Contexts, compared: Compared, language: Language) -> Iterator[GapChange]:
    """Yield the gaps that opened or closed; with a chain in scope its own, and those of people with a stake on it."""
    pairs = (
        (contexts.before, compared.before),
        (contexts.replayed, compared.replayed),
        (contexts.after, compared.after),
    )
    before, replayed, after = (seen_gaps(each, found.stage_models, found.profiles) for each, found in pairs)
    say = ReadableNames(language).say
    for one in gaps_that_differ(before, replayed, after):
        if _concerns(one, contexts.after.chain):
            name = one.seen.context.name
            yield GapChange(
                what=one.what,
                id=one.gap.id,
                rule=one.gap.rule,
                severity=one.gap.severity,
                chain=one.gap.chain,
                chain_name=one.gap.chain and name.of("chain", one.gap.chain),
                cause="time" if one.by_time else "recorded",
                finding=say(one.gap.finding.message),
            )


def _concerns(one: GapDifference, chain: str | None) -> bool:
    if chain is None or one.gap.chain == chain:
        return True
    stakes = one.seen.context.account.stakes
    staked = {("person", stake.person) for stake in stakes if stake.chain == chain}
    return one.gap.chain is None and not staked.isdisjoint(one.gap.subjects)
