"""Team members: `/v1/team-members`."""

from app.records.endpoints import record_router
from schemas.records.team_members import TEAM_MEMBERS

router = record_router(TEAM_MEMBERS)
