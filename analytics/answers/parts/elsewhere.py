"""The same human in another account: who they are there, and who of us is closest to them."""

from dataclasses import dataclass
from typing import Any

from analytics.context import Context
from schemas.analysis.answer import Reasons
from schemas.analysis.profile import ElsewhereClosest, KnownElsewhere, SaidWhere


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """A record of another account that is said to be the same human.

    Attributes
    ----------
    said : {"here", "there", "both"}
        Which of the two records says so.
    account_name : str or None
        None where there is no such account at this moment.
    context : Context or None
        The other account at the same moment; None where there is none.
    """

    account: str
    person: str
    said: SaidWhere
    account_name: str | None = None
    context: Context | None = None


def known_elsewhere(record: OtherRecord) -> KnownElsewhere:
    """Return what is known of somebody in another account; who is not there is stated."""
    context = record.context
    row = None if context is None else context.people.get(record.person)
    place: dict[str, Any] = {name: getattr(record, name) for name in ("account", "account_name", "person", "said")}
    if context is None or row is None:
        state: Any = "no_account" if record.account_name is None else "no_person"
        nothing: dict[str, Any] = dict.fromkeys(("person_name", "title", "left_at", "closest"))
        return KnownElsewhere(**place, **nothing, state=state, reasons={"closest": "no_interactions"})
    here = record.person in context.present
    closest = _closest(context, record.person) if here else None
    missing: Reasons = {} if closest else {"closest": "no_interactions" if here else "left"}
    return KnownElsewhere(
        **place,
        person_name=row.name,
        title=row.title,
        state="there" if here else "left",
        left_at=row.left_at,
        closest=closest,
        reasons=missing,
    )


def _closest(context: Context, person: str) -> ElsewhereClosest | None:
    found = context.people_closeness.get(person)
    if found is None:
        return None
    member = found.members[0]
    return ElsewhereClosest(
        member=member, member_name=context.member_names.get(member), closeness=found.closeness, rung=found.rung
    )
