"""Ways to a person as sentences: which of us, who moves whom, how strong, and where it is weakest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from analytics.context import Context
from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language, Sentences
from schemas.analysis.chains.access import AccessAnalysis, AccessOfPerson, AccessRoute, AccessStep, PathsAnalysis
from schemas.analysis.chains.next_question import NextQuestionAnalysis, RankedQuestion

Reached = TypeVar("Reached", bound=AccessOfPerson)


@dataclass(frozen=True)
class RouteSentences:
    """Says ways in one language, with the names and titles of an account.

    Whoever has no name is called by their id.
    """

    context: Context
    language: Language

    @cached_property
    def _readable(self) -> ReadableNames:
        return ReadableNames(self.language)

    @property
    def _sentences(self) -> Sentences:
        return Sentences("access", self.language)

    def sentence(self, route: AccessRoute) -> str:
        """Return a way in words, with its strength, and its weakest step where it has several."""
        say = self._sentences.say
        steps = [say(_word(step), **self._ends(step)) for step in route.steps]
        member = self._member(route.people[0])
        said = say("route", member=member, steps=say("separator").join(steps), strength=_strength(route.strength))
        if len(steps) == 1:
            return said
        source, target = list(pairwise(route.people))[route.weakest]
        weakest = route.steps[route.weakest].strength
        gap = {"source": self._name(source), "target": self._name(target), "strength": _strength(weakest)}
        return said + say("gap") + say("weakest", **gap)

    def of_chain(self, answer: AccessAnalysis) -> AccessAnalysis:
        """Return an answer with the sentences of its ways."""
        return answer.model_copy(update={"voters": tuple(map(self.of_person, answer.voters))})

    def of_paths(self, answer: PathsAnalysis) -> PathsAnalysis:
        """Return an answer with the sentences of its ways."""
        return self.of_person(answer)

    def of_questions(self, answer: NextQuestionAnalysis) -> NextQuestionAnalysis:
        """Return an answer with the sentences of its ways."""
        if answer.questions is None:
            return answer
        return answer.model_copy(update={"questions": tuple(map(self._asked, answer.questions))})

    def of_person(self, row: Reached) -> Reached:
        """Return how a person is reached, in words too."""
        said = {
            "best": row.best and self._said(row.best),
            "alternatives": tuple(map(self._said, row.alternatives)),
        }
        return row.model_copy(update=said)

    def _asked(self, question: RankedQuestion) -> RankedQuestion:
        person = self._called(question.person)
        if question.ask is None:
            sentence = self._sentences.say("question_unheard", person=person)
        else:
            sentence = self._sentences.say("question", member=self._member(question.ask), person=person)
        route = question.route and self._said(question.route)
        return question.model_copy(update={"route": route, "sentence": sentence})

    def _said(self, route: AccessRoute) -> AccessRoute:
        return route.model_copy(update={"sentence": self.sentence(route)})

    def _ends(self, step: AccessStep) -> Mapping[str, str]:
        return {"source": self._name(step.source), "target": self._called(step.target)}

    def _called(self, person: str) -> str:
        title, name = self.context.people[person].title, self._name(person)
        return self._sentences.say("person_with_title", name=name, title=title) if title else name

    def _member(self, member: str) -> str:
        function = next((each.function for each in self.context.account.members if each.id == member), None)
        if function in {None, "unknown"}:
            return self._sentences.say("member", name=self._name(member))
        word = self._sentences.say(f"function_{function}")
        return self._sentences.say("member_with_function", name=self._name(member), function=word)

    def _name(self, one: str) -> str:
        return self._readable.of_us(self.context.names.get(one) or self.context.member_names.get(one) or one)


def _word(step: AccessStep) -> str:
    return step.rung or "unknown" if step.kind == "closeness" else step.kind


def _strength(value: float) -> str:
    """Return a strength with two digits that say something.

    Examples
    --------
    >>> _strength(0.3141), _strength(0.0031)
    ('0.31', '0.0031')
    """
    return f"{value:.2f}" if value >= 0.01 else f"{value:.2g}"
