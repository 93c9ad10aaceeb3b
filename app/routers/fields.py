"""Custom fields: `/v1/fields`."""

from app.record_endpoints import record_router
from schemas.records.fields import FIELDS

router = record_router(FIELDS)
