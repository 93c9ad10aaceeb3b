"""Profiles: which rules look, how bad their findings are, and with what parameters, by kind of account and deal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analytics.ages import ages
from analytics.gaps.catalogue.rule import Rule
from schemas.analysis.gap_words import ChosenBy, Severity
from schemas.rows.account_graph import AccountGraph

YOUNG_DAYS = 30.0
"""An account is young for this long."""

FEW_PEOPLE = 5
"""With fewer people an account is nearly empty."""


class Whose(NamedTuple):
    """Whose accounts a stored profile is for; None does not narrow."""

    account: str | None = None
    segment: str | None = None
    tier: str | None = None

    def specificity(self, account: AccountGraph) -> int | None:
        """Return how closely this fits an account, higher is closer: for it alone, its tier, its segment, all.

        None where it is for others.

        Examples
        --------
        >>> from dataclasses import replace
        >>> account = replace(AccountGraph("a1", "", "", 1), tier="A", segment="pumps")
        >>> each = Whose("a1"), Whose(None, "pumps", "A"), Whose(None, None, "A"), Whose(None, "pumps"), Whose()
        >>> [whose.specificity(account) for whose in (*each, Whose(tier="B"))]
        [4, 3, 2, 1, 0, None]
        """
        actual = (account.account_id, account.segment, account.tier or "none")
        if any(asked not in {None, own} for asked, own in zip(self, actual, strict=True)):
            return None
        return sum(weight for weight, asked in zip((4, 1, 2), self, strict=True) if asked is not None)


CHOSEN_BY: Mapping[tuple[bool, bool], ChosenBy] = {
    (True, True): "segment_and_tier",
    (False, True): "tier",
    (True, False): "segment",
    (False, False): "all",
}
"""Why a stored profile was chosen that is for several accounts, by whether it names a segment and a tier."""


class Where(NamedTuple):
    """For which accounts and deals a choice holds; None does not narrow.

    Attributes
    ----------
    tier, deal_class, stage : str or None
        Of the account; of the deal, in whose chain or about which the finding is.
    younger_than_days : float or None
        Age of the account, by its ``valid_from``; an account without one is old.
    """

    tier: str | None = None
    deal_class: str | None = None
    stage: str | None = None
    younger_than_days: float | None = None


EVERYWHERE = Where()


class Place(NamedTuple):
    """An account, or one of its deals, as choices see it."""

    tier: str
    deal_class: str | None
    stage: str | None
    age_days: float | None

    def is_in(self, where: Where) -> bool:
        """Return whether a choice holds here.

        Examples
        --------
        >>> Place("A", "large", None, None).is_in(Where(tier="A")), Place("A", None, None, 12.0).is_in(Where(tier="B"))
        (True, False)
        """
        young = where.younger_than_days is None or (
            self.age_days is not None and self.age_days < where.younger_than_days
        )
        wanted = (where.tier, self.tier), (where.deal_class, self.deal_class), (where.stage, self.stage)
        return young and all(asked is None or asked == actual for asked, actual in wanted)


@dataclass(frozen=True)
class Choice:
    """What a profile says of a rule; None and absent parameters leave it as it is."""

    rule: str
    on: bool | None = None
    severity: Severity | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)
    where: Where = EVERYWHERE


@dataclass(frozen=True)
class Profile:
    """Which rules look, and how; of several choices for one rule that hold, later ones win.

    Attributes
    ----------
    id : str
        Its name of one that is built in; else the id under which it is stored.
    name : str or None
        What people call it; a built-in one is called by its id.
    whose : Whose or None
        Whose accounts a stored one is for.
    on : bool
        Whether a rule looks about which no choice says so.
    choices : sequence of Choice
        In the order in which they are applied.
    most : int or None
        The most gaps that are listed; the rest is counted.
    """

    id: str
    on: bool = True
    choices: Sequence[Choice] = ()
    most: int | None = None
    name: str | None = None
    whose: Whose | None = None


class Setting(NamedTuple):
    """How a rule looks at one place."""

    on: bool
    severity: Severity | None
    parameters: Mapping[str, float]


FULL = Profile("full")

LIGHT = Profile(
    "light",
    on=False,
    choices=tuple(
        Choice(rule, on=True)
        for rule in (
            "no-stakeholders",
            "economic-buyer-ambiguous",
            "champion-unproven",
            "key-player-uncovered",
            "no-supportive-power",
            "competitor-closer",
            "chain-missing",
            "blocking-coalition",
        )
    ),
)
"""Eight rules, one for each question by which deals are lost: is anybody there, who signs for the money, does our
champion hold, do we know whoever decides, is anybody with power for us, is a competitor closer, do we know how it is
decided, can opponents stop it.

They are those whose findings are critical or high, without special cases of others of the eight (a step, an approver or
a late entrant whom we do not know is a decider whom we do not know) and without what comes back by itself (a question
that waits)."""

STARTER = Profile(
    "starter",
    on=False,
    choices=(
        Choice("no-stakeholders", on=True),
        Choice("chain-missing", on=True, severity="medium"),
        Choice("map-too-small", on=True),
        Choice("key-player-uncovered", on=True),
        Choice("overdue-contact", on=True),
    ),
    most=5,
)
"""A young or nearly empty account: the few things that matter, instead of a wall of red."""

BUILT_IN: Mapping[str, Profile] = {profile.id: profile for profile in (FULL, LIGHT, STARTER)}


def chosen_profile(
    account: AccountGraph, present: frozenset[str], stored: Sequence[Profile] = ()
) -> tuple[Profile, ChosenBy]:
    """Return the profile of an account, and why.

    The stored one that fits most closely: for the account, its segment and tier, its tier, its segment, all; of two
    alike the first by id. Without any: ``starter`` with fewer than 5 people, or when the account's ``valid_from`` lies
    less than 30 days before ``as_of``; an account without ``valid_from`` is old. Else ``full``.

    Examples
    --------
    >>> account = AccountGraph("a1", "2026-07-01T00:00:00.000000Z", "", 1)
    >>> profile, chosen_by = chosen_profile(account, frozenset("abcde"))
    >>> profile.id, chosen_by
    ('full', 'default')
    >>> profile, chosen_by = chosen_profile(account, frozenset(), [Profile("mine", whose=Whose("a1"))])
    >>> profile.id, chosen_by
    ('mine', 'account')
    """
    if fitting := _fitting(account, stored):
        return fitting
    if len(present) < FEW_PEOPLE:
        return STARTER, "few_people"
    age = age_of(account)
    if age is not None and age < YOUNG_DAYS:
        return STARTER, "young"
    return FULL, "default"


def _fitting(account: AccountGraph, stored: Sequence[Profile]) -> tuple[Profile, ChosenBy] | None:
    ranks = [(each.whose.specificity(account), each) for each in stored if each.whose is not None]
    fitting = [(-rank, each.id, each) for rank, each in ranks if rank is not None]
    if not fitting:
        return None
    _, _, profile = min(fitting, key=lambda one: one[:2])
    asked = profile.whose or Whose()
    if asked.account is not None:
        return profile, "account"
    return profile, CHOSEN_BY[asked.segment is not None, asked.tier is not None]


def age_of(account: AccountGraph) -> float | None:
    """Return the days for which an account has been there; None where nobody said since when."""
    return None if account.valid_from is None else float(ages([account.valid_from], account.as_of)[0])


def setting(profile: Profile, rule: Rule, place: Place) -> Setting:
    """Return how a rule looks at a place under a profile.

    Examples
    --------
    >>> from schemas.gap_rules.rule_facts import Parameter
    >>> rule = Rule("x", "people", "high", ("account",), parameters={"days": Parameter(60, "days", 1, 365)}, find=iter)
    >>> strict = Profile("strict", choices=[Choice("x", severity="critical", where=Where("A"))])
    >>> setting(strict, rule, Place("A", None, None, None))
    Setting(on=True, severity='critical', parameters={'days': 60})
    """
    found = Setting(profile.on, None, rule.defaults())
    for choice in profile.choices:
        if choice.rule == rule.id and place.is_in(choice.where):
            found = Setting(
                found.on if choice.on is None else choice.on,
                choice.severity or found.severity,
                {**found.parameters, **choice.parameters},
            )
    return found
