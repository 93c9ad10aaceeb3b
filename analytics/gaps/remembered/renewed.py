"""An account once what is remembered of its gaps was written: what was found and computed before holds still."""

from dataclasses import fields
from functools import cache

from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.registry import AccountMetrics, Metric
from schemas.rows.account_graph import AccountGraph

WRITTEN = frozenset({"revision", "known_at", "gap_states"})
"""What a refresh of gaps changes where it closes no action; no rule reads any of these."""

DRAWN = ("pivotal-unknown", "mostly-unknown", "support-in-one-camp", "value-not-landed")
"""Rules that read numbers which may be drawn by chance, from a seed that follows from the revision; no other does."""

COUNTED = frozenset({"swing", "forecast"})
"""What is drawn of a decision only where more people vote on several steps than all of whose votes are counted."""


def renewed(context: GapContext, found: Gaps, now: AccountGraph) -> GapContext | None:
    """Return the context of an account after a refresh, with what was computed before; None where its gaps may differ.

    They may where more was written than what is remembered of gaps, and where a rule that reads what is drawn by chance
    sees something else at the new revision. Where a context is returned, its gaps are those that were found.

    Parameters
    ----------
    context : GapContext
        Of the whole account before; it has let go of its chains if another one is returned.
    found : Gaps
        Its gaps, under its own profile.
    now : AccountGraph
        The account by now; rows that are the same are the same objects.
    """
    before, numbers = context.account, context.numbers
    if any(one.name not in WRITTEN and getattr(before, one.name) is not getattr(now, one.name) for one in fields(now)):
        return None
    made = context.with_numbers(_holding(numbers, Context(now, numbers.settings, kept=numbers.kept)), None)
    made.__dict__["chains"] = {
        chain: scope.with_numbers(_holding(scope.numbers, ContextBeside.of_chain(made.numbers, chain)), made)
        for chain, scope in context.chains.items()
    }
    drawn = find_gaps(made, found.profile, [BY_ID[rule] for rule in DRAWN])
    is_same = drawn.all == tuple(gap for gap in found.all if gap.rule in DRAWN)
    (context if is_same else made).let_go()
    return made if is_same else None


def _holding(before: Context, made: Context) -> Context:
    """Fill in what was computed before, but for what may be drawn by chance."""
    counted = len(before.decision.shared) <= before.settings.shared_voters
    computed = before.__dict__.keys() - made.__dict__.keys() - drawn_metrics(counted=counted)
    made.__dict__ |= {name: before.__dict__[name] for name in computed}
    return made


@cache
def drawn_metrics(*, counted: bool = False) -> frozenset[str]:
    """Return the seed of all sampling, and every metric that follows from it.

    Parameters
    ----------
    counted : bool
        Leave out `COUNTED`, and what follows from nothing else.
    """
    metrics = {name: metric for name, metric in vars(AccountMetrics).items() if isinstance(metric, Metric)}
    found, more = frozenset[str](), frozenset({"seed"})
    while more - found:
        found |= more
        more = frozenset(name for name, metric in metrics.items() if not found.isdisjoint(metric.inputs))
        more -= COUNTED if counted else frozenset()
    return found
