"""The first sentence of a text: what the first screen of a report has room for."""

import re

_END = re.compile(r"[。！？]|(?<=[^\W_]{5})[.!?](?=\s)|(?<=\d)[.!?](?=\s)|(?<=[)”\"])[.!?](?=\s)")
"""Where a sentence ends; a full stop after a short word may be an abbreviation, as in \"Dr. Brandt\"."""


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, or all of it where its end cannot be found.

    Examples
    --------
    >>> first_sentence("Meet Dr. Brandt by 2026-07-15. The weakest side is depth.")
    'Meet Dr. Brandt by 2026-07-15.'
    >>> first_sentence("请联系穆清岚。最弱的是深度。")
    '请联系穆清岚。'
    """
    end = _END.search(text)
    return text[: end.end()] if end else text
