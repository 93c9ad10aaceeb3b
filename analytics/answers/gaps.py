"""The answers of ``analysis/gaps`` of an account and of a decision chain."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from analytics.answers.chains.chain import chain_provenance, route
from analytics.answers.provenance import influence_provenance
from analytics.context import Context
from analytics.deals import is_open
from analytics.gaps.actions.action import Action, actions_of
from analytics.gaps.actions.sentences import Say, spoken
from analytics.gaps.actions.stored import actions_by_gap, is_overdue, sentence_of
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap as FoundGap
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.gaps.profiles import Profile
from analytics.gaps.remembered.memory import NOTHING, GapLists, Remembered, listed, remembered
from schemas.analysis.gap_words import SEVERITIES
from schemas.analysis.gaps import (
    ChainGapsAnalysis,
    Gap,
    GapAction,
    GapCounts,
    GapEvidence,
    GapsAnalysis,
    GapStatement,
    GapSubject,
    HiddenGaps,
    StoredAction,
)
from schemas.records.gap_states import GapMute
from schemas.rows.gaps import ActionNode
from schemas.rows.stages import StageModelRow


class _Beside(NamedTuple):
    """What is said of a gap beside what it is: the advice, who is on it, and what is remembered of it."""

    action: Action | None
    stored: Iterable[ActionNode]
    memory: Remembered


def gaps_analysis(
    context: Context,
    models: Sequence[StageModelRow],
    say: Say,
    profile: Profile | None = None,
    *,
    profiles: Sequence[Profile] = (),
) -> GapsAnalysis:
    """Return the gaps of an account.

    Parameters
    ----------
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids.
    say : callable
        Puts findings and actions into words.
    profile : Profile, optional
        The one asked for; without one, the account's own.
    profiles : sequence of Profile
        Those that are stored, in order of their ids.
    """
    looked_at = GapContext(context, models, profiles=profiles)
    found = find_gaps(looked_at, profile)
    return GapsAnalysis(**influence_provenance(context), **_lists(looked_at, found, say))


def chain_gaps_analysis(
    context: Context,
    models: Sequence[StageModelRow],
    say: Say,
    profile: Profile | None = None,
    *,
    profiles: Sequence[Profile] = (),
) -> ChainGapsAnalysis:
    """Return the gaps of the decision chain in scope, and of the account those about people with a stake on it.

    A draft is looked at like a chain in force; a chain of a deal that is closed has no gaps.
    """
    account, chain = context.account, next(each for each in context.account.chains if each.id == context.chain)
    deal = next((each for each in account.opportunities if each.id == chain.opportunity), None)
    deal_open = deal is not None and is_open(deal)
    whole, also = Context(account, context.settings), chain.id if deal_open else None
    looked_at = GapContext(whole, models, also=also, profiles=profiles)
    found = find_gaps(looked_at, profile)
    staked = {("person", stake.person) for stake in account.stakes if stake.chain == chain.id}

    def concerns(gap: FoundGap) -> bool:
        return deal_open and (gap.chain == chain.id or (gap.chain is None and not staked.isdisjoint(gap.subjects)))

    provenance = chain_provenance(context)
    return ChainGapsAnalysis(
        **provenance,
        assumed_lines=len(context.assumed_lines.lines),
        **_lists(looked_at, found, say, concerns),
        deal_open=deal_open,
    )


def gaps_of_person(
    context: Context,
    models: Sequence[StageModelRow],
    say: Say,
    person: str,
    profiles: Sequence[Profile] = (),
    profile: Profile | None = None,
) -> tuple[Gap, ...]:
    """Return the gaps that are about one person, by priority, and after them those that are muted.

    Parameters
    ----------
    profile : Profile, optional
        The one asked for; without one, the account's own.
    """
    whole = context if context.chain is None else Context(context.account, context.settings)
    looked_at = GapContext(whole, models, profiles=profiles)
    lists = _sorted(looked_at, find_gaps(looked_at, profile)).about(lambda gap: ("person", person) in gap.subjects)
    return _listed(looked_at, (*lists.shown, *lists.muted), say)


def gap_counts(
    context: Context,
    models: Sequence[StageModelRow],
    profiles: Sequence[Profile] = (),
    profile: Profile | None = None,
) -> GapCounts:
    """Return how many gaps an account has, under its own profile or the one asked for."""
    looked_at = GapContext(context, models, profiles=profiles)
    found = find_gaps(looked_at, profile)
    return counts_of(_sorted(looked_at, found), len(found.hidden))


def _lists(
    context: GapContext, found: Gaps, say: Say, concerns: Callable[[FoundGap], bool] = lambda _: True
) -> dict[str, Any]:
    lists = _sorted(context, found).about(concerns)
    hidden = [gap for gap in found.all if gap.id in found.hidden and concerns(gap)]
    return {
        "profile": found.profile.id,
        "profile_name": found.profile.name or found.profile.id,
        "chosen_by": found.chosen_by,
        "counts": counts_of(lists, len(hidden)),
        "gaps": _listed(context, lists.shown, say),
        "muted": _listed(context, lists.muted, say),
        "hidden": tuple(_hidden(found, hidden)),
    }


def _sorted(context: GapContext, found: Gaps) -> GapLists:
    return listed(found, remembered(context.account))


class ShownGaps(NamedTuple):
    """The gaps of an account that are listed, by priority, and how many there are of which sort."""

    counts: GapCounts
    shown: Sequence[FoundGap]


def shown_gaps(looked_at: GapContext) -> ShownGaps:
    """Return the gaps of an account that are listed under its own profile, before they are put into words."""
    found = find_gaps(looked_at)
    lists = _sorted(looked_at, found)
    return ShownGaps(counts_of(lists, len(found.hidden)), lists.shown)


def counts_of(lists: GapLists, hidden: int) -> GapCounts:
    """Return how many gaps are listed, beside so many that others explain."""
    shown = lists.shown
    severities, rules = Counter(gap.severity for gap in shown), Counter(gap.rule for gap in shown)
    return GapCounts(
        total=len(shown),
        by_severity={severity: severities[severity] for severity in SEVERITIES},
        by_rule=dict(sorted(rules.items())),
        muted=len(lists.muted),
        hidden=hidden,
        held_back=len(lists.held_back),
    )


def _hidden(found: Gaps, hidden: Iterable[FoundGap]) -> Iterable[HiddenGaps]:
    counted = Counter((found.hidden[gap.id].id, found.hidden[gap.id].rule, gap.rule) for gap in hidden)
    for (cause, cause_rule, rule), count in sorted(counted.items()):
        yield HiddenGaps(cause=cause, cause_rule=cause_rule, rule=rule, count=count)


def _listed(context: GapContext, gaps: Sequence[FoundGap], say: Say) -> tuple[Gap, ...]:
    actions, stored, memory = actions_of(context, gaps), actions_by_gap(context.account), remembered(context.account)
    return tuple(
        _gap(context, gap, _Beside(actions.get(gap.id), stored.get(gap.id, ()), memory.get(gap.id, NOTHING)), say)
        for gap in gaps
    )


def _gap(context: GapContext, gap: FoundGap, beside: _Beside, say: Say) -> Gap:
    name = context.name
    return Gap(
        **gap.head(),
        influence=gap.influence,
        scope=gap.scope,
        chain_name=gap.chain and name.of("chain", gap.chain),
        subjects=tuple(GapSubject(kind=kind, id=each, name=name.of(kind, each)) for kind, each in gap.subjects),
        finding=say(gap.finding.message),
        evidence=GapEvidence(
            numbers=dict(gap.numbers), records={kind: tuple(ids) for kind, ids in gap.records.items()}
        ),
        action=_action(context, gap, beside.action, say) if beside.action else None,
        actions=tuple(_stored(context, each, say) for each in beside.stored),
        first_seen=beside.memory.first_seen,
        since=beside.memory.since,
        mute=GapMute(**beside.memory.mute) if beside.memory.mute else None,
    )


def _stored(context: GapContext, action: ActionNode, say: Say) -> StoredAction:
    return StoredAction(
        id=action.id,
        what=action.what,
        member=action.member,
        member_name=action.member and context.name.of("member", action.member),
        due=action.due,
        status=action.status or "open",
        overdue=is_overdue(action, context.account.as_of),
        sentence=say(sentence_of(action, context.account, context.name)),
    )


def _action(context: GapContext, gap: FoundGap, action: Action, say: Say) -> GapAction:
    scope = context.chains.get(gap.chain or "", context)
    name, statement = context.name, action.statement
    return GapAction(
        kind=action.kind,
        sentence=spoken(context, gap, action, say),
        member=action.member,
        member_name=action.member and name.of("member", action.member),
        person=action.person,
        person_name=action.person and name.of("person", action.person),
        route=None if action.way is None else route(scope.numbers, action.way),
        due=action.due.at,
        due_by=action.due.by,
        statement=GapStatement(id=statement.id, text=statement.text) if statement and statement.text else None,
        degree=action.degree,
    )
