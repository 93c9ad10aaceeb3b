"""Custom fields: `/v1/fields`."""

from app.records.endpoints import record_router
from schemas.records.fields import FIELDS

router = record_router(FIELDS)
