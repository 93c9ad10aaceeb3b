"""People of an account: seat-holders, placeholders for someone who must exist, and outsiders."""

from typing import Annotated

from pydantic import BaseModel, Field

from schemas.fields import TELEPHONE, ExternalId, Flag, Identifier, Line, SystemName, contact_field, open_field
from schemas.instants import Instant
from schemas.resource import RecordFields, RecordStamp, Resource
from schemas.vocabularies import ExternalKind, PersonKind, PersonStatus, Rung, Seniority

Telephones = Annotated[list[Annotated[Line, TELEPHONE]], Field(max_length=20)]
Addresses = Annotated[list[Line], Field(max_length=20)]


class MessagingId(BaseModel, extra="forbid"):
    """How to reach a person in one messaging system."""

    system: SystemName = contact_field("Messaging system.", default=..., examples=["wechat"])
    id: ExternalId = contact_field("Their id there.", default=..., examples=["wei_zhang"])


class Identity(BaseModel, extra="forbid"):
    """The same human in another account."""

    account: Identifier = open_field("Account where they are also recorded.", default=..., examples=["acme-group"])
    person: Identifier = open_field("Their id there.", default=..., examples=["p42"])


class PersonFields(RecordFields):
    """Fields of a person that a caller may write."""

    name: Line | None = open_field("Name as they write it, any script.", examples=["张伟 Zhang Wei"])
    title: Line | None = open_field("Job title.", examples=["Head of Procurement"])
    seniority: Seniority | None = open_field("Level in the organisation.", examples=["director"])
    kind: PersonKind | None = open_field("Known, a placeholder for someone who must exist, or an outsider.")
    external_kind: ExternalKind | None = open_field("What kind of outsider.")
    vacant: Flag | None = open_field("The seat exists and nobody sits on it.")
    status: PersonStatus | None = open_field("Whether they are still there.")
    left_at: Instant | None = open_field("When they left.")
    mails: Addresses | None = contact_field("Mail addresses.", examples=[["wei.zhang@example.com"]])
    phones: Telephones | None = contact_field("Telephone numbers.")
    messaging: Annotated[list[MessagingId], Field(max_length=20)] | None = contact_field("Messaging ids.")
    desired_rung: Rung | None = open_field("How close we want to be.")
    identity: Identity | None = open_field("The same human in another account.")


class Person(PersonFields, RecordStamp):
    """A person as the service gives it back."""

    merged_into: Identifier | None = open_field("Who they were found to be, and merged into; null: nobody else.")


PEOPLE = Resource(
    kind="person",
    plural="people",
    fields=PersonFields,
    record=Person,
    required=("name",),
    nested=("messaging", "identity"),
    named=True,
    made=("merged_into",),
)
