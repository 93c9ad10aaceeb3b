"""How the workers of a run share the tests: a file on one engine is one piece, and all of one engine come in a row."""

import re

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

ENGINE = re.compile(r"(?<=[\[-])(?:native|jvm|neo4j)(?=[-\]])")
"""What the name of a test says about the engine it runs on."""


class ByFileAndEngine(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Hand out the tests of one file on one engine together, in the order in which pytest collected them.

    pytest puts the tests of one engine in a row, across all files, so that each engine is started once in a session.
    Whole files would undo that: every file would start, warm up and stop all engines anew, 20 to 30 seconds each time.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        engine = ENGINE.search(test)
        return f"{file} {engine.group()}" if engine else file
