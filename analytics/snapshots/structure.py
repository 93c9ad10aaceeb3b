"""Lines that cannot all be true, whatever a profile looks at."""

from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.context import GapContext
from analytics.snapshots.both_languages import SayBoth
from schemas.reports.lists import BothLanguages, StructureWarning

RULES = ("reporting-cycle", "two-solid-managers", "self-line")


def structure_warnings(context: GapContext, say: SayBoth) -> tuple[StructureWarning[BothLanguages], ...]:
    """Return the recorded lines that cannot all be true, in order of the people whom they are about, then of rule."""
    found = [(rule, finding) for rule in RULES for finding in BY_ID[rule].find(context, **BY_ID[rule].defaults())]
    warnings = [
        StructureWarning[BothLanguages](
            rule=rule,
            people=tuple(subject.id for subject in finding.subjects),
            finding=say(finding.message),
        )
        for rule, finding in found
    ]
    return tuple(sorted(warnings, key=lambda each: (each.people, each.rule)))
