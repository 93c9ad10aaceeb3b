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
from analytics.gaps.profiles import Place, Profile, age_of, chosen_profile, setting
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
        Without one, the account's own, as `chosen_profile` says.

    References
    ----------
    This project's definition.
    """
    own, chosen_by = chosen_profile(context.account, context.present, context.profiles)
    used = profile or own
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
    """Yield what a rule sees in a scope; where the profile asks more of some deals, with the parameters of each."""
    own = setting(profile, rule, _place(context, context.deal))
    by_deal = {deal.id: setting(profile, rule, _place(context, deal)) for deal in _told_apart(context, profile, rule)}
    ways = {tuple(sorted(held.parameters.items())): held for held in (own, *by_deal.values()) if held.on}
    for parameters, way in ways.items():
        for finding in rule.find(context, **way.parameters):
            deal = _deal_of(context, finding) if by_deal else None
            held = by_deal.get(deal.id, own) if deal else own
            if held.on and tuple(sorted(held.parameters.items())) == parameters:
                yield _gap(context, rule, finding, held.severity or finding.severity or rule.severity)


def _told_apart(context: GapContext, profile: Profile, rule: Rule) -> Sequence[OpportunityNode]:
    """Return the deals of an account among which a profile makes a difference for a rule that looks at all of it."""
    narrow = any(
        choice.rule == rule.id and (choice.where.deal_class or choice.where.stage) for choice in profile.choices
    )
    return context.account.opportunities if narrow and context.deal is None else ()


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
