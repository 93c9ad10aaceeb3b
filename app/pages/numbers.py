"""The page of every number that the service returns, made from schemas and docstrings: `docs/numbers.md`."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from analytics.registry import AccountMetrics, Metric, NetworkMetrics
from app.pages.docstrings import docstring_of
from app.pages.fact import Fact
from app.pages.null_reasons import REASONS
from app.pages.number_facts import FACTS
from app.pages.number_head import HEAD
from app.pages.number_sections import SECTIONS
from app.pages.section import Section
from schemas.analysis.answer import Answer
from schemas.settings.analysis_settings import AnalysisSettings

_ANALYTICS = "analytics."


class Part(NamedTuple):
    """A part of an answer: its schema, and where it stands in the answer."""

    schema: type[BaseModel]
    place: str


def number_page() -> str:
    """Return the whole page as Markdown."""
    shown: set[type[BaseModel]] = set()
    lines = [HEAD, *_common(), *_contents()]
    for section in SECTIONS:
        lines += ["", *_section(section, shown)]
    return "\n".join(lines)


def parts_of(answer: type[BaseModel]) -> list[Part]:
    """Return the parts of an answer in the order in which it names them, each schema once; the answer comes first."""
    found = [Part(answer, "")]
    for part in found:
        known = {each.schema for each in found}
        for name, schema, is_list in _nested(part.schema):
            if schema not in known:
                known.add(schema)
                found.append(Part(schema, f"{part.place}.{name}".lstrip(".") + "[]" * is_list))
    return found


def _common() -> Iterator[str]:
    yield "## Fields of every answer"
    yield ""
    yield "The same question and the same values of these fields give the same bytes."
    yield ""
    yield from _table(Answer, {})
    yield ""
    yield "Most parts of an answer also have `reasons`: the reason for each of their fields that is null."
    yield ""
    yield "| reason | meaning |"
    yield "|---|---|"
    for reason, meaning in REASONS.items():
        yield f"| `{reason}` | {meaning} |"
    yield ""


def _contents() -> Iterator[str]:
    yield "## Sections"
    yield ""
    for section in SECTIONS:
        yield f"- [{section.title}](#{_slug(section.title)})"


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-").replace(",", "")


def _section(section: Section, shown: set[type[BaseModel]]) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    yield section.text
    if section.answer is not None:
        parts = [part for part in parts_of(section.answer) if part.schema not in shown]
        shown.update(part.schema for part in parts)
        for part in parts:
            yield ""
            yield from _part(part)
    if section.functions:
        yield ""
        yield f"### Definitions of {section.title.lower()}"
    for function in section.functions:
        yield ""
        yield from _definition(function)


def _part(part: Part) -> Iterator[str]:
    yield f'### <a id="{_anchor(part.schema)}"></a>{part.schema.__name__}{f": `{part.place}`" if part.place else ""}'
    yield ""
    about = " ".join((part.schema.__doc__ or "").split("\n\n", maxsplit=1)[0].split())
    yield _plain(about)
    yield ""
    yield from _table(part.schema, Answer.model_fields if issubclass(part.schema, Answer) else {})


def _table(schema: type[BaseModel], without: Mapping[str, object]) -> Iterator[str]:
    yield "| field | meaning | unit | range | null |"
    yield "|---|---|---|---|---|"
    described = schema.model_json_schema()
    nested: dict[str, list[type[BaseModel]]] = {}
    for name, part, _ in _nested(schema):
        nested.setdefault(name, []).append(part)
    for name, field in described["properties"].items():
        if name != "reasons" and name not in without:
            fact = FACTS.get(f"{schema.__name__}.{name}", Fact())
            cells = (_meaning(field, fact, nested.get(name, [])), fact.unit, fact.span or _range(field, described))
            yield f"| `{name}` | {' | '.join(map(_cell, cells))} | {_null(field, fact)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _meaning(field: Mapping[str, Any], fact: Fact, parts: list[type[BaseModel]]) -> str:
    links = [f"[definition](#{_id(fact.by)})"] if fact.by else []
    links += [f"[{part.__name__}](#{_anchor(part)})" for part in parts]
    return " ".join([_plain(field.get("description", "")), *([f"({', '.join(links)})"] if links else [])])


def _null(field: Mapping[str, Any], fact: Fact) -> str:
    if fact.null:
        return ", ".join(f"`{reason}`" for reason in fact.null.split())
    if {"type": "null"} not in field.get("anyOf", ()):
        return ""
    description = field.get("description", "")
    if "explain" in description:
        return "left out without `explain`"
    return "as said" if re.search(r"[Nn]ull|[Oo]f a rung", description) else "not recorded"


def _range(field: Mapping[str, Any], described: Mapping[str, Any]) -> str:
    kinds = [each for each in field.get("anyOf", [field]) if each.get("type") != "null"]
    return ", ".join(filter(None, (_range_of(each, described) for each in kinds)))


def _range_of(field: Mapping[str, Any], described: Mapping[str, Any]) -> str:
    if "$ref" in field:
        field = described["$defs"][field["$ref"].rsplit("/", 1)[1]]
    if "enum" in field:
        return ", ".join(map(str, field["enum"]))
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and high is not None:
        return f"{low:.10g} to {high:.10g}"
    if low is not None or high is not None:
        return f"from {low:.10g}" if low is not None else f"up to {high:.10g}"
    return {"boolean": "true, false"}.get(field.get("type", ""), "")


def _nested(schema: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel], bool]]:
    """Yield field, schema, and whether it is a list, of each part of a part."""
    for name, field in schema.model_fields.items():
        kinds = list(_kinds(field.annotation))
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield name, kind, tuple in kinds


def _kinds(annotation: Any) -> Iterator[Any]:
    """Yield every type that an annotation is made of; a tuple itself for a list."""
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    if getattr(annotation, "__origin__", None) is tuple:
        yield tuple
    for argument in arguments:
        yield from _kinds(argument)


def function_at(path: str) -> Any:
    """Return a function of `analytics` by its path there, such as ``influence.brokerage.brokerage``."""
    module, name = path.rsplit(".", 1)
    return getattr(import_module(_ANALYTICS + module), name)


def _definition(path: str) -> Iterator[str]:
    function, file = function_at(path), f"analytics/{path.rsplit('.', 1)[0].replace('.', '/')}.py"
    found = docstring_of(function, _definition_of, _setting)
    yield f'#### <a id="{_id(path)}"></a>`{function.__name__}`'
    yield ""
    yield found.text
    if found.result:
        yield ""
        yield f"*Result:* {found.result}"
    yield ""
    yield " ".join(
        [
            *(f"*Inputs:* {', '.join(map(_input, inputs))}." for inputs in _inputs(function)),
            *([f"*Source:* {found.source}"] if found.source else []),
            f"*Code:* [{file}](../{file})",
        ]
    )


def _inputs(function: Any) -> Iterator[tuple[str, ...]]:
    """Yield the inputs of a function in the registry; of several lines there, those of the line that has its name."""
    lines = [line for owner in (AccountMetrics, NetworkMetrics) for line in vars(owner).values()]
    metrics = [line for line in lines if isinstance(line, Metric) and line.compute is function]
    metrics.sort(key=lambda metric: metric.name != function.__name__)
    yield from (metric.inputs for metric in metrics[:1])


def _input(name: str) -> str:
    """Return an input with a link to its definition: the function that the registry computes it by."""
    metric = vars(AccountMetrics).get(name, vars(NetworkMetrics).get(name))
    if isinstance(metric, Metric):
        path = f"{metric.compute.__module__.removeprefix(_ANALYTICS)}.{metric.compute.__name__}"
        return f"[`{name}`](#{_id(path)})"
    return f"[`{name}`](settings.md)" if name == "settings" else f"`{name}`"


def _definition_of(name: str) -> str | None:
    """Return where this page defines a function; None where it does not."""
    paths = [path for section in SECTIONS for path in section.functions if path.endswith(f".{name}")]
    return f"#{_id(paths[0])}" if paths else None


def _setting(code: str) -> str | None:
    """Return where a setting is listed, or several as in ``weight_*``; None for other code."""
    names = AnalysisSettings.model_fields
    is_setting = code in names or (code.endswith("_*") and any(name.startswith(code[:-1]) for name in names))
    return "settings.md" if is_setting else None


def _id(path: str) -> str:
    """Return the anchor of a definition: folder and function are enough."""
    return f"{path.split('.', 1)[0]}-{path.rsplit('.', 1)[1]}"


def _anchor(schema: type[BaseModel]) -> str:
    return f"part-{schema.__name__}"


def _plain(text: str) -> str:
    """Return text of a schema as Markdown."""
    return text.replace("``", "`")
