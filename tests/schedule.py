"""How the workers of a run share the tests: a file on one engine is a piece, engines start seldom."""

import re

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]
from xdist.workermanage import WorkerController  # type: ignore[import-untyped]

ENGINE = re.compile(r"(?<=[\[-])(?:native|jvm|neo4j)(?=[-\]])")
"""What the name of a test says about the engine it runs on."""

ENGINES = ("neo4j", "jvm", "native", "")
"""The order in which every other worker takes engines, from the one that takes longest to start to none at all."""

LONGEST = (
    "tests/api/test_schemathesis.py",
    "tests/architecture/test_cypher_lint.py",
    "tests/contract/test_round_trip.py",
    "tests/contract/test_round_trip_of_answers.py",
    "tests/contract/test_kills.py",
    "tests/cli/test_history_files.py",
)
"""Files that take longest, the longest first."""


class ByFileAndEngine(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Hand out the tests of one file on one engine together.

    Whole files would start every engine anew for each, 20 to 30 seconds each time. Engines are taken one after the
    other, by half of the workers from the slowest on and by the others from the other end, so that only the engine at
    which they meet is started by both. Of an engine, what takes longest goes first: nobody waits long for the last.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        engine = ENGINE.search(test)
        return f"{file} {engine.group() if engine else ''}"

    def _assign_work_unit(self, node: WorkerController) -> None:
        backwards = list(self.assigned_work).index(node) % 2 == 1
        self.workqueue.move_to_end(min(self.workqueue, key=lambda piece: self._turn(piece, backwards)), last=False)
        super()._assign_work_unit(node)

    def _turn(self, piece: str, backwards: bool) -> tuple[int, int, int]:
        """Return when a piece is taken: lower ones are taken first."""
        file, _, engine = piece.partition(" ")
        place = ENGINES.index(engine)
        length = LONGEST.index(file) if file in LONGEST else len(LONGEST)
        return (-place if backwards else place, length, -len(self.workqueue[piece]))
