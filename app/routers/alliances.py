"""Alliances: `/v1/accounts/{account_id}/alliances`."""

from app.records.endpoints import record_router
from schemas.records.alliances import ALLIANCES

router = record_router(ALLIANCES)
