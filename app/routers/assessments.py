"""Assessments: `/v1/accounts/{account_id}/assessments`."""

from app.records.endpoints import record_router
from schemas.records.assessments import ASSESSMENTS

router = record_router(ASSESSMENTS)
