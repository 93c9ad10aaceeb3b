"""The whole answer about what changed, from what was read and computed."""

from collections.abc import Iterable, Iterator, Sequence

from analytics.answers.provenance import provenance
from analytics.context import Context
from app.analysis.changes.gaps import gap_changes
from app.analysis.changes.names import RecordNames
from app.analysis.changes.reading import Compared
from app.analysis.changes.records import NamedChange, counts_of, named_changes, places_concerning
from app.analysis.changes.scores import ComparedScores, Contexts
from app.analysis.changes.sentences import ChangeSentences
from app.analysis.changes.values import ValueWords
from app.messages.sentences import Language, Sentences
from schemas.analysis.changes import ChangesAnalysis, ChangesSince, ErasedBetween, RecordChange


def changes_analysis(context: Context, compared: Compared, language: Language) -> ChangesAnalysis:
    """Return what differs between two moments, with names and in words.

    Parameters
    ----------
    context : Context
        Of the later moment, with or without a chain in scope.
    """
    return _Answer(context, compared, language).whole()


class _Answer:
    """Puts an answer together in one language."""

    def __init__(self, context: Context, compared: Compared, language: Language) -> None:
        self._context, self._compared, self._language = context, compared, language
        self._names = RecordNames(compared, language)
        self._values = ValueWords(self._names, language, compared.after.graph.timezone)
        self._sentences = Sentences("changes", language)
        self._changed = ChangeSentences(self._names, self._values, language)
        graphs = (compared.before.graph, compared.after.graph)
        self._changes = named_changes(compared.records.records, graphs)
        chain = context.chain
        everything = list(range(len(self._changes)))
        self._own = everything if chain is None else places_concerning(self._changes, chain, graphs)

    def whole(self) -> ChangesAnalysis:
        """Return the answer."""
        compared, chain = self._compared, self._context.chain
        contexts = Contexts.of(compared, self._context)
        scores = ComparedScores(contexts, compared, self._changes, self._names, self._values, self._sentences)
        beliefs, closeness, numbers = tuple(scores.beliefs()), tuple(scores.closeness()), tuple(scores.scores())
        own = [self._changes[place] for place in self._own]
        return ChangesAnalysis(
            **provenance(self._context),
            name=self._names.recorded("account", self._context.account.account_id),
            since=self._since(),
            knowledge=compared.ends.knowledge,
            chain=None if chain is None else self._names.named("chain", chain),
            summary=self._summary(own),
            notes=tuple(self._notes()),
            counts=counts_of(own),
            records=self._said(self._own),
            also=self._said(sorted(scores.grounds - {*self._own})),
            erased=tuple(self._erased()),
            beliefs=beliefs,
            closeness=closeness,
            scores=numbers,
            gaps=tuple(gap_changes(contexts, compared, self._language)),
        )

    def _said(self, places: Iterable[int]) -> tuple[RecordChange, ...]:
        return tuple(self._changes[place].change(self._names, self._changed) for place in places)

    def _since(self) -> ChangesSince:
        before = self._compared.before
        return ChangesSince(
            as_of=before.snapshot.as_of,
            known_at=before.snapshot.known_at,
            revision=before.snapshot.revision,
            book_revision=before.snapshot.book_revision,
            settings=before.settings.fingerprint(),
            exists=self._compared.accounts[0] is not None,
        )

    def _span(self) -> dict[str, str]:
        moments = self._compared.before.snapshot, self._compared.after.snapshot
        since, until = (self._values.date(one.as_of) for one in moments)
        return {"since": since, "until": until}

    def _summary(self, changes: Sequence[NamedChange]) -> str:
        count = sum(counts_of(changes).values())
        span = self._span()
        return (
            self._sentences.say("summary", count=count, **span)
            if count
            else self._sentences.say("summary_none", **span)
        )

    def _notes(self) -> Iterator[str]:
        compared, say = self._compared, self._sentences.say
        since, until = self._span().values()
        if compared.ends.knowledge == "one_knowledge":
            if compared.ends.until.known_at is None:
                yield say("reason_hindsight", since=since)
            else:
                yield say("reason_known", known=self._values.date(compared.ends.until.known_at))
        before = compared.before.snapshot
        if before.revision == 0:
            yield say("reason_unrecorded", known=self._values.date(before.known_at))
        elif compared.accounts[0] is None:
            yield say("reason_not_there", since=since)
        if compared.accounts[1] is None and compared.accounts[0] is not None:
            yield say("reason_ended", until=until)
        chain = self._context.chain
        if chain is not None and all(one.id != chain for one in compared.before.graph.chains):
            yield say("reason_no_chain", since=since)

    def _erased(self) -> Iterator[ErasedBetween]:
        for kind, record_id, instant in self._compared.records.erased:
            said = self._sentences.say("erased", kind=kind, at=self._values.date(instant))
            yield ErasedBetween(kind=kind, id=record_id, erased_at=instant, sentence=said)
