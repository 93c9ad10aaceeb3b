"""Accounts: `/v1/accounts`."""

from app.record_endpoints import record_router
from schemas.records.accounts import ACCOUNTS

router = record_router(ACCOUNTS)
