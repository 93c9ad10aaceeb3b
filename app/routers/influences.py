"""Influences among the people of an account: `/v1/accounts/{account_id}/influences`."""

from app.records.endpoints import record_router
from schemas.records.influences import INFLUENCES

router = record_router(INFLUENCES)
