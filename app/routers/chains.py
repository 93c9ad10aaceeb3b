"""Decision chains: `/v1/accounts/{account_id}/chains`."""

from app.records.endpoints import record_router
from schemas.records.chains import CHAINS

router = record_router(CHAINS)
