"""Control points: `/v1/accounts/{account_id}/control-points`."""

from app.records.endpoints import record_router
from schemas.records.control_points import CONTROL_POINTS

router = record_router(CONTROL_POINTS)
