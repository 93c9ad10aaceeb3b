"""Reporting lines among the people of an account: `/v1/accounts/{account_id}/reporting-lines`."""

from app.records.endpoints import record_router
from schemas.records.reporting_lines import REPORTING_LINES

router = record_router(REPORTING_LINES)
