"""Which chain `stakegraph chain` shows: accounts and chains are found by id or by name, near ones are suggested."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.context import Context
from app.analysis.evidence import Evidence, read_evidence
from app.demo.named_accounts import Named, accounts_at, found_account, ids_of, matching, names_of, near_names
from app.lanes.answers import ChainAnswers, chain_answers
from app.messages.sentences import Language
from app.sample.loading import TODAY, load_sample_when_empty
from graph.store import Store
from schemas.errors import NotFound
from schemas.instants import canonical_instant, next_full_hour
from schemas.messages.message import Message
from schemas.rows.deals import ChainNode


@dataclass(frozen=True, slots=True)
class KnownChain:
    """A chain of an account, for a list to choose from; ``deal`` is the name of its opportunity."""

    id: str
    name: str
    deal: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class ChosenChain:
    """The answer to somebody at a terminal: a chain, or those that there are to choose from.

    Attributes
    ----------
    account, account_id : str
        Name and id of the account.
    answers : ChainAnswers or None
        Of the chain; None where none was named and there is not exactly one.
    chains : tuple of KnownChain
        All chains of the account, those in force first.
    sample_loaded : bool
        Whether the store was empty and got the sample.
    """

    account: str
    account_id: str
    answers: ChainAnswers | None
    chains: tuple[KnownChain, ...]
    sample_loaded: bool


class ChainChoice:
    """A question of somebody at a terminal.

    Parameters
    ----------
    account : str
        Id or name of the account.
    chain : str or None
        Id or name of the chain; None for the only one.
    as_of : str or None
        The moment; None for the next full hour, or for that of the sample's story when this call loads it.
    sample : bool
        Load the sample into an empty store, if this process owns it.
    """

    def __init__(self, account: str, chain: str | None, as_of: str | None, sample: bool, language: Language) -> None:
        self._account = account
        self._chain = chain
        self._as_of = as_of
        self._sample = sample
        self._language: Language = language

    async def run(self, store: Store) -> ChosenChain:
        """Return the chain with what is to be said of it, or the chains that there are.

        Raises
        ------
        NotFound
            When there is no such account or chain; the sentence suggests near names, or says what there is.
        """
        loaded = self._sample and store.engine is not None and await load_sample_when_empty(store)
        as_of = self._as_of or (canonical_instant(TODAY) if loaded else next_full_hour(store.clock()))
        account = self._found_account(await accounts_at(store, as_of), as_of)
        evidence = await read_evidence(store, await store.repository.snapshot(account.id, as_of))
        chains = _chains(evidence)
        chain = self._found_chain(account.name, chains)
        answers = None if chain is None else self._answers(evidence, chain, account.name)
        return ChosenChain(account.name, account.id, answers, chains, loaded)

    def _answers(self, evidence: Evidence, chain: str, account: str) -> ChainAnswers:
        return chain_answers(Context(evidence.graph, evidence.settings, chain), account, self._language)

    def _found_account(self, accounts: Sequence[Named], as_of: str) -> Named:
        if not accounts:
            then = Message("lanes.no_account_then", as_of=as_of)
            raise NotFound(then if self._as_of else Message("demo.no_accounts"))
        return found_account(self._account, accounts)

    def _found_chain(self, account: str, chains: Sequence[KnownChain]) -> str | None:
        if self._chain is None:
            return chains[0].id if len(chains) == 1 else None
        asked, known = self._chain, [Named(chain.id, chain.name) for chain in chains]
        found = matching(asked, known)
        if len(found) == 1:
            return found[0].id
        if not known:
            raise NotFound(Message("lanes.no_chain_at_all", account=account, chain=asked))
        if found:
            raise NotFound(Message("lanes.several_chains", account=account, chain=asked, ids=ids_of(found)))
        if near := near_names(asked, known):
            raise NotFound(Message("lanes.near_chain", account=account, chain=asked, near=near))
        raise NotFound(Message("lanes.no_chain", account=account, chain=asked, chains=names_of(known)))


def _chains(evidence: Evidence) -> tuple[KnownChain, ...]:
    deals = {deal.id: deal.name for deal in evidence.graph.opportunities}

    def known(chain: ChainNode) -> KnownChain:
        return KnownChain(chain.id, chain.name or chain.id, deals.get(chain.opportunity), chain.status)

    order = ("active", "draft", None, "replaced", "closed")
    return tuple(sorted(map(known, evidence.graph.chains), key=lambda one: (order.index(one.status), one.id)))
