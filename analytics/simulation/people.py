"""Changes of people: who leaves, how close we are, what is believed of them, and who turns up."""

from analytics.inputs.words import ASSUMED
from analytics.simulation.draft import Draft, refused
from analytics.simulation.who import member_at, person_at
from schemas.analysis.simulations.change import (
    FillPlaceholder,
    MemberLeaves,
    PersonLeaves,
    SetCloseness,
    SetSupport,
)
from schemas.messages.message import Message
from schemas.rows.contacts import AssessmentNode, AssumedCloseness


def person_leaves(draft: Draft, change: PersonLeaves) -> None:
    """Let one of their people leave at the moment that is asked about; their edges count no longer."""
    person = person_at(draft, "person", change.person)
    draft.settle("person", "leaves", "person", person.id)
    draft.put("people", person._replace(status="left", left_at=draft.account.as_of))


def member_leaves(draft: Draft, change: MemberLeaves) -> None:
    """Let one of us leave at the moment that is asked about, with their relationships; they cover nobody then."""
    member = member_at(draft, "member", change.member)
    draft.settle("member", "leaves", "team_member", member.id)
    draft.put("members", member._replace(status="left", left_at=draft.account.as_of))


def set_closeness(draft: Draft, change: SetCloseness) -> None:
    """Give a pair a closeness that replaces what was logged and what is asserted."""
    member, person = member_at(draft, "member", change.member), person_at(draft, "person", change.person)
    draft.settle("value", "closeness", member.id, person.id)
    draft.put("assumed_closeness", AssumedCloseness(member.id, person.id, change.value))


def set_support(draft: Draft, change: SetSupport) -> None:
    """Replace all that is believed of a person's support, on every chain, by one belief of confidence 1."""
    person = person_at(draft, "person", change.person)
    draft.settle("value", "support", person.id)
    for assessment in draft.rows_of("assessments", person.id):
        if assessment.attribute == "support":
            draft.drop("assessments", assessment)
    belief = AssessmentNode(draft.new_id, person.id, None, None, "support", 0, 1.0, draft.account.as_of)
    draft.put("assessments", belief._replace(value=change.value, assessor_kind=ASSUMED))


def fill_placeholder(draft: Draft, change: FillPlaceholder) -> None:
    """Make a placeholder, or a vacant seat, a person whom we know."""
    person = person_at(draft, "person", change.person)
    draft.settle("person", "seat", person.id)
    if person.kind != "placeholder" and not person.vacant:
        raise refused("person", Message("simulation.no_placeholder", id=person.id))
    said = {name: getattr(change, name) for name in ("name", "title", "seniority")}
    known = {name: value for name, value in said.items() if value is not None}
    kind = "known" if person.kind == "placeholder" else person.kind
    draft.put("people", person._replace(kind=kind, vacant=False, **known))
