"""Competitors: `/v1/competitors`."""

from app.records.endpoints import record_router
from schemas.records.competitors import COMPETITORS

router = record_router(COMPETITORS)
