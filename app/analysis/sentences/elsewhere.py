"""The same human in another account, as a sentence."""

from collections.abc import Iterable

from analytics.answers.parts.elsewhere import OtherRecord, known_elsewhere
from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from schemas.analysis.profile import KnownElsewhere


class ElsewhereSentences:
    """Says in one language where a person is known too.

    Parameters
    ----------
    name : str or None
        What the person is called in the account that is asked about; it is not said again.
    """

    def __init__(self, language: Language, name: str | None) -> None:
        self._say = Sentences("elsewhere", language).say
        self._rungs = labels_of(language)["rung"]
        self._readable = ReadableNames(language)
        self._name = name

    def of_records(self, records: Iterable[OtherRecord]) -> tuple[KnownElsewhere, ...]:
        """Return what is known by each record, with its sentence."""
        found = map(known_elsewhere, records)
        return tuple(each.model_copy(update={"sentence": self._sentence(each)}) for each in found)

    def _sentence(self, known: KnownElsewhere) -> str:
        if known.state == "no_account":
            return self._say("no_account")
        account = known.account_name or known.account
        if known.state == "no_person":
            return self._say("no_person", account=account)
        there = self._say("place", account=account)
        if who := self._who(known):
            there = self._say("place_as", account=account, who=who)
        if known.state == "left":
            return (
                self._say("left_on", there=there, day=known.left_at[:10])
                if known.left_at
                else self._say("left", there=there)
            )
        if known.closest is None:
            return self._say("nobody", there=there)
        member, closeness = known.closest.member_name or known.closest.member, round(known.closest.closeness)
        rung = self._rungs[known.closest.rung].lower()
        return self._say("closest", there=there, member=self._readable(member), rung=rung, closeness=closeness)

    def _who(self, known: KnownElsewhere) -> str:
        """Return name and title there; the name only where they are called otherwise than here."""
        name = None if known.person_name == self._name else known.person_name
        if name and known.title:
            return self._say("named", name=name, title=known.title)
        return name or known.title or ""
