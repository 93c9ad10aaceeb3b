"""Sentences in each language, for what is kept before anybody says in which it will be read."""

from analytics.gaps.actions.action import Action
from analytics.gaps.actions.sentences import Say, joined, sentences_of
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from schemas.messages.message import Message
from schemas.reports.lists import BothLanguages


class SayBoth:
    """Puts messages into words of each language.

    Parameters
    ----------
    en, zh : callable
        Each puts a message into words of its language.
    """

    def __init__(self, en: Say, zh: Say) -> None:
        self._en = en
        self._zh = zh

    def __call__(self, message: Message) -> BothLanguages:
        """Return a message in words."""
        return BothLanguages.of_ours(en=self._en(message), zh=self._zh(message))

    def action(self, whole: GapContext, gap: Gap, action: Action) -> BothLanguages:
        """Return what is to be done about a gap in words."""
        messages = sentences_of(whole, gap, action)
        return BothLanguages.of_ours(en=joined(messages, self._en), zh=joined(messages, self._zh))
