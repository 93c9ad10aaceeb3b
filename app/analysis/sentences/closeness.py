"""Why the closeness of a pair is not higher, as a sentence."""

from collections.abc import Iterable

from app.messages.sentences import Language, Sentences
from schemas.analysis.closeness import ClosenessPair
from schemas.settings.analysis_settings import AnalysisSettings


class ClosenessSentences:
    """Says in one language what holds the closeness of pairs back, under the settings of an account."""

    def __init__(self, settings: AnalysisSettings, language: Language) -> None:
        self._settings = settings
        self._say = Sentences("closeness", language).say

    def of_pairs(self, pairs: Iterable[ClosenessPair]) -> tuple[ClosenessPair, ...]:
        """Return the pairs with the sentence of each whose ceiling is reached."""
        return tuple(
            pair if pair.limited_by is None else pair.model_copy(update={"limit_sentence": self.of_pair(pair)})
            for pair in pairs
        )

    def of_pair(self, pair: ClosenessPair) -> str | None:
        """Return what holds a pair back; None where nothing does."""
        if pair.limited_by is None or pair.ceiling is None:
            return None
        return self._say(
            pair.limited_by,
            ceiling=f"{pair.ceiling:g}",
            days=f"{self._settings.known_days:g}",
            within=f"{self._settings.known_within:g}",
            recent=f"{self._settings.interdependent_days:g}",
        )
