"""Bodies and answers: what several operations ask for or answer is described once."""

from collections.abc import Iterator

from app.openapi.problems import share_problems
from app.openapi.references import Part, Place, operations_of, resolved, share

UNDESCRIBED = "Successful Response"
"""What the framework says of an answer that nobody described, of which `OK` says as much."""

OK = "OK"

NAMES = {"EndedRecordErasedRecord": "End", "image/svg+xml": "Picture"}
"""What is called after no model: a choice of several, or a type of content."""


def share_messages(document: Part) -> None:
    """Describe each body and answer of several operations once."""
    share_problems(document)
    _share_answers(document)
    asking = [operation for operation in operations_of(document) if "requestBody" in operation]
    share(document, "requestBodies", [Place(each, "requestBody", _model(each["requestBody"])) for each in asking])


def _share_answers(document: Part) -> None:
    """Describe each answer once; what an operation says of it beyond that stands beside the reference."""
    places = [(answers, status) for answers, status in _answers(document) if "$ref" not in answers[status]]
    said = [answers[status]["description"] for answers, status in places]
    for answers, status in places:
        answers[status]["description"] = _usual_description(document, answers[status], status)
    share(document, "responses", [Place(answers, status, _answer_name(answers[status])) for answers, status in places])
    for (answers, status), description in zip(places, said, strict=True):
        if description not in {UNDESCRIBED, resolved(document, answers[status])["description"]}:
            answers[status]["description"] = description


def _answers(document: Part) -> Iterator[tuple[Part, str]]:
    """Yield the answers of every operation, with each status of them."""
    for operation in operations_of(document):
        for status in operation["responses"]:
            yield operation["responses"], status


def _usual_description(document: Part, answer: Part, status: str) -> str:
    if status == "304":
        return "Unchanged"
    schemas = document["components"]["schemas"]
    said: str = OK if answer["description"] == UNDESCRIBED else answer["description"]
    described: str = schemas.get(_model(answer), {}).get("description", said)
    return described


def _answer_name(answer: Part) -> str:
    return f"{_model(answer)}Answer" if "content" in answer else answer["description"]


def _model(message: Part) -> str:
    """Return the name of what a body or an answer holds."""
    return next((_media_name(kind, media) for kind, media in message.get("content", {}).items()), "")


def _media_name(kind: str, media: Part) -> str:
    schema = media.get("schema", {})
    models = [each["$ref"].rpartition("/")[2] for each in schema.get("anyOf", [schema]) if "$ref" in each]
    name = "".join(models) or kind
    return NAMES.get(name, name)
