"""Why a request is refused that the document's schemas allow: by rules that no schema can say."""

import re
from functools import cache
from typing import Any

from app.messages.sentences import LANGUAGES, texts_of

UNSAID = {
    "analysis.": "what is stored, and parameters that fit each other",
    "book.": "parameters that fit each other",
    "gap_states.": "what is stored, and the time of now",
    "imports.no_field_of_kind": "names of fields in one text, by commas",
    "jobs.not_an_archive": "bytes of a zip",
    "ledger.": "what is stored, and fields that fit each other",
    "plans.": "fields that fit each other, and what is stored",
    "records.": "what is stored, and parameters that fit each other",
    "reporting.not_a_date": "a date of the calendar: `format` binds nobody",
    "requests.cursor_unknown": "what this service has made itself",
    "requests.end_without_id": "an id that only an end needs",
    "requests.from_after_to": "parameters that fit each other",
    "requests.if_match": "what this service has made itself; `0` is sent against the pattern of the header",
    "requests.key_of_other_request": "what was sent before",
    "requests.no_rows": "which parts an answer has, by what is asked and stored",
    "requests.no_words": "what is left of a text without its spaces and signs",
    "requests.unknown_name": "names of fields in one text, by commas",
    "rule_profiles.": "parameters of the rule that is named",
    "simulation.": "what is stored, and items that fit each other",
    "values.assessed": "a range for each of seven attributes",
    "values.field_pointer": "names of fields behind a stroke",
    "values.invisible": "characters by their Unicode class",
    "values.timezone": "600 names that change twice a year",
    "values.whole_number": "`2.0`, which JSON Schema takes for a whole number",
}
"""Messages, or the beginnings of their ids, and the rule that each tells of."""

_PARAMETER = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")

_IN_EXTRA = re.compile(r"((?:^|/)extra/[^/]+)/.*", re.DOTALL)
"""The place of a value in `extra`, and what stands behind it: a type that the value could be of."""


def is_refused_by_rule(problem: dict[str, Any]) -> bool:
    """Return whether each place that a problem names breaks one of these rules.

    Of a value in `extra`, which may be of several types, each type says why it is not of it: one of them has the rule.
    """
    told: dict[str, list[str]] = {}
    for one in problem["errors"] or [{"pointer": "", **problem}]:
        told.setdefault(_IN_EXTRA.sub(r"\1", one.get("pointer", "")), []).append(one["detail"])
    return all(any(map(_rules().fullmatch, details)) for details in told.values())


@cache
def _rules() -> re.Pattern[str]:
    found = [text for rule in UNSAID for language in LANGUAGES for text in _texts(rule, language)]
    return re.compile("|".join(".*".join(map(re.escape, _PARAMETER.split(text))) for text in found), re.DOTALL)


def _texts(rule: str, language: Any) -> list[str]:
    subject, _, name = rule.partition(".")
    held = texts_of(subject, language)
    chosen = [held[name]] if name else list(held.values())
    return [text for one in chosen for text in ([one] if isinstance(one, str) else one.values())]
