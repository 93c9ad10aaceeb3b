"""Rules about relationships: whom we know, how well, and whether we keep it up."""

from analytics.gaps.catalogue.relationship import (
    answers,
    contact,
    coverage,
    levels,
    momentum,
    owners,
    rungs,
    support,
    threads,
    units,
)
from analytics.gaps.catalogue.rule import rules_of

RULES = rules_of("relationship", answers, contact, coverage, levels, momentum, owners, rungs, support, threads, units)
