"""The table of structural edges is complete, and names nothing that is not there."""

from app.exchange.graph.formats import STRUCTURES
from schemas.registry import ACCOUNT_RESOURCES


def test_every_reference_of_a_node_has_its_edge():
    references = {
        (resource.kind, reference.path)
        for resource in ACCOUNT_RESOURCES
        if not resource.is_edge
        for reference in resource.references
    }
    assert set(STRUCTURES) == references
