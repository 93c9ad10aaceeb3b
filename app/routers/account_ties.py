"""Account ties: `/v1/account-ties`."""

from app.records.endpoints import record_router
from schemas.records.account_ties import ACCOUNT_TIES

router = record_router(ACCOUNT_TIES)
