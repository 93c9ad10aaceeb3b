"""Stored settings of the numbers: `/v1/settings`."""

from app.records.endpoints import record_router
from schemas.records.settings import SETTINGS

router = record_router(SETTINGS)
