"""Closeness notes: `/v1/accounts/{account_id}/closeness-notes`."""

from app.records.endpoints import record_router
from schemas.records.closeness_notes import CLOSENESS_NOTES

router = record_router(CLOSENESS_NOTES)
