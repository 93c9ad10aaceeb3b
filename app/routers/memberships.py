"""Memberships of people in departments: `/v1/accounts/{account_id}/memberships`."""

from app.records.endpoints import record_router
from schemas.records.memberships import MEMBERSHIPS

router = record_router(MEMBERSHIPS)
