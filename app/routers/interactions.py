"""Interactions: `/v1/accounts/{account_id}/interactions`."""

from app.record_endpoints import record_router
from schemas.interactions import INTERACTIONS

router = record_router(INTERACTIONS)
