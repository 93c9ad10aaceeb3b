"""Parameters: what several operations take is described once, under `components/parameters`."""

from collections.abc import Iterator

from app.http.etags import CREATES_ONLY
from app.openapi.references import Part, Place, operations_of, share
from app.records.list_parameters import field_kinds
from schemas.registry import RESOURCES
from schemas.resource import EdgeFields, Resource

NAMES = {("header", CREATES_ONLY["description"]): "creates_only", ("path", "The record's id there."): "id_in_system"}
"""Names of components that differ from their parameter's, because another parameter has that name."""

_NULL = {"type": "null"}


def share_parameters(document: Part) -> None:
    """Describe each parameter of several operations once.

    A filter by a field of one resource stands in its list, also where another list has the same: a new resource changes
    nothing about those before it.
    """
    for operation in operations_of(document):
        for parameter in operation.get("parameters", ()):
            _say_once(parameter)
    share(document, "parameters", _places(document))


def _say_once(parameter: Part) -> None:
    """Leave out what a parameter says twice, or what goes without saying; null cannot be sent in an address."""
    if parameter["schema"].get("description") == parameter.get("description"):
        parameter["schema"].pop("description", None)
    if parameter.get("required") is False:
        del parameter["required"]
    choices = parameter["schema"].get("anyOf", [])
    if len(said := [choice for choice in choices if choice != _NULL]) == 1:
        del parameter["schema"]["anyOf"]
        parameter["schema"] = {**said[0], **parameter["schema"]}


def _places(document: Part) -> Iterator[Place]:
    own_filters = {f"list_{resource.plural}": _own_filters(resource) for resource in RESOURCES}
    for operation in operations_of(document):
        filters = own_filters.get(operation["operationId"], frozenset())
        parameters = operation.get("parameters", [])
        for number, parameter in enumerate(parameters):
            if parameter["name"] not in filters:
                yield Place(parameters, number, _name(parameter))


def _own_filters(resource: Resource) -> frozenset[str]:
    """Return the names of filters that are about this kind of record alone."""
    return frozenset(field_kinds(resource)) - EdgeFields.model_fields.keys()


def _name(parameter: Part) -> str:
    name: str = parameter["name"]
    return NAMES.get((parameter["in"], parameter.get("description", "")), name)
