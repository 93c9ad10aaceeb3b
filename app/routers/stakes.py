"""Stakes: `/v1/accounts/{account_id}/stakes`."""

from app.records.endpoints import record_router
from schemas.records.stakes import STAKES

router = record_router(STAKES)
