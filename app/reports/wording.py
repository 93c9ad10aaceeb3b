"""How reports speak in each language."""

from analytics.gaps.catalogue.registry import RULES
from analytics.reports.material import Wording
from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language, texts_of


def wording_in(language: Language) -> Wording:
    """Return the words of reports in a language.

    Examples
    --------
    >>> wording_in("zh").titles["overdue-contact"]
    '联系逾期'
    """
    titles = {rule.id: texts_of(f"gap_rules_{rule.family}", language)[rule.id] for rule in RULES}
    named = {rule: str(text["title"]) for rule, text in titles.items() if not isinstance(text, str)}
    return Wording(language, ReadableNames(language).say, named)
