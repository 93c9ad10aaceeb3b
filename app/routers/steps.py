"""Steps: `/v1/accounts/{account_id}/steps`."""

from app.records.endpoints import record_router
from schemas.records.steps import STEPS

router = record_router(STEPS)
