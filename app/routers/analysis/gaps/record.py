"""How a gap rule has done: `GET /v1/gap-rules/{rule_id}/record`."""

from typing import Annotated

from fastapi import Path, Response

from analytics.gaps.catalogue.record import record_of_rule
from analytics.gaps.catalogue.registry import BY_ID
from app.dependencies import CallDep, strict_router
from app.http.etags import conditional_read
from schemas.errors import NotFound
from schemas.fields import Identifier
from schemas.messages.message import Message
from schemas.records.gap_rule_records import GapRuleRecord

router = strict_router("analysis")

RuleId = Annotated[Identifier, Path(description="Id of the rule.", examples=["overdue-contact"])]


@conditional_read(
    router,
    "/gap-rules/{rule_id}/record",
    "get_gap_rule_record",
    "How a rule has done over all accounts: opened, muted, called wrong, acted on",
    GapRuleRecord,
    NotFound,
)
async def get_gap_rule_record(call: CallDep, rule_id: RuleId) -> Response:
    """Of all gaps that refreshes found so far, as they stand now; so that a noisy rule is seen."""
    if rule_id not in BY_ID:
        raise NotFound(Message("rule_profiles.unknown_rule", rule=rule_id))
    record = record_of_rule(rule_id, await call.store.repository.gaps_of_rule(rule_id))
    return call.answer(record.model_dump_json().encode())
