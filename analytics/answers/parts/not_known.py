"""Gaps of knowledge: what nobody has recorded of a person yet."""

from collections.abc import Iterator

from analytics.context import Context
from analytics.members import standing_coverages
from schemas.analysis.profile import NotKnown


def not_known(context: Context, person: str) -> Iterator[NotKnown]:
    """Yield what is lacking of a person who is there: facts, a line to a manager, beliefs, a contact, a duty.

    Whoever has reports and no manager is at the top, and lacks none. A level `unknown` is lacking, as is a belief of
    which no word counts. A duty of somebody who left us is none.
    """
    account = context.account
    row = next(each for each in account.people if each.id == person)
    lines = [line for line in account.reporting_lines if line.line == "solid"]
    lacking: dict[NotKnown, bool] = {
        "title": not row.title,
        "seniority": row.seniority in {None, "unknown"},
        "department": person not in context.departments,
        "manager": not any(person in (line.person, line.manager) for line in lines),
        "support": (person, "support", None) not in context.beliefs,
        "political_status": (person, "political_status", None) not in context.beliefs,
        "importance": (person, "importance", None) not in context.beliefs,
        "contact": person not in context.people_closeness,
        "duty": not any(
            (each.target_kind, each.target_id) == ("person", person) for each in standing_coverages(account)
        ),
    }
    yield from (name for name, is_lacking in lacking.items() if is_lacking)
