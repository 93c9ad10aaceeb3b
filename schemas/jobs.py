"""Jobs: work that is longer than a request, as it is kept and as callers see it."""

from dataclasses import dataclass, field
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict

from schemas.api_keys import Role
from schemas.fields import Identifier, open_field
from schemas.instants import Instant
from schemas.messages.message import Language

JobState = Literal["queued", "running", "done", "failed", "interrupted", "cancelled"]
JobKind = Literal["import", "report", "analysis"]

STATES: tuple[JobState, ...] = get_args(JobState)

ENDED: frozenset[JobState] = frozenset({"done", "failed", "interrupted", "cancelled"})
"""States in which nothing happens any more, unless the job is resumed."""

RESUMABLE: frozenset[JobState] = frozenset({"failed", "interrupted"})
"""States from which a job can go on."""


@dataclass(frozen=True, slots=True)
class StoredJob:
    """One job as it is kept.

    Attributes
    ----------
    role : Role
        What whoever began it may do: the job may do no more.
    cancelling : bool
        Whether it runs and was asked to stop.
    total : int or None
        Records there are; None while nobody knows.
    error, detail : str or None
        Class of the error that ended it, and a sentence for people.
    version : int
        Raised by each change that a caller can see.
    owner : str or None
        The process that runs it, or ran it last.
    alive_at : str or None
        When that process last said that it lives.
    language : {"en", "zh"}
        Of whoever began it: of its ``detail`` and of what it refused.
    """

    id: str
    kind: JobKind
    state: JobState
    author: str
    role: Role
    created_at: str
    parameters: dict[str, Any] = field(default_factory=dict)
    started_at: str | None = None
    ended_at: str | None = None
    cancelling: bool = False
    done: int = 0
    total: int | None = None
    error: str | None = None
    detail: str | None = None
    result: dict[str, Any] | None = None
    version: int = 1
    owner: str | None = None
    alive_at: str | None = None
    language: Language = "en"

    @property
    def has_ended(self) -> bool:
        """Whether nothing happens to it any more, unless it is resumed."""
        return self.state in ENDED


class _Answered(BaseModel):
    """What is answered as a whole, every field in it."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class JobLinks(_Answered):
    """Where to go on from a job."""

    self: str = open_field("The job.", default=..., examples=["/v1/jobs/01a20178-567f-7771-a39a-626e7dd1383a"])
    events: str = open_field(
        "Its progress as a stream.", default=..., examples=["/v1/jobs/01a20178-567f-7771-a39a-626e7dd1383a/events"]
    )
    rejects: str | None = open_field(
        "What it refused, as CSV; null where it refused nothing.",
        examples=["/v1/jobs/01a20178-567f-7771-a39a-626e7dd1383a/rejects"],
    )
    result: str | None = open_field("Of an analysis that is done: its answer, as it would have been sent.")


class Job(_Answered):
    """One job as callers see it."""

    id: Identifier = open_field("Id of the job.", default=..., examples=["01a20178-567f-7771-a39a-626e7dd1383a"])
    kind: JobKind = open_field("What is done.", default=..., examples=["import"])
    state: JobState = open_field(
        "`queued` waits for its turn; `interrupted` was stopped with the service and can be resumed, as can `failed`.",
        default=...,
        examples=["running"],
    )
    cancelling: bool = open_field("Whether it runs and was asked to stop.", default=..., examples=[False])
    author: str = open_field("Who began it.", default=..., examples=["keeper"])
    created_at: Instant = open_field("When it was begun.", default=..., examples=["2026-06-30T02:00:00.000000Z"])
    started_at: Instant | None = open_field("When its turn last came.", examples=["2026-06-30T02:00:01.000000Z"])
    ended_at: Instant | None = open_field("When it ended.")
    done: int = open_field("Records dealt with.", default=..., examples=[2000])
    total: int | None = open_field("Records there are; null while nobody knows.", examples=[12500])
    error: str | None = open_field("Class of the error that ended it, as the type of a problem.")
    detail: str | None = open_field("Why it ended so, and what to do, in the language of whoever began it.")
    parameters: dict[str, Any] = open_field(
        "What was asked for.", default=..., examples=[{"format": "salesforce", "dry_run": False}]
    )
    result: dict[str, Any] | None = open_field("What came of it.")
    links: JobLinks = open_field("Where to go on from here.", default=...)

    @classmethod
    def of(cls, stored: StoredJob, place: str) -> Self:
        """Return a stored job as callers see it; ``place`` is its URL without host."""
        fields = {name: getattr(stored, name) for name in cls.model_fields if name != "links"}
        rejects = f"{place}/rejects" if (stored.result or {}).get("rejected") else None
        result = f"{place}/result" if stored.kind == "analysis" and stored.state == "done" else None
        return cls(**fields, links=JobLinks(self=place, events=f"{place}/events", rejects=rejects, result=result))


class JobList(_Answered):
    """Some jobs, the newest first."""

    items: list[Job] = open_field("Jobs.", default=...)
    next_cursor: str | None = open_field("Send it as `cursor` for the next page; null at the end.")
