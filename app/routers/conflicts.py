"""Conflicts: `/v1/accounts/{account_id}/conflicts`."""

from app.records.endpoints import record_router
from schemas.records.conflicts import CONFLICTS

router = record_router(CONFLICTS)
