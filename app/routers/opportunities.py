"""Opportunities: `/v1/accounts/{account_id}/opportunities`."""

from app.records.endpoints import record_router
from schemas.records.opportunities import OPPORTUNITIES

router = record_router(OPPORTUNITIES)
