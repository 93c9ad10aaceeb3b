"""Opportunities: `/v1/accounts/{account_id}/opportunities`."""

from app.record_endpoints import record_router
from schemas.opportunities import OPPORTUNITIES

router = record_router(OPPORTUNITIES)
