"""A report of snapshots that are kept packed is that of the snapshots, and holds hardly any of them at once."""

import weakref
from collections.abc import Sequence
from dataclasses import replace

import pytest

from analytics.reports.report import report_of
from app.messages.sentences import LANGUAGES
from app.reports.wording import wording_in
from schemas.reports.report import ReaderKind
from schemas.reports.snapshot import KeptSnapshots, Snapshot, heads_of
from tests.unit.reports.sample_reports import READERS, report, sample


class Desk:
    """Keeps snapshots as texts, and notes how many were made of them and how many there were at once."""

    def __init__(self) -> None:
        self.made: list[weakref.ref[Snapshot]] = []
        self.most = 0

    def keep(self, snapshots: Sequence[Snapshot]) -> KeptSnapshots:
        texts = [each.model_dump_json() for each in snapshots]

        def read(place: int) -> Snapshot:
            found = Snapshot.model_validate_json(texts[place])
            self.made.append(weakref.ref(found))
            self.most = max(self.most, sum(each() is not None for each in self.made))
            return found

        return KeptSnapshots(heads_of(snapshots), read)


@pytest.mark.parametrize(("kind", "reader"), READERS)
def test_a_report_of_packed_snapshots_is_that_of_snapshots_and_holds_two_at_once(kind: ReaderKind, reader: str | None):
    desk, known = Desk(), sample()
    packed = replace(known, snapshots=desk.keep(known.snapshots), last=desk.keep(known.last))
    for language in LANGUAGES:
        desk.made.clear()
        found = report_of(packed, wording_in(language), kind, reader)
        assert found.model_dump_json() == report(language, kind, reader).model_dump_json()
        assert len(desk.made) == 2 * len(found.accounts) > 0, "each account now, and at the last report"
        assert desk.most == 2


def test_packed_snapshots_are_a_sequence_whose_heads_are_known_without_making_any():
    desk, whole = Desk(), list(sample().snapshots)
    packed = desk.keep(whole)
    assert heads_of(packed[1:]) == heads_of(whole)[1:]
    assert [head.account_id for head in heads_of(packed)] == [each.account_id for each in whole]
    assert not desk.made
    assert (list(packed), list(packed[1:]), packed[-1], len(packed)) == (whole, whole[1:], whole[-1], len(whole))
    with pytest.raises(IndexError):
        packed[len(whole)]
