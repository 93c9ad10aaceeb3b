"""Team reporting lines: `/v1/team-reporting-lines`."""

from app.records.endpoints import record_router
from schemas.records.team_reporting_lines import TEAM_REPORTING_LINES

router = record_router(TEAM_REPORTING_LINES)
