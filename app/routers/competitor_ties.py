"""Competitor ties: `/v1/accounts/{account_id}/competitor-ties`."""

from app.records.endpoints import record_router
from schemas.records.competitor_ties import COMPETITOR_TIES

router = record_router(COMPETITOR_TIES)
