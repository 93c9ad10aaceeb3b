"""People of an account: `/v1/accounts/{account_id}/people`."""

from app.records.endpoints import record_router
from schemas.records.people import PEOPLE

router = record_router(PEOPLE)
