"""The records of a plan by what they connect and whom they belong to."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.ledger.edge_ids import Relation, relation_of
from graph.ledger.keys import Key, owner_key
from graph.ledger.record_rows import Row
from schemas.links import end_links
from schemas.resource import Resource


class RelationIndex:
    """Which records a plan knows of one relation, at one end, or of one owner; ends and owners never change."""

    def __init__(self) -> None:
        self._relations: dict[Relation, list[str]] = defaultdict(list)
        self._dependents: dict[Key, list[Key]] = defaultdict(list)

    def add(self, resource: Resource, key: Key, row: Row) -> None:
        """Note one record by its newest row."""
        if resource.is_relation:
            self._relations[relation_of(resource, row)].append(key[1])
        for link in end_links(resource, row):
            self._dependents[link.key].append(key)
        if owner := owner_key(resource, row):
            self._dependents[owner].append(key)

    def ids(self, resource: Resource, values: Mapping[str, Any]) -> list[str]:
        """Return the records of the relation that values tell."""
        return self._relations.get(relation_of(resource, values), [])

    def dependents(self, key: Key) -> list[Key]:
        """Return what ends when a record ends: its edges and what belongs to it."""
        return sorted(self._dependents.get(key, ()))
