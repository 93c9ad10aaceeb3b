"""The command line: `stakegraph serve | import | export | demo | chain | gaps | report | key | clock | ...`."""

import click

from app.commands.spoken.commands import Program, language_option

COMMANDS = {
    "serve": "app.commands.serve:serve_command",
    "import": "app.commands.imports:import_group",
    "export": "app.commands.export:export_command",
    "backup": "app.commands.backup:backup_command",
    "restore": "app.commands.backup:restore_command",
    "check": "app.commands.check:check_command",
    "demo": "app.commands.demo:demo_command",
    "chain": "app.commands.chain:chain_command",
    "gaps": "app.commands.gaps:gaps_command",
    "report": "app.commands.report:report_group",
    "key": "app.commands.key:key_group",
    "clock": "app.commands.clock:clock_group",
    "openapi": "app.commands.openapi:openapi_command",
    "settings": "app.commands.settings:settings_command",
    "numbers": "app.commands.numbers:numbers_command",
    "statements": "app.commands.statements:statements_command",
}
"""Where each command is; its words are in `app/messages`, in `command_help.json` of each language."""


@click.group(
    cls=Program, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="stakegraph")
@language_option
def main() -> None:
    """Stakeholder graphs of customer accounts."""
