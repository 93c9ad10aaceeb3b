"""Value statements: `/v1/accounts/{account_id}/value-statements`."""

from app.record_endpoints import record_router
from schemas.value_statements import VALUE_STATEMENTS

router = record_router(VALUE_STATEMENTS)
