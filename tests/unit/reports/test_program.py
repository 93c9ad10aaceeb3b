"""What computes numbers has another name as soon as anything of it is another."""

from pathlib import Path

from app.reports.run.program import digest_of, program


def test_every_file_of_the_program_counts(tmp_path: Path):
    (tmp_path / "inner").mkdir()
    for name in ("one.py", "inner/two.py", "notes.txt"):
        (tmp_path / name).write_text("a = 1\n")
    names = {digest_of(tmp_path), digest_of(tmp_path, "numpy 3")}
    for name in ("one.py", "inner/two.py", "inner/three.py"):
        (tmp_path / name).write_text("a = 2\n")
        names.add(digest_of(tmp_path))
    assert len(names) == 5
    (tmp_path / "notes.txt").write_text("other\n")
    assert digest_of(tmp_path) in names


def test_it_has_one_name_as_long_as_it_runs():
    assert program() == program()
    assert len(program()) == 64
