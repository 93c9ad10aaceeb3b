"""What must not be, as it is found."""

from collections import Counter
from dataclasses import dataclass, field

SENTENCES_KEPT = 50


@dataclass(slots=True)
class Findings:
    """Everything that must not be, counted by kind, with the first sentences that say where.

    The kinds are:

    ============= ==================================================================
    lost          an acknowledged batch is not there
    half          a batch is there in part
    denied        it is there though the answer said that nothing was written
    hole, twice   the revisions of an account do not count one by one
    foreign       a change that nobody wrote
    history       rows of a record are missing
    check         ``stakegraph check`` finds the store in disagreement with itself
    misreported   an outcome that is not so
    refused       an answer that no sound request may get
    slow          an answer that took longer than it may
    stuck         the service did not come back by itself, or did not stop
    left          a process outlived the service
    winners       a round of writers had none, or several
    revision      a writer was given a revision that is not so
    import        a command beside the service, or a job, did not do its work
    returned      something that was erased, or a key that ended, is there again
    export        a file of history is not whole, or holds a change in part
    memory        the service grew by more than an attack may make it
    log           an attack wrote more lines than it may
    clock         what is so now, a key or the feed follows a wrong clock
    answer        a fault of ours, or a refusal that is not as the document says
    trusted       somebody was answered in a name that is not theirs
    feed          a reader of the feed missed a change, had it twice, or out of order
    ============= ==================================================================
    """

    counts: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)

    def add(self, kind: str, sentence: str) -> None:
        """Note one."""
        self.counts[kind] += 1
        if len(self.sentences) < SENTENCES_KEPT:
            self.sentences.append(f"{kind}: {sentence}")

    @property
    def total(self) -> int:
        """How many there are."""
        return self.counts.total()
