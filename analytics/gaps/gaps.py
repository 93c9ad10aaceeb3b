"""Every gap of an account: all rules of a profile, each run once, ranked; what another gap explains is hidden."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analytics.gaps.catalogue.registry import RULES
from analytics.gaps.catalogue.rule import Rule
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding
from analytics.gaps.gap import Gap, rank
from analytics.gaps.identity import gap_id
from analytics.gaps.priority import influence_held, priority
from analytics.gaps.profiles import BUILT_IN, Place, Profile, age_of, chosen_profile, setting
from analytics.gaps.suppression import causes
from schemas.analysis.gap_words import ChosenBy, Severity
from schemas.rows.deals import OpportunityNode


@dataclass(frozen=True)
class Gaps:
    """The gaps of an account under a profile.

    Attributes
    ----------
    shown : tuple of Gap
        By priority.
    hidden : mapping
        Gap -> the gap that explains it, by id.
    held_back : tuple of Gap
        What a profile that lists a few gaps only does not list.
    """

    profile: Profile
    chosen_by: ChosenBy
    shown: tuple[Gap, ...]
    hidden: Mapping[str, Gap]
    held_back: tuple[Gap, ...]
    all: tuple[Gap, ...]


def find_gaps(context: GapContext, profile: Profile | None = None, rules: Sequence[Rule] = RULES) -> Gaps:
    """Return the gaps of an account: of the whole, and of each decision chain in force of an open deal.

    ``priority`` is the weight of the severity (critical 8, high 4, medium 2, low 1) times the share of influence that
    the people and departments of the gap hold; 1 for a gap of a chain and for one that is about neither. Equal ones are
    in order of influence, then of rule and id.

    Parameters
    ----------
    profile : Profile, optional
        Without one, the account's own: ``starter`` for a young or nearly empty account, else ``full``.

    References
    ----------
    This project's definition.
    """
    named, chosen_by = chosen_profile(context.account, context.present)
    used = profile or BUILT_IN[named]
    ranked = sorted(_found(context, used, rules), key=rank)
    hidden = causes(ranked, {chain.id: chain.opportunity for chain in context.account.chains})
    shown = tuple(gap for gap in ranked if gap.id not in hidden)
    most = len(shown) if used.most is None else used.most
    return Gaps(used, "asked" if profile else chosen_by, shown[:most], hidden, shown[most:], tuple(ranked))


def _found(context: GapContext, profile: Profile, rules: Sequence[Rule]) -> Iterator[Gap]:
    seen: set[str] = set()
    for rule in rules:
        looked_at = [context] if "account" in rule.scopes else []
        looked_at += context.chains.values() if "chain" in rule.scopes else []
        for scope in looked_at:
            for gap in _of_rule(scope, profile, rule):
                if gap.id not in seen:
                    seen.add(gap.id)
                    yield gap


def _of_rule(context: GapContext, profile: Profile, rule: Rule) -> Iterator[Gap]:
    wide = setting(profile, rule, _place(context, context.deal))
    narrow = any(
        choice.rule == rule.id and (choice.where.deal_class or choice.where.stage) for choice in profile.choices
    )
    if not wide.on and not narrow:
        return
    for finding in rule.find(context, **wide.parameters):
        deal = context.deal or _deal_of(context, finding)
        held = setting(profile, rule, _place(context, deal)) if narrow else wide
        if held.on:
            yield _gap(context, rule, finding, finding.severity or held.severity or rule.severity)


def _gap(context: GapContext, rule: Rule, finding: Finding, severity: Severity) -> Gap:
    chain = context.chain.id if context.chain else finding.chain
    whole = context.whole.numbers
    held = influence_held(finding.subjects, whole.influence, whole.departments)
    return Gap(
        id=gap_id(context.account.account_id, rule.id, finding.subjects, chain),
        rule=rule.id,
        severity=severity,
        priority=priority(severity, held, chain),
        influence=held,
        chain=chain,
        finding=finding,
    )


def _place(context: GapContext, deal: OpportunityNode | None) -> Place:
    account = context.account
    return Place(account.tier or "none", deal and deal.deal_class, deal and deal.stage, age_of(account))


def _deal_of(context: GapContext, finding: Finding) -> OpportunityNode | None:
    """Return the deal that a finding about a whole account is about."""
    chain = next((each for each in context.account.chains if each.id == finding.chain), None)
    named = [subject.id for subject in finding.subjects if subject.kind == "opportunity"]
    wanted = chain.opportunity if chain else next(iter(named), None)
    return next((each for each in context.account.opportunities if each.id == wanted), None)
