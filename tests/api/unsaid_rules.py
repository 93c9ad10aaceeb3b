"""Why a request is refused that the document's schemas allow: by rules that no schema can say.

Each is named by its message, by where in a request it may be found at fault, and by the operations that may say so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.messages.sentences import LANGUAGES, texts_of

WRITES = "(POST|PUT|PATCH|DELETE) .*"
ANALYSES = ".*/(analysis/.*|overview|graph)"
ITEM = r"(/items/\d+(/data)?)?"
"""Before the fields of a record where it is an item of a batch."""


def _kinds(*plurals: str) -> str:
    """Return the operations that write records of these kinds, alone or among others."""
    return f"(POST|PUT|PATCH|DELETE) .*/({'|'.join((*plurals, 'batch', 'sync'))})(/.*)?"


@dataclass(frozen=True)
class UnsaidRule:
    """Messages of one subject that say the same kind of thing.

    Attributes
    ----------
    subject : str
        The file of the messages.
    names : str
        Which of them: an expression.
    reason : str
        Why no schema can say it.
    at : str
        Where it may be found at fault: an expression; ``?name`` is a parameter, ``/name`` a part of the body.
    operations : str
        Method and path of those that may be refused so: an expression.
    """

    subject: str
    names: str
    reason: str
    at: str = ".*"
    operations: str = ".*"

    @property
    def messages(self) -> Iterator[str]:
        """Its messages by name."""
        yield from (name for name in texts_of(self.subject, "en") if re.fullmatch(self.names, name))

    @property
    def texts(self) -> Iterator[str]:
        """Their words in each language."""
        for language in LANGUAGES:
            held = texts_of(self.subject, language)
            for message in (held[name] for name in self.messages):
                yield from [message] if isinstance(message, str) else message.values()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(".*".join(map(re.escape, _PARAMETER.split(text))) for text in self.texts), re.DOTALL)

    def excuses(self, label: str, place: str, detail: str) -> bool:
        """Return whether an operation may say so of a part of a request."""
        where = re.fullmatch(self.operations, label) and re.fullmatch(self.at, place)
        return bool(where and self._pattern.fullmatch(detail))


_PARAMETER = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")

STORED = "what is stored"
TOGETHER = "fields, or parameters, that fit each other"
NAMES = "names of fields in one text, by commas"

RULES = (
    UnsaidRule("analysis", ".*", "what is stored, and parameters that fit each other", operations=ANALYSES),
    UnsaidRule("book", ".*", TOGETHER, r"\?.*", "GET /v1/(accounts|analysis/.*|reports/.*|people|search)"),
    UnsaidRule("gap_states", ".*", "what is stored, and the time of now", operations=".*/analysis/gaps/.*"),
    UnsaidRule("jobs", "not_an_archive", "bytes of a zip", "", "POST /v1/imports"),
    UnsaidRule("ledger", "(?!record|extra$).*", "what is stored, and fields that fit each other", operations=WRITES),
    UnsaidRule("ledger", "extra", "values of custom fields, as they are declared", "(.*/)?extra(/.*)?", WRITES),
    UnsaidRule("plans", "forecast_of_a_chain", TOGETHER, "/.*", "POST .*/analysis/plan"),
    UnsaidRule("records", "absent|absent_then|erased", STORED, operations=f"{WRITES}|{ANALYSES}|GET /v1/reports/.*"),
    UnsaidRule("records", "before", TOGETHER, "/.*", WRITES),
    UnsaidRule("records", "choice_.*|values_without_.*", TOGETHER, "/.*", _kinds("fields")),
    UnsaidRule(
        "records",
        "rung_.*|member_without_.*|attribute_is_text|value_of_list",
        TOGETHER,
        "/.*",
        _kinds("assessments", "control-points", "observations"),
    ),
    UnsaidRule("records", "quorum_.*|threshold_.*|measure_.*", TOGETHER, "/.*", _kinds("steps")),
    UnsaidRule("records", "statement_too_long", "how long words take to say", "/.*", _kinds("value-statements")),
    UnsaidRule("records", "open_action_closed", TOGETHER, "/.*", _kinds("actions")),
    UnsaidRule("records", "cell_twice", "items that differ in some fields", "/.*", _kinds("templates")),
    UnsaidRule("records", "weights|rising|together", "numbers that fit each other", "/.*", _kinds("settings")),
    UnsaidRule("records", "stage_.*|role_.*|many_fields", TOGETHER, "/.*", _kinds("stage-models")),
    UnsaidRule("records", "cursor_moment", "the page before", r"\?.*", "GET .*"),
    UnsaidRule("records", "upside_down", TOGETHER, r"\?.*", "GET .*"),
    UnsaidRule("records", "sort", NAMES, r"\?sort", "GET .*"),
    UnsaidRule("records", "fields", NAMES, r"\?fields", "GET .*"),
    UnsaidRule("records", "erasure_moment", TOGETHER, r"\?.*", "DELETE .*"),
    UnsaidRule("records", "external_id_elsewhere", STORED, operations="(PUT|PATCH) .*/by/.*"),
    UnsaidRule("records", "speaker_unknown", STORED, operations="POST .*/observations"),
    UnsaidRule(
        "reporting", "not_a_date", "a date of the calendar: `format` binds nobody", "/?date", ".* /v1/reports.*"
    ),
    UnsaidRule("requests", "cursor_unknown", "what this service has made itself", r"\?(cursor|after)", "GET .*"),
    UnsaidRule("requests", "end_without_id", "an id that only an end needs", r"/items/\d+/id", "POST .*/batch"),
    UnsaidRule("requests", "from_after_to", TOGETHER, r"\?.*", "GET .*"),
    UnsaidRule(
        "requests",
        "if_match",
        "what this service has made itself; `0` is sent against the pattern of the header",
        r"header/if-match|/items/\d+/if_match",
        WRITES,
    ),
    UnsaidRule("requests", "key_of_other_request", "what was sent before", "header/idempotency-key", WRITES),
    UnsaidRule(
        "requests", "no_rows", "which parts an answer has, by what is asked and stored", r"\?(include|exclude|fields)"
    ),
    UnsaidRule("requests", "no_words", "what is left of a text without its spaces and signs", r"\?q", "GET .*"),
    UnsaidRule("requests", "unknown_name", NAMES, r"\?(include|exclude|fields)"),
    UnsaidRule(
        "rule_profiles", ".*", "parameters of the rule that is named", ".*", f"{_kinds('rule-profiles')}|.*/gaps(/.*)?"
    ),
    UnsaidRule("rule_profiles", "absent", STORED, r"\?profile", ".*/(analysis/.*|overview)"),
    UnsaidRule("simulation", ".*", "what is stored, and items that fit each other", "(/.*)?", "POST .*/simulate"),
    UnsaidRule(
        "values", "assessed", "a range for each of seven attributes", ".*/value", _kinds("assessments", "observations")
    ),
    UnsaidRule(
        "values",
        "assessed_text",
        "characters by their Unicode class",
        ".*/value",
        _kinds("assessments", "observations"),
    ),
    UnsaidRule(
        "values", "field_pointer", "names of fields behind a stroke", f"{ITEM}/stages/.*", _kinds("stage-models")
    ),
    UnsaidRule("values", "instant_in_range|not_before_1970", "the years of an instant in UTC"),
    UnsaidRule("values", "invisible", "characters by their Unicode class", "([/?]|extra/).*"),
    UnsaidRule(
        "values",
        "direction",
        "one schema for what is sent and for older texts that answers show as they were stored",
        "([/?]|extra/).*",
    ),
    UnsaidRule(
        "values",
        "record_kind",
        "a list that grows with each kind",
        rf"{ITEM}/record_kind|\?record_kind",
        f"{_kinds('fields')}|GET /v1/fields",
    ),
    UnsaidRule(
        "values", "threshold_in_range", "`3/2` has the pattern of a fraction", f"{ITEM}/threshold", _kinds("steps")
    ),
    UnsaidRule("values", "timezone", "600 names that change twice a year", rf"{ITEM}/timezone|\?timezone"),
    UnsaidRule("values", "whole_number", "`2.0`, which JSON Schema takes for a whole number", "/.*", WRITES),
)


def is_refused_by_rule(label: str, problem: dict[str, Any]) -> bool:
    """Return whether each fault that a problem of an operation names breaks one of these rules."""
    faults = problem["errors"] or [{"pointer": "", **problem}]
    return all(any(rule.excuses(label, one.get("pointer", ""), one["detail"]) for rule in RULES) for one in faults)
