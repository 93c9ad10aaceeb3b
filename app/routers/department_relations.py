"""Department relations: `/v1/accounts/{account_id}/department-relations`."""

from app.records.endpoints import record_router
from schemas.records.department_relations import DEPARTMENT_RELATIONS

router = record_router(DEPARTMENT_RELATIONS)
