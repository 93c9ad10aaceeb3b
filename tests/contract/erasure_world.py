"""A person of whom an account speaks wherever it can: what an erasure must find."""

from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import uuid4

from graph.store import Store
from schemas.writes import WriteItem
from tests.contract.items import department, influence, item, line, membership, patch, people, person
from tests.contract.ledgers import AUTHOR, AccountDesk, day, fresh_id

SHE = "she-who-is-erased"


@dataclass(frozen=True)
class Her:
    """What one person is called and reached by; no other test knows these words."""

    chinese: str
    latin: str
    old: str

    @classmethod
    def new(cls) -> Self:
        """Return a person with names of her own."""
        number = uuid4()
        letters = [chr(ord("a") + int(digit, 16)) for digit in number.hex]
        chinese = "".join(chr(0x4E00 + (number.int >> 12 * place) % 0x5000) for place in range(4))
        return cls(chinese, f"Rulan {''.join(letters[:12]).title()}", f"Renate {''.join(letters[12:24]).title()}")

    @property
    def name(self) -> str:
        """What she is called now."""
        return f"{self.chinese} {self.latin}"

    @property
    def mail(self) -> str:
        """Where she is written to."""
        return f"{self.latin.split()[1]}@example.com".lower()

    @property
    def phone(self) -> str:
        """Where she is called."""
        digits = f"{int(self.latin.split()[1].lower(), 36) % 10**12:012d}"
        return f"+86 21 {digits[:4]} {digits[4:8]} {digits[8:]}"

    @property
    def messaging(self) -> str:
        """Her id in a messaging system."""
        return f"wx_{self.old.split()[1]}".lower()

    @property
    def words(self) -> tuple[str, ...]:
        """What must be found nowhere, in lower case."""
        digits = self.phone.replace(" ", "")
        texts = (
            self.chinese,
            self.latin.split()[1],
            self.old.split()[1],
            self.mail,
            self.messaging,
            digits,
            digits[3:],
            self.phone[3:].strip(),
        )
        return tuple(text.lower() for text in texts)

    @property
    def about(self) -> str:
        """A text that speaks of her in every way."""
        latin = self.latin.upper().replace(" ", "  ")
        return f"{self.chinese}说: ask {latin}, once {self.old} ({self.mail}), {self.phone[1:]}, {self.messaging}!"


SCRUBBED = "[erased]说: ask [erased], once [erased] ([erased]), [erased], [erased]!"


def dated(kind: str, record_id: str, **data: Any) -> WriteItem:
    """Return a record of one instant, that of 2025 when it is new; ``at`` of an item is when a write takes effect."""
    written = item(kind, record_id, **data)
    return replace(written, data={"at": day(2025), **written.data})


def everything_about(her: Her, number: int, member: str) -> list[WriteItem]:
    """Return what is about her alone: each kind of edge, judgements, a talk."""
    said: dict[str, Any] = {"evidence": f"{her.about} ({number})"}
    return [
        membership(SHE, "d1", "e-membership", **said),
        line(SHE, "p1", "e-up", **said),
        line("p2", SHE, "e-down", **said),
        influence(SHE, "p1", "e-moves", topic=f"{her.about} {number}", **said),
        influence("p1", SHE, "e-moved", **said),
        item("conflict", "e-conflict", people=[SHE, "p1"], **said),
        item("alliance", "e-alliance", people=["p2", SHE], **said),
        item("stake", "e-stake", person=SHE, chain="ch1", roles=["approver"], **said),
        item("coverage", "e-coverage", member=member, target={"kind": "person", "id": SHE}, duty="owner", **said),
        item("competitor_tie", "e-tie", competitor="erasure-c1", person=SHE, rung="known", **said),
        item(
            "assessment", "e-belief", person=SHE, attribute="pain", value=f"{her.about} {number}", observed_at=day(2025)
        ),
        dated("closeness_note", "e-note", person=SHE, score=50.0 + number, system="x"),
        dated("interaction", "e-alone", people=[SHE], channel="call", text=f"{her.about} {number}"),
    ]


def judged_by(her: Her, number: int, member: str) -> list[WriteItem]:
    """Return what she said of others, and a talk she was in."""
    return [
        item(
            "assessment",
            "kept-belief",
            person="p1",
            attribute="why_us",
            value=f"{her.about} {number}",
            observed_at=day(2025),
            assessor={"kind": "person", "id": SHE},
            evidence=f"{number} {her.about}",
        ),
        item(
            "control_point",
            "kept-point",
            opportunity="o1",
            key="scoring",
            value=f"{her.about} {number}",
            assessor={"kind": "person", "id": SHE},
            scoring=[{"name": f"Liked by {her.old}", "points": 1.0 + number}],
        ),
        dated(
            "interaction",
            "kept-contact",
            people=["p1", SHE],
            members=[member],
            channel="call",
            text=f"{her.about} {number}",
        ),
    ]


def gaps_with(her: Her, number: int) -> list[WriteItem]:
    """Return a gap that is about her and others, and what is done about it."""
    return [
        item(
            "gap_state",
            "kept-gap",
            rule="single-cut",
            people=["p1", SHE],
            first_seen="2026-01-01T00:00:00.000000Z",
            since="2026-01-01T00:00:00.000000Z",
            mute={
                "by": her.name,
                "reason": her.about,
                "until": "2027-01-01T00:00:00.000000Z",
                "at": "2026-01-01T00:00:00.000000Z",
            },
            feedback=[{"by": her.name, "verdict": "wrong", "reason": her.about, "at": "2026-01-01T00:00:00.000000Z"}],
        ),
    ]


def what_names(her: Her, number: int) -> list[WriteItem]:
    """Return what is about others and speaks of her."""
    said: dict[str, Any] = {"evidence": f"{her.about} ({number})"}
    return [
        influence("p1", "p2", "kept-edge", topic="budget", **said),
        item(
            "value_statement",
            "kept-claim",
            opportunity="o1",
            text=f"{her.chinese} saves {number}",
            aimed_at=[SHE, "p1"],
            deliveries=[{"interaction": "kept-contact", "person": who, "reaction": "landed"} for who in (SHE, "p1")],
        ),
        *gaps_with(her, number),
        item(
            "action",
            "kept-action",
            what=f"Ask {her.chinese} {number}",
            person=SHE,
            through=["p1", SHE],
            outcome=her.about,
        ),
        item(
            "opportunity",
            "o1",
            need=f"{her.about} {number}",
            pursuit={"decision": "go", "by": her.name, "reason": her.about},
        ),
        department("d1", extra={"erasure_note": f"{her.about} {number}"}, tags=[f"{her.old} {number}"]),
        person("p1", title=f"Deputy of {her.old} {number}"),
        item("department_relation", "kept-relation", source="d1", target="d2", kind="supplies", **said),
    ]


@dataclass(frozen=True)
class World:
    """An account that speaks of her, another that knows her too, and the member of ours who covers her."""

    her: Her
    desk: AccountDesk
    other: AccountDesk
    member: str


async def world_with_her(store: Store) -> World:
    """Write all of it twice, under two names."""
    her, member = Her.new(), fresh_id("m")
    await store.writer.write(
        [
            item("team_member", member, name=f"Li {member}"),
            item("competitor", "erasure-c1", name="Contoso"),
            item("field", "erasure-f1", record_kind="department", key="erasure_note", type="text"),
        ],
        author=AUTHOR,
    )
    desk, other = await AccountDesk.new(store), await AccountDesk.new(store)
    await desk.write(
        *people("p1", "p2"),
        person(SHE, name=her.old, mails=[f"old.{her.mail}"], external_ids={"crm": f"{desk.id}-1"}),
        person("namesake", name=her.old),
        department("d1"),
        department("d2"),
        item("opportunity", "o1", name="Pumps"),
        item("chain", "ch1", opportunity="o1", name="Tender"),
        *everything_about(her, 1, member),
        *judged_by(her, 1, member),
        *what_names(her, 1),
    )
    identity = {"account": desk.id, "person": SHE}
    await other.write(person("q1", identity=identity), person(SHE, name="Another"), person("q2", identity=identity))
    messaging = [{"system": "wechat", "id": her.messaging}]
    await desk.write(
        person(SHE, name=her.name, mails=[her.mail], phones=[her.phone], messaging=messaging),
        *everything_about(her, 2, member),
        *judged_by(her, 2, member),
        *what_names(her, 2),
    )
    await other.write(patch("person", "q2", identity=None))
    return World(her, desk, other, member)
