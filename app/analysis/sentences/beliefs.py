"""What is believed of one person as a sentence: their support, how sure that is, and whose words it rests on."""

from analytics.context import Context
from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from schemas.analysis.beliefs import Belief, BeliefsAnalysis, JudgedWord


class BeliefSentences:
    """Says beliefs in one language, with the names and titles of an account."""

    def __init__(self, context: Context, language: Language) -> None:
        self._context = context
        self._say = Sentences("beliefs", language).say
        self._labels = labels_of(language)

    def of_person(self, answer: BeliefsAnalysis, person: str) -> BeliefsAnalysis:
        """Return an answer about one person with the sentence of their support."""
        node = self._context.people[person]
        name = node.name or node.title or person
        if node.title and node.title not in name:
            name = self._say("person_with_title", name=name, title=node.title)
        return answer.model_copy(update={"sentence": self._sentence(answer, name)})

    def _sentence(self, answer: BeliefsAnalysis, person: str) -> str:
        if not answer.beliefs:
            return self._say("nothing", person=person)
        found = [belief for belief in answer.beliefs if isinstance(belief, Belief) and belief.attribute == "support"]
        if not found or found[0].value is None:
            chains = sorted({word.chain for belief in found for word in belief.silent if word.chain is not None})
            return (
                self._say("of_chains", person=person, chains=chains)
                if chains
                else self._say("no_support", person=person)
            )
        support, sure = found[0].value, found[0].confidence or 0.0
        said = self._say("support", person=person, support=self._label(support), sure=f"{sure:.0%}")
        return self._say("gap").join([said, *map(self._word, found[0].assessments)])

    def _word(self, word: JudgedWord) -> str:
        who = word.assessor_name or self._say("somebody")
        values = {"who": who, "function": self._labels["our_function"][word.function], "day": word.observed_at[:10]}
        label = self._label(word.value)
        if word.evidence is None:
            return self._say("word", support=label, **values)
        return self._say("word_with_evidence", support=label, evidence=word.evidence, **values)

    def _label(self, support: float | str) -> str:
        value = support if isinstance(support, str) else str(round(support))
        return self._labels["support"][value]
