"""The command line: `stakegraph serve | import | export | demo | chain | gaps | report | key | openapi | ...`."""

import click

from app.commands.chain import chain_command
from app.commands.demo import demo_command
from app.commands.export import export_command
from app.commands.gaps import gaps_command
from app.commands.imports import import_group
from app.commands.key import key_group
from app.commands.numbers import numbers_command
from app.commands.openapi import openapi_command
from app.commands.report import report_group
from app.commands.serve import serve_command
from app.commands.settings import settings_command
from app.commands.statements import statements_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="stakegraph")
def main() -> None:
    """Stakeholder graphs of customer accounts: who has influence, and where our coverage has holes.

    Commands work on the same data folder beside a running service or without one. Exit status: 0 done, 1 failed,
    2 wrong use, 3 done with rejects.
    """


for command in (
    serve_command,
    import_group,
    export_command,
    demo_command,
    chain_command,
    gaps_command,
    report_group,
    key_group,
    openapi_command,
    settings_command,
    numbers_command,
    statements_command,
):
    main.add_command(command)
