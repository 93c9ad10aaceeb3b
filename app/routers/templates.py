"""Templates: `/v1/templates`."""

from app.records.endpoints import record_router
from schemas.records.templates import TEMPLATES

router = record_router(TEMPLATES)
