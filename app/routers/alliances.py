"""Alliances: `/v1/accounts/{account_id}/alliances`."""

from app.record_endpoints import record_router
from schemas.records.alliances import ALLIANCES

router = record_router(ALLIANCES)
