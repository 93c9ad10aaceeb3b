"""The lists of an account as a report shows them: numbers rounded, sentences in one language."""

from analytics.reports.material import Wording
from analytics.reports.rounding import tenth, tenth_if_known, thousandth
from schemas.reports.lists import (
    BothLanguages,
    ContactDue,
    DueFacts,
    LeadingPerson,
    OpenDeal,
    ReportedGap,
    StaleBelief,
    StructureWarning,
)
from schemas.reports.report import GapsOfReport
from schemas.reports.snapshot import Snapshot


def gaps_of(now: Snapshot, last: Snapshot | None, wording: Wording) -> GapsOfReport:
    """Return what became of the gaps of an account since the last report, each list in order of the snapshots.

    A gap is the same as long as its id is. Whoever mutes a gap does not close it, and one that is listened to again has
    not opened; one that goes while it is muted is not reported.
    """
    there = frozenset(gap.id for gap in now.gaps)
    before = frozenset() if last is None else frozenset(gap.id for gap in last.gaps)
    loud = [gap for gap in now.gaps if not gap.muted]
    opened = None if last is None else [gap for gap in loud if gap.id not in before]
    closed = None if last is None else [gap for gap in last.gaps if not gap.muted and gap.id not in there]

    def said(gaps: list[ReportedGap[BothLanguages]]) -> tuple[ReportedGap[str], ...]:
        return tuple(_gap(gap, wording) for gap in gaps)

    return GapsOfReport(
        opened=None if opened is None else said(opened),
        closed=None if closed is None else said(closed),
        open=said([gap for gap in loud if last is None or gap.id in before]),
        muted=said([gap for gap in now.gaps if gap.muted]),
    )


def _gap(gap: ReportedGap[BothLanguages], wording: Wording) -> ReportedGap[str]:
    kept = dict(gap)
    kept["priority"] = thousandth(gap.priority)
    kept["finding"], kept["action"] = wording.of(gap.finding), wording.of_any(gap.action)
    return ReportedGap[str](**kept)


def contact_due(contact: ContactDue[BothLanguages], wording: Wording) -> ContactDue[str]:
    """Return somebody who is due for a contact, as a report shows them."""
    kept = dict(contact)
    kept["overdue_days"], kept["cadence_days"] = tenth(contact.overdue_days), tenth(contact.cadence_days)
    kept["influence"], kept["priority"] = thousandth(contact.influence), thousandth(contact.priority)
    facts = dict(contact.facts) | {"topic": wording.of_any(contact.facts.topic)}
    kept["facts"] = DueFacts[str](**facts)
    return ContactDue[str](**kept)


def stale_belief(belief: StaleBelief) -> StaleBelief:
    """Return a belief gone stale, as a report shows it."""
    return belief.model_copy(update={"days": tenth(belief.days)})


def structure_warning(warning: StructureWarning[BothLanguages], wording: Wording) -> StructureWarning[str]:
    """Return lines that cannot be, as a report shows them."""
    return StructureWarning[str](rule=warning.rule, people=warning.people, finding=wording.of(warning.finding))


def leading_person(person: LeadingPerson) -> LeadingPerson:
    """Return one of the people of most influence, as a report shows them."""
    shown = {"influence": thousandth(person.influence), "closeness": tenth_if_known(person.closeness)}
    return person.model_copy(update=shown)


def open_deal(deal: OpenDeal) -> OpenDeal:
    """Return an open deal, as a report shows it."""
    return deal.model_copy(update={"forecast": None if deal.forecast is None else thousandth(deal.forecast)})
