"""Accounts: `/v1/accounts`."""

from app.records.endpoints import record_router
from schemas.records.accounts import ACCOUNTS

router = record_router(ACCOUNTS)
