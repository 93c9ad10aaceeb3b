"""The answer of ``analysis/duplicates``."""

from analytics.answers.provenance import provenance
from analytics.context import Context
from schemas.analysis.people.duplicates import DuplicatePair, DuplicatePerson, DuplicatesAnalysis
from schemas.names.alike import Recorded, alike


def duplicates_analysis(context: Context) -> DuplicatesAnalysis:
    """Return which people of an account may be the same human, and what they have in common."""
    there = [each for each in context.account.people if each.id in context.present and each.kind != "placeholder"]
    pairs = alike(Recorded(each.id, each.name, each.mails, each.phones) for each in there)
    return DuplicatesAnalysis(
        **provenance(context),
        pairs=tuple(
            DuplicatePair(
                people=(_person(context, pair.first), _person(context, pair.second)), score=pair.score, agree=pair.agree
            )
            for pair in pairs
        ),
    )


def _person(context: Context, person: str) -> DuplicatePerson:
    row = context.people[person]
    return DuplicatePerson(id=row.id, name=row.name, title=row.title)
