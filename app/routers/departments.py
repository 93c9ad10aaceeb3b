"""Departments of an account: `/v1/accounts/{account_id}/departments`."""

from app.records.endpoints import record_router
from schemas.records.departments import DEPARTMENTS

router = record_router(DEPARTMENTS)
