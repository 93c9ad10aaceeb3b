"""Files of a report: whole or not at all."""

from pathlib import Path

import pytest

from app.messages.sentences import sentence
from app.reports.forms.files import FORMS, file_name, form_of, write_forms
from schemas.errors import DiskFull, InvalidInput
from tests.unit.reports.disks import no_room_beyond
from tests.unit.reports.sample_reports import report


def test_all_forms_are_written_and_nothing_else_stays(tmp_path):
    written = write_forms(report("en"), tmp_path / "new" / "folder")
    assert sorted(written) == sorted((tmp_path / "new" / "folder").iterdir())
    assert [path.name for path in written] == [file_name(report("en"), form) for form in FORMS]
    assert written[0].read_bytes() == form_of(report("en"), "json")


def test_a_full_disk_leaves_what_was_there_and_no_half_file(tmp_path):
    (old,) = write_forms(report("en"), tmp_path, ["json"])
    before = old.read_bytes()
    changed = report("en").model_copy(update={"book_revision": 4})
    with no_room_beyond(20_000), pytest.raises(DiskFull) as refused:
        write_forms(changed, tmp_path)
    assert "there is no room" in sentence(refused.value.detail, "en")
    assert list(tmp_path.iterdir()) == [old]
    assert old.read_bytes() == before


def test_a_folder_that_is_a_file_is_refused_with_what_to_do(tmp_path):
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        write_forms(report("en"), place, ["json"])
    assert "name another folder" in sentence(refused.value.detail, "en")


def test_reports_of_different_readers_and_languages_have_files_of_their_own(tmp_path):
    chosen = [
        report("en"),
        report("zh"),
        report("en", "owner", "ingrid-falkenberg"),
        report("en", "account", "halden-pumps"),
    ]
    names = [file_name(each, "html") for each in chosen]
    assert len(set(names)) == len(names)
    assert not [name for name in names if Path(name).name != name]
