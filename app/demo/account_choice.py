"""Which account the demo shows: the one that is named, else the one with the lowest coverage."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.analysis.account_names import AccountName
from app.analysis.evidence import read_evidence
from app.demo.facts import Facts, facts_of
from app.demo.named_accounts import Named, accounts_at, listed, matching
from app.gaps.choice import gaps_of_account
from app.messages.readable_names import is_readable
from app.messages.sentences import Language
from app.sample.loading import TODAY, load_sample_when_empty
from graph.store import Store
from schemas.analysis.gaps import Gap
from schemas.errors import NotFound
from schemas.instants import canonical_instant, next_full_hour
from schemas.messages.message import Message

COMPARED = 50
"""Accounts among which the one with the lowest coverage is looked for, the first by id."""


@dataclass(frozen=True, slots=True)
class ChosenAccount:
    """An account that is shown.

    Attributes
    ----------
    accounts : tuple of str
        Ids of all accounts of the store at that moment.
    others : tuple of str
        What to call all but the one that is shown: by id, or by name where another system made the id.
    compared : int
        Among how many it has the lowest coverage; 1 for one that was named.
    sample_loaded : bool
        Whether the store was empty and got the sample.
    gaps : tuple of Gap
        What is missing in the account, by priority, in words.
    """

    facts: Facts
    accounts: tuple[str, ...]
    others: tuple[str, ...]
    compared: int
    sample_loaded: bool
    gaps: tuple[Gap, ...]


class AccountChoice:
    """A question of somebody at a terminal.

    Parameters
    ----------
    account : str or None
        Id or name of the account; None for the one with the lowest coverage.
    as_of : str or None
        The moment; None for the next full hour, or for that of the sample's story when this call loads it.
    sample : bool
        Load the sample into an empty store, if this process owns it: whoever runs a service chose its store.
    language : Language
        Of the gaps.
    """

    def __init__(self, account: str | None, as_of: str | None, sample: bool, language: Language) -> None:
        self._account = account
        self._language = language
        self._as_of = as_of
        self._sample = sample

    async def run(self, store: Store) -> ChosenAccount:
        """Return the account with what is to be said of it.

        Raises
        ------
        NotFound
            When there is no such account, or none at all; the sentence says what there is, or what to do.
        """
        loaded = self._sample and store.engine is not None and await load_sample_when_empty(store)
        as_of = self._as_of or (canonical_instant(TODAY) if loaded else next_full_hour(store.clock()))
        known = await accounts_at(store, as_of)
        accounts = tuple(account.id for account in known)
        asked = self._asked(known)
        facts = [await _facts(store, account, as_of) for account in asked]
        lowest = min(facts, key=lambda each: (each.headline.coverage is None, each.headline.coverage))
        others = tuple(_called(account) for account in known if account.id != lowest.account_id)
        gaps = await gaps_of_account(store, Named(lowest.account_id, lowest.name), as_of, self._language)
        return ChosenAccount(lowest, accounts, others, len(asked), loaded, gaps.gaps)

    def _asked(self, known: Sequence[Named]) -> tuple[str, ...]:
        accounts = tuple(account.id for account in known)
        if not accounts:
            raise NotFound(Message("demo.no_accounts"))
        if self._account is None:
            return accounts[:COMPARED]
        found = matching(self._account, known)
        if len(found) != 1:
            there = [_called(account) for account in known]
            raise NotFound(Message("demo.no_account", account=self._account, accounts=listed(there)))
        return (found[0].id,)


def _called(account: Named) -> str:
    return account.id if is_readable(account.id) else account.name


async def _facts(store: Store, account_id: str, as_of: str) -> Facts:
    evidence = await read_evidence(store, await store.repository.snapshot(account_id, as_of))
    name = AccountName()
    return facts_of(await name.read(store, evidence), name.name)
