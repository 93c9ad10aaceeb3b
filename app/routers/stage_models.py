"""Stage models: `/v1/stage-models`."""

from app.records.endpoints import record_router
from schemas.records.stage_models import STAGE_MODELS

router = record_router(STAGE_MODELS)
