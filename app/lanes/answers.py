"""What is shown of a chain: the answers that the service gives, computed from one context; no number is made here."""

from dataclasses import dataclass
from typing import Any

from analytics.answers.chains.access import access_analysis, next_question_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.closeness import closeness_analysis
from analytics.context import Context
from app.analysis.sentences.closeness import ClosenessSentences
from app.analysis.sentences.routes import RouteSentences
from app.messages.sentences import Language
from app.pictures.chains.words import ChainWords
from schemas.analysis.chains.access import AccessAnalysis
from schemas.analysis.chains.forecast import ForecastAnalysis
from schemas.analysis.chains.next_question import NextQuestionAnalysis
from schemas.analysis.closeness import ClosenessAnalysis


@dataclass(frozen=True, slots=True)
class ChainAnswers:
    """The answers about one chain at one moment, with the sentences of one language."""

    account: str
    forecast: ForecastAnalysis
    access: AccessAnalysis
    questions: NextQuestionAnalysis
    closeness: ClosenessAnalysis

    def object(self) -> dict[str, Any]:
        """Return the answers as one machine-readable object."""
        names = ("forecast", "access", "questions", "closeness")
        return {"account": self.account} | {name: getattr(self, name).model_dump(mode="json") for name in names}


def chain_answers(context: Context, account: str, language: Language) -> ChainAnswers:
    """Return what is shown of the chain in scope.

    Parameters
    ----------
    account : str
        Name of the account.
    """
    said, forecast = RouteSentences(context, language), forecast_analysis(context)
    return ChainAnswers(
        account,
        forecast.model_copy(update={"sentence": ChainWords(language).sentence(forecast)}),
        said.of_chain(access_analysis(context)),
        said.of_questions(next_question_analysis(context)),
        _close(context, language),
    )


def _close(context: Context, language: Language) -> ClosenessAnalysis:
    found = closeness_analysis(context)
    pairs = ClosenessSentences(context.settings, language).of_pairs(found.pairs)
    return found.model_copy(update={"pairs": pairs})
