"""Memberships: which department a person belongs to."""

from schemas.fields import Flag, Identifier, open_field
from schemas.resource import EdgeFields, End, RecordStamp, Resource, Slot


class MembershipFields(EdgeFields):
    """Fields of a membership that a caller may write."""

    person: Identifier | None = open_field("Who belongs.", examples=["p1"])
    department: Identifier | None = open_field("To which unit.", examples=["d1"])
    primary: Flag | None = open_field("Whether it is the unit that counts for this person.")


class Membership(MembershipFields, RecordStamp):
    """A membership as the service gives it back."""


MEMBERSHIPS = Resource(
    kind="membership",
    fields=MembershipFields,
    record=Membership,
    required=("person", "department"),
    relation="MEMBER_OF",
    ends=(End("person", "person"), End("department", "department")),
    slot=Slot("primary", True, ("person",)),
)
