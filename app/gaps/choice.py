"""Which gaps `stakegraph gaps` shows: of one account or of all, of one of us, of one rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.answers.gaps import gaps_analysis
from analytics.context import Context
from analytics.gaps.catalogue.registry import BY_ID
from app.analysis.evidence import read_evidence, with_rules
from app.analysis.gaps.stored_profiles import asked_profile
from app.demo.named_accounts import Named, accounts_at, found_account, matching, names_of, near_names
from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language
from app.sample.loading import TODAY, load_sample_when_empty
from graph.store import Store
from schemas.analysis.gaps import Gap, GapsAnalysis
from schemas.errors import NotFound
from schemas.instants import canonical_instant, next_full_hour
from schemas.messages.message import Message


@dataclass(frozen=True, slots=True)
class AskedGaps:
    """What somebody at a terminal wants to see; None does not narrow.

    Attributes
    ----------
    account, owner : str or None
        An account; one of us, who is to act; each by id or name.
    rule : str or None
        Id of a rule.
    profile : str or None
        Profile of rules, by its name or id; None for that of each account.
    as_of : str or None
        The moment; None for the next full hour, or for that of the sample's story when this call loads it.
    sample : bool
        Load the sample into an empty store, if this process owns it.
    """

    account: str | None
    owner: str | None
    rule: str | None
    profile: str | None
    as_of: str | None
    sample: bool


@dataclass(frozen=True, slots=True)
class AccountGaps:
    """The gaps of an account that were asked for, by priority, and the whole answer about it."""

    id: str
    name: str
    gaps: tuple[Gap, ...]
    answer: GapsAnalysis


@dataclass(frozen=True, slots=True)
class ChosenGaps:
    """The answer to somebody at a terminal: accounts that have such gaps, the most important first."""

    accounts: tuple[AccountGaps, ...]
    looked_at: int
    as_of: str
    sample_loaded: bool


async def chosen_gaps(store: Store, asked: AskedGaps, language: Language) -> ChosenGaps:
    """Return the gaps that somebody asks for, in words of their language.

    Raises
    ------
    NotFound
        When there is no such account, rule or member; the sentence suggests near names, or says what there is.
    InvalidInput
        When there is no such profile.
    """
    rule = _rule(asked.rule)
    loaded = asked.sample and store.engine is not None and await load_sample_when_empty(store)
    as_of = asked.as_of or (canonical_instant(TODAY) if loaded else next_full_hour(store.clock()))
    accounts = await _accounts(store, asked.account, as_of)
    found = [await gaps_of_account(store, each, as_of, language, asked.profile) for each in accounts]
    owner = _owner(asked.owner, found)
    narrowed = [replace(each, gaps=tuple(_narrowed(each.gaps, owner, rule))) for each in found]
    shown = [each for each in narrowed if each.gaps or asked.account]
    shown.sort(key=lambda each: (-sum(gap.priority for gap in each.gaps[:5]), each.id))
    return ChosenGaps(tuple(shown), len(accounts), as_of, loaded)


async def _accounts(store: Store, asked: str | None, as_of: str) -> list[Named]:
    accounts = await accounts_at(store, as_of)
    if not accounts:
        raise NotFound(Message("demo.no_accounts"))
    return accounts if asked is None else [found_account(asked, accounts)]


async def gaps_of_account(
    store: Store, account: Named, as_of: str, language: Language, profile: str | None = None
) -> AccountGaps:
    """Return all gaps of an account in words, by its own profile where none is asked for."""
    snapshot = await store.repository.snapshot(account.id, as_of)
    evidence = await with_rules(store, await read_evidence(store, snapshot))

    say = ReadableNames(language).say

    context, chosen = Context(evidence.graph, evidence.settings), asked_profile(profile, evidence.profiles)
    answer = gaps_analysis(context, evidence.stage_models, say, chosen, profiles=evidence.profiles)
    return AccountGaps(account.id, account.name, answer.gaps, answer)


def _narrowed(gaps: Sequence[Gap], owner: str | None, rule: str | None) -> list[Gap]:
    return [gap for gap in gaps if (owner is None or owner in dict(_acting(gap))) and rule in {None, gap.rule}]


def _acting(gap: Gap) -> Iterator[tuple[str, str]]:
    """Yield which of us should act on a gap, and who stored that they do: id and name each."""
    for action in (gap.action, *gap.actions):
        if action and action.member:
            yield action.member, action.member_name or action.member


def _rule(asked: str | None) -> str | None:
    if asked is None or asked in BY_ID:
        return asked
    known = [Named(rule, rule) for rule in BY_ID]
    if near := near_names(asked, known):
        raise NotFound(Message("gap_list.near_rule", rule=asked, near=near))
    raise NotFound(Message("gap_list.no_rule", rule=asked, rules=names_of(known)))


def _owner(asked: str | None, found: Sequence[AccountGaps]) -> str | None:
    """Return the id of one of us who is to act on any gap."""
    if asked is None:
        return None
    acting = dict(one for each in found for gap in each.gaps for one in _acting(gap))
    known = sorted(Named(member, name) for member, name in acting.items())
    if matched := matching(asked, known):
        return matched[0].id
    if near := near_names(asked, known):
        raise NotFound(Message("gap_list.near_owner", owner=asked, near=near))
    raise NotFound(Message("gap_list.no_owner", owner=asked))
