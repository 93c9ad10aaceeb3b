"""The catalogue of gap rules: `GET /v1/gap-rules`."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field
from pydantic_core import to_json

from analytics.gaps.catalogue.examples import Example, examples_of
from analytics.gaps.catalogue.registry import RULES
from analytics.gaps.catalogue.rule import Rule
from app.dependencies import LanguageCallDep, strict_router
from app.http.etags import conditional_read
from app.messages.sentences import Language, texts_of
from schemas.analysis.gap_words import Family, Scope, Severity, Unit

router = strict_router("analysis")

Records = dict[str, list[dict[str, Any]]]


class RuleParameter(BaseModel):
    """A number that a profile may set."""

    name: str = Field(description="Its name.", examples=["days"])
    meaning: str = Field(description="What it decides.", examples=["So old the latest word may be."])
    default: float = Field(description="Without a profile.", examples=[60])
    unit: Unit = Field(description="Its unit.", examples=["days"])
    least: float = Field(description="The lowest that makes sense.", examples=[1])
    most: float = Field(description="The highest that makes sense.", examples=[3650])
    whole: bool = Field(description="Whether only whole numbers make sense.", examples=[True])


class RuleExample(BaseModel):
    """An account on 1 July 2026: its records by the nouns of their URLs, and the stage models of the book."""

    fires: Records = Field(description="The smallest account in which the rule sees a gap.")
    rests: Records = Field(description="The nearest one in which it does not: what closes the gap is there.")


class GapRule(BaseModel):
    """A rule that finds gaps."""

    id: str = Field(description="Its id.", examples=["overdue-contact"])
    family: Family = Field(description="What it is about.", examples=["relationship"])
    scopes: list[Scope] = Field(description="Whether it looks at accounts or decision chains.", examples=[["account"]])
    severity: Severity = Field(description="Unless the gap, or a profile, says otherwise.", examples=["medium"])
    title: str = Field(description="What it is called.", examples=["Contact overdue"])
    fires: str = Field(description="What makes it fire.", examples=["The last contact is older than the cadence."])
    reason: str = Field(description="Why it matters.", examples=["Whoever is not heard from forgets."])
    source: str = Field(description="Where it comes from.", examples=["Siebel ESP"])
    stands_on: list[str] = Field(description="Answers that show the numbers it uses.", examples=[["closeness"]])
    parameters: list[RuleParameter] = Field(description="What a profile may set.")
    examples: RuleExample


class GapRuleList(BaseModel):
    """Every rule, family by family."""

    items: list[GapRule]


@conditional_read(
    router,
    "/gap-rules",
    "list_gap_rules",
    "Every rule that finds gaps: what fires it, why it matters, its source and two examples",
    GapRuleList,
)
async def list_gap_rules(call: LanguageCallDep) -> Response:
    """The catalogue as the code has it; it changes with the version of the service only."""
    return call.answer(_body(call.language), call.headers)


@cache
def _body(language: Language) -> bytes:
    return to_json(GapRuleList(items=[_rule(rule, language) for rule in RULES]))


def _rule(rule: Rule, language: Language) -> GapRule:
    texts = texts_of(f"gap_rules_{rule.family}", language)[rule.id]
    assert not isinstance(texts, str)  # noqa: S101 - for the type checker: each rule has several texts
    examples = examples_of(rule)
    return GapRule(
        id=rule.id,
        family=rule.family,
        scopes=list(rule.scopes),
        severity=rule.severity,
        **{name: texts[name] for name in ("title", "fires", "reason", "source")},
        stands_on=rule.reads.split(),
        parameters=list(_parameters(rule, dict(texts))),
        examples=RuleExample(fires=_records(examples.fires), rests=_records(examples.rests)),
    )


def _parameters(rule: Rule, texts: dict[str, str]) -> Iterator[RuleParameter]:
    for name, parameter in rule.parameters.items():
        yield RuleParameter(name=name, meaning=texts[name], **parameter._asdict())


def _records(example: Example) -> Records:
    return {noun: list(rows) for noun, rows in example.records.items()}
