"""Interactions: `/v1/accounts/{account_id}/interactions`."""

from app.records.endpoints import record_router
from schemas.records.interactions import INTERACTIONS

router = record_router(INTERACTIONS)
