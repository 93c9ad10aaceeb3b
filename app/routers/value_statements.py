"""Value statements: `/v1/accounts/{account_id}/value-statements`."""

from app.records.endpoints import record_router
from schemas.records.value_statements import VALUE_STATEMENTS

router = record_router(VALUE_STATEMENTS)
