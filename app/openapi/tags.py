"""Tags: the sections of the document, each described in the words of the module that defines what it is about."""

import sys

from schemas.registry import RESOURCES

OTHERS = {
    "analysis": "Analysis: whatever is computed from the records of an account, or of all of them.",
    "batch": "Batches: many records in one write, all or nothing.",
    "changes": "Changes: the feed of what was written, once each, in order; also as a stream of events.",
    "graph": "Graph: the people of an account and all that ties them, as lists or in the forms of graph programs.",
    "health": "Health: whether the service lives, and whether it can serve.",
    "jobs": "Jobs: imports, reports and long analyses, with their progress and their results.",
    "me": "Me: whose key is sent, and what it may do.",
    "observations": "Observations: what one of us noticed, taken apart into records.",
    "search": "Search: records of all accounts by name, mail address or telephone number.",
    "sessions": "Sessions: cookies with which a browser opens streams and files.",
    "sync": "Synchronisation: records of another system, line by line, each answered.",
    "vocabularies": "Vocabularies: the values to choose from, in English and Chinese.",
}


def described_tags() -> list[dict[str, str]]:
    """Return each tag with its description: records in the order of the registry, then the others by name."""
    records = {resource.path: _said_of(resource.record) for resource in RESOURCES}
    return [{"name": name, "description": said} for name, said in {**records, **OTHERS}.items()]


def _said_of(record: type) -> str:
    """Return the first line of the module of a record."""
    first, _, _ = (sys.modules[record.__module__].__doc__ or "").partition("\n")
    return first.replace("``", "`")
