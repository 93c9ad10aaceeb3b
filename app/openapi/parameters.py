"""Parameters: what several operations take is described once, under `components/parameters`."""

from collections.abc import Iterator

from app.http.etags import CREATES_ONLY
from app.http.shapes.asked_shape import EXCLUDE, FIELDS, INCLUDE
from app.openapi.references import Part, Place, operations_of, share
from app.records.list_parameters import field_kinds, ranges
from schemas.registry import RESOURCES
from schemas.resource import EdgeFields, Resource

NAMES = {
    ("query", "Words of a name, in any script; of people also a mail or number."): "words",
    ("header", CREATES_ONLY["description"]): "creates_only",
    ("path", "The record's id there."): "id_in_system",
    ("query", INCLUDE): "include_parts",
    ("query", EXCLUDE): "exclude_parts",
    ("query", FIELDS): "fields_of_rows",
}
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
    for path in document["paths"]:
        document["paths"][path] = _with_its_own_parameters(path, document["paths"][path])
    share(document, "parameters", _places(document))


def give_examples_apart(document: Part) -> None:
    """Say the example of a parameter beside its type, where that is one that many have.

    Generators of clients take a type that says more than its name for one that they do not know.

    Parameters
    ----------
    document : dict
        The whole, its types named.
    """
    own = [each for item in document["paths"].values() for each in item.get("parameters", ())]
    of_operations = [each for operation in operations_of(document) for each in operation.get("parameters", ())]
    for parameter in (*document["components"]["parameters"].values(), *own, *of_operations):
        schema = parameter.get("schema", {})
        if "$ref" in schema and "examples" in schema:
            parameter["example"] = schema.pop("examples")[0]


def _with_its_own_parameters(path: str, item: Part) -> Part:
    """Return a path whose own parameters stand beside its operations, in the order of the address."""
    first, *others = (operation.get("parameters", []) for operation in item.values())
    own = [each for each in first if each["in"] == "path" and all(each in parameters for parameters in others)]
    own.sort(key=lambda each: path.index(f"{{{each['name']}}}"))
    for operation in item.values() if own else ():
        operation["parameters"] = [each for each in operation["parameters"] if each not in own]
        if not operation["parameters"]:
            del operation["parameters"]
    return {"parameters": own, **item} if own else item


def _say_once(parameter: Part) -> None:
    """Leave out what a parameter says twice, or what goes without saying; null cannot be sent in an address."""
    if parameter["schema"].get("description") == parameter.get("description"):
        parameter["schema"].pop("description", None)
    if parameter.get("required") is False:
        del parameter["required"]
    parameter["schema"] = _without_null(parameter["schema"])


def _without_null(schema: Part) -> Part:
    if isinstance(types := schema.get("type"), list):
        return {**schema, "type": next(each for each in types if each != "null")}
    said = [choice for choice in schema.get("anyOf", []) if choice != _NULL]
    if len(said) != 1:
        return schema
    return {**said[0], **{keyword: part for keyword, part in schema.items() if keyword != "anyOf"}}


def _places(document: Part) -> Iterator[Place]:
    own_filters = {f"list_{resource.plural}": _own_filters(resource) for resource in RESOURCES}
    for own in (item["parameters"] for item in document["paths"].values() if "parameters" in item):
        yield from (Place(own, number, _name(parameter)) for number, parameter in enumerate(own))
    for operation in operations_of(document):
        filters = own_filters.get(operation["operationId"], frozenset())
        parameters = operation.get("parameters", [])
        for number, parameter in enumerate(parameters):
            if parameter["name"] not in filters:
                yield Place(parameters, number, _name(parameter))


def _own_filters(resource: Resource) -> frozenset[str]:
    """Return the names of filters that are about this kind of record alone."""
    shared = EdgeFields.model_fields.keys()
    bounds = {name for name, end in ranges(resource) if end.field not in shared}
    return (frozenset(field_kinds(resource)) - shared) | bounds


def _name(parameter: Part) -> str:
    name: str = parameter["name"]
    return NAMES.get((parameter["in"], parameter.get("description", "")), name)
