"""The table of analytic settings, made from the schema: `docs/settings.md`."""

import sys
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from schemas.records.settings import TOGETHER, WEIGHTS
from schemas.settings.analysis_settings import SCOPES, AnalysisSettings

_HEAD = f"""# Settings

Made from the code by `stakegraph settings`; a test holds it true. Every constant of the numbers that is a choice is one
of these. They are stored under `/v1/settings` for {", ".join(SCOPES[:-1])} or {SCOPES[-1]}; the nearest scope wins, and
what no scope sets is the default. They keep their history like every other record. Each answer says in `settings` by
which values it was computed: a fingerprint that changes with any of them.

A value of another kind, out of its range, or of a name that is not here is refused. These only make sense together: a
scope that sets one of them sets all.
"""


def setting_table() -> str:
    """Return all settings as Markdown, a section for each schema that they come from."""
    lines = [_HEAD, *_rules()]
    for group in reversed(AnalysisSettings.__bases__):
        lines += ["", *_section(group)]
    return "\n".join(lines)


def _rules() -> Iterator[str]:
    for names in TOGETHER:
        rule = "add up to 1" if names == WEIGHTS else "rise from the first to the last"
        yield f"- {', '.join(f'`{name}`' for name in names)} {rule}."


def _section(group: type[BaseModel]) -> Iterator[str]:
    yield f"## {group.__name__.removesuffix('Settings')}"
    yield ""
    yield str(sys.modules[group.__module__].__doc__).strip()
    yield ""
    yield "| setting | unit | what it is | default | range |"
    yield "|---|---|---|---|---|"
    schemas: dict[str, dict[str, Any]] = group.model_json_schema()["properties"]
    for name, schema in schemas.items():
        what = schema["description"].replace("|", "\\|")
        yield f"| `{name}` | {schema['x-unit']} | {what} | {_written(schema['default'])} | {_range(schema)} |"


def _range(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(schema["enum"])
    return f"{_written(schema['minimum'])} to {_written(schema['maximum'])}"


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"
