"""How reports speak in each language."""

from analytics.reports.material import Wording
from app.messages.readable_names import ReadableNames
from app.messages.rule_titles import rule_titles
from app.messages.sentences import Language


def wording_in(language: Language) -> Wording:
    """Return the words of reports in a language.

    Examples
    --------
    >>> wording_in("zh").titles["overdue-contact"]
    '联系逾期'
    """
    return Wording(language, ReadableNames(language).say, rule_titles(language))
