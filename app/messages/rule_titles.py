"""What gap rules are called in each language."""

from collections.abc import Mapping
from functools import cache

from app.messages.sentences import Language, texts_of
from schemas.gap_rules.registry import FACTS


@cache
def rule_titles(language: Language) -> Mapping[str, str]:
    """Return the title of each rule.

    Examples
    --------
    >>> rule_titles("zh")["overdue-contact"]
    '联系逾期'
    """
    texts = {rule.id: texts_of(f"gap_rules_{rule.family}", language)[rule.id] for rule in FACTS}
    return {rule: str(text["title"]) for rule, text in texts.items() if not isinstance(text, str)}
