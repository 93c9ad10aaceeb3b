"""What to do before somebody leaves, as sentences with names: who could hold what they hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language
from schemas.analysis.simulations.departures import Departure, DeparturesAnalysis, EndingRelationship
from schemas.messages.message import Message

MOST_NAMED = 3
"""Relationships of one departure that a sentence is said about: those that cost most."""


@dataclass(frozen=True)
class DepartureSentences:
    """Says what to do in one language. Whoever has no name is called by their id."""

    language: Language

    def of_answer(self, answer: DeparturesAnalysis) -> DeparturesAnalysis:
        """Return an answer with its advice in words."""
        chain = answer.chain and (answer.chain.name or answer.chain.id)
        say = ReadableNames(self.language).say
        said = tuple(_of_departure(each, chain or "", say) for each in answer.departures)
        return answer.model_copy(update={"departures": said})


def _of_departure(row: Departure, chain: str, say: Callable[[Message], str]) -> Departure:
    advice = [*(_of_ours(row) if row.side == "ours" else _of_theirs(row)), *_of_chain(row, chain)]
    return row.model_copy(update={"advice": tuple(map(say, advice))})


def _of_ours(row: Departure) -> Iterator[Message]:
    leaver = row.name or row.id
    if not row.relationships:
        yield Message("departures.ours_nothing", leaver=leaver)
    for each in row.relationships[:MOST_NAMED]:
        person = each.person_name or each.person
        if each.heir is None:
            yield Message("departures.ours_nobody", leaver=leaver, person=person)
        elif each.heir_closeness is None:
            yield Message("departures.ours_reaches", leaver=leaver, person=person, heir=_heir(each))
        else:
            close, before = round(each.heir_closeness), round(each.closeness)
            yield Message(
                "departures.ours_close",
                leaver=leaver,
                person=person,
                heir=_heir(each),
                closeness=close,
                before=before,
            )
    if len(row.relationships) > MOST_NAMED:
        yield Message("departures.ours_more", leaver=leaver, count=len(row.relationships) - MOST_NAMED)


def _of_theirs(row: Departure) -> Iterator[Message]:
    leaver, follows = row.name or row.id, row.successor
    if not row.relationships:
        yield Message("departures.theirs_nothing", leaver=leaver)
        return
    member = row.relationships[0].member_name or row.relationships[0].member
    if follows is None:
        yield Message("departures.theirs_nobody", leaver=leaver, member=member)
        return
    heir = follows.name or follows.id
    if follows.member is None:
        yield Message("departures.theirs_unknown", leaver=leaver, member=member, heir=heir)
        return
    close, known = round(follows.closeness or 0.0), follows.member_name or follows.member
    yield Message("departures.theirs_known", leaver=leaver, member=known, heir=heir, closeness=close)


def _of_chain(row: Departure, chain: str) -> Iterator[Message]:
    leaver = row.name or row.id
    if row.votes:
        yield Message("departures.votes", leaver=leaver, chain=chain)
    if row.cut_off:
        voters = [each.name or each.id for each in row.cut_off]
        yield Message("departures.cut_off", leaver=leaver, chain=chain, voters=voters)


def _heir(ending: EndingRelationship) -> str:
    return ending.heir_name or ending.heir or ""
