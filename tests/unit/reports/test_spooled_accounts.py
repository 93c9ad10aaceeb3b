"""A report whose accounts wait on disk is the same report, and hardly any of them are held at once."""

import tempfile
import weakref
from collections.abc import Iterator, Sequence

import pytest

from analytics.reports.report import report_of
from app.messages.sentences import LANGUAGES, Language, sentence
from app.reports.forms.files import FORMS, Form, form_of
from app.reports.forms.page_lists import MOST
from app.reports.forms.pictures.heat_map import SHOWN
from app.reports.spooled_accounts import SpooledAccounts, texts_of
from app.reports.wording import wording_in
from schemas.errors import DiskFull
from schemas.reports.report import AccountReport, ReaderKind, Report
from tests.unit.reports.disks import no_room_beyond
from tests.unit.reports.sample_reports import READERS, report, sample

MANY = 400
BESIDE = 3
"""Accounts that are made and not let go yet, beside those that a form keeps."""

HELD: dict[Form, int] = {"json": 0, "csv": 0, "xlsx": 0, "html": 2 * (MOST + 1) + 2 * SHOWN}
"""Accounts that a form keeps: the page those of least health, until twice as many as it shows are compared."""


def spooled(kind: ReaderKind = "book", reader: str | None = None, language: Language = "en") -> Report:
    return report_of(sample(), wording_in(language), kind, reader, keep=SpooledAccounts)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("kind", "reader"), READERS)
def test_every_form_of_a_report_on_disk_has_the_same_bytes(kind: ReaderKind, reader: str | None, form: Form):
    for language in LANGUAGES:
        found = form_of(spooled(kind, reader, language=language), form)
        assert found == form_of(report(language, kind, reader), form)


def test_accounts_on_disk_are_a_sequence_of_them():
    on_disk, whole = spooled().accounts, report("en").accounts
    assert (tuple(on_disk), tuple(on_disk[1:]), on_disk[-1], len(on_disk)) == (whole, whole[1:], whole[-1], len(whole))
    assert list(texts_of(on_disk)) == list(texts_of(whole))
    with pytest.raises(IndexError):
        on_disk[len(whole)]


def test_a_report_on_disk_is_written_by_its_model_as_any_other():
    assert spooled().model_dump_json() == report("en").model_dump_json()


class Shelf(Sequence[AccountReport]):
    """Many accounts, each made when it is looked at; notes how many there were at once."""

    def __init__(self, known: Sequence[AccountReport]) -> None:
        self._known = known
        self._there: list[weakref.ref[AccountReport]] = []
        self.most = 0

    def __len__(self) -> int:
        return MANY

    def __getitem__(self, place):
        known = self._known[place % len(self._known)]
        found = known.model_copy(update={"account_id": f"{known.account_id}-{place}"})
        self._there = [each for each in self._there if each() is not None]
        self._there.append(weakref.ref(found))
        self.most = max(self.most, len(self._there))
        return found

    def __iter__(self) -> Iterator[AccountReport]:
        return map(self.__getitem__, range(len(self)))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_holds_few_accounts_of_a_large_book_at_once(form: Form):
    shelf = Shelf(report("en").accounts)
    book = report("en").book.model_copy(update={"movers": ()})
    form_of(report("en").model_copy(update={"accounts": shelf, "book": book}), form)
    assert 0 < shelf.most <= HELD[form] + BESIDE < MANY


def test_where_a_report_cannot_wait_the_folder_is_named_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with no_room_beyond(20_000), pytest.raises(DiskFull) as refused:
        spooled()
    for language in LANGUAGES:
        said = sentence(refused.value.detail, language)
        assert str(tmp_path) in said
        assert "TMPDIR" in said
    assert not list(tmp_path.iterdir())
