"""Coverages: `/v1/accounts/{account_id}/coverages`."""

from app.records.endpoints import record_router
from schemas.records.coverages import COVERAGES

router = record_router(COVERAGES)
