"""Rule profiles: which gap rules look at which accounts and deals, how bad their findings are, with what parameters."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BaseModel, Field, StrictBool

from schemas.analysis.gap_words import Severity
from schemas.fields import FieldKey, Identifier, Line, open_field
from schemas.gap_rules.registry import BUILT_IN_PROFILES, FACTS_BY_ID
from schemas.gap_rules.rule_facts import RuleFacts
from schemas.links import references_to
from schemas.messages.message import Message
from schemas.resource import Fault, RecordFields, Resource, Stamp
from schemas.vocabularies import DealClass, Tier

Days = Annotated[float, Field(strict=True, gt=0, le=36_500, allow_inf_nan=False)]
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class RuleChoice(BaseModel, extra="forbid"):
    """What a profile says of one rule; of several choices that hold, later ones win."""

    rule: Identifier = open_field(
        "Id of the rule, as `/v1/gap-rules` gives it.", default=..., examples=["overdue-contact"]
    )
    on: StrictBool | None = open_field("Whether it looks; null: as the profile says.", examples=[True])
    severity: Severity | None = open_field("How bad its findings are; null: as the rule says.", examples=["high"])
    parameters: Annotated[dict[FieldKey, Finite], Field(max_length=20)] | None = open_field(
        "Its parameters by name, in the ranges that `/v1/gap-rules` gives.", examples=[{"critical_after": 3}]
    )
    tier: Tier | None = open_field("Only in accounts of this tier.", examples=["A"])
    deal_class: DealClass | None = open_field("Only for deals of this class.")
    stage: FieldKey | None = open_field("Only for deals at this stage, by its key.")
    younger_than_days: Days | None = open_field("Only while the account is younger than this.")


class RuleProfileFields(RecordFields):
    """Fields of a rule profile that a caller may write; without account, segment and tier it is for all accounts."""

    name: Line | None = open_field("Name of the profile.", examples=["Strategic accounts"])
    segment: Line | None = open_field("Segment whose accounts it is for.")
    tier: Tier | None = open_field("Tier whose accounts it is for.", examples=["A"])
    account: Identifier | None = open_field("The one account it is for.")
    on: StrictBool | None = open_field("Whether rules look about which no choice says so.", examples=[True])
    most: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = open_field(
        "How many gaps are listed at most; the others are counted. Null: all."
    )
    choices: Annotated[list[RuleChoice], Field(max_length=500)] | None = open_field(
        "What it says of single rules, in the order in which they are applied.",
        examples=[[{"rule": "overdue-contact", "severity": "high", "tier": "A"}]],
    )


class RuleProfile(RuleProfileFields, Stamp):
    """A rule profile as the service gives it back."""


def _check_profile(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what a profile changes nothing by, and what its choices name that the catalogue of rules does not have."""
    choices = values.get("choices") or ()
    if values.get("id") in BUILT_IN_PROFILES:
        yield "", Message("rule_profiles.built_in", id=values["id"])
    if values.get("on") is True and not choices and values.get("most") is None:
        yield "/choices", Message("rule_profiles.no_choices")
    if values.get("on") is False and not any(choice.get("on") for choice in choices):
        yield "/choices", Message("rule_profiles.all_off")
    for place, choice in enumerate(choices):
        yield from _check_choice(f"/choices/{place}", choice)


def _check_choice(place: str, choice: Mapping[str, Any]) -> Iterator[Fault]:
    rule, parameters = choice["rule"], choice.get("parameters") or {}
    facts = FACTS_BY_ID.get(rule)
    if facts is None:
        yield f"{place}/rule", _unknown_rule(rule)
        return
    if choice.get("on") is None and choice.get("severity") is None and not parameters:
        yield place, Message("rule_profiles.choice_of_nothing", rule=rule)
    for name, value in parameters.items():
        if fault := _fault_of(facts, name, value):
            yield f"{place}/parameters/{name}", fault


def _unknown_rule(rule: str) -> Message:
    near = get_close_matches(rule, FACTS_BY_ID, 3)
    if near:
        return Message("rule_profiles.near_rule", rule=rule, near=near)
    return Message("rule_profiles.unknown_rule", rule=rule)


def _fault_of(facts: RuleFacts, name: str, value: float) -> Message | None:
    parameter = facts.parameters.get(name)
    if parameter is None:
        if facts.parameters:
            return Message("rule_profiles.unknown_parameter", rule=facts.id, name=name, known=list(facts.parameters))
        return Message("rule_profiles.no_parameters", rule=facts.id)
    if parameter.takes(value):
        return None
    least, most = f"{parameter.least:g}", f"{parameter.most:g}"
    if parameter.whole:
        return Message("rule_profiles.whole_out_of_range", name=name, least=least, most=most)
    return Message("rule_profiles.out_of_range", name=name, least=least, most=most)


RULE_PROFILES = Resource(
    kind="rule_profile",
    fields=RuleProfileFields,
    record=RuleProfile,
    required=("name",),
    defaults={"on": True},
    nested=("choices",),
    fixed=("account",),
    scope="book",
    configures=True,
    named=True,
    references=references_to("account"),
    check=_check_profile,
)
"""The resource; its account never changes, so that it goes when the account is erased."""
