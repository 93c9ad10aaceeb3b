"""Folders, files and functions stay so short that one look takes them in."""

from collections import Counter

from tests.architecture.sources import broken, functions, length_without_docstring, python_files, read

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
FILES_OF_A_FOLDER = 12

LISTS = {
    "app/commands": "a file for each command",
    "schemas/records": "a file for each resource",
    "graph/ledger/rules": "a file for each rule",
    "tests/api": "a file for each subject",
    "tests/cli": "a file for each command",
    "tests/architecture": "a file for each rule",
    "tests/contract": "a file for each subject",
    "tests/unit/analytics": "a file for each measure",
    "tests/unit/schemas": "a file for each resource",
}
"""Folders that are lists: whoever looks for a thing in them knows its name, so they may be as long as they need."""


def test_a_folder_is_taken_in_at_a_glance():
    paths = (path for path in python_files() if path.name != "__init__.py")
    files = Counter(folder for path in paths if (folder := str(path.parent)) not in LISTS)
    full = [f"{folder}: {count}" for folder, count in files.items() if count > FILES_OF_A_FOLDER]
    rule = f"More than {FILES_OF_A_FOLDER} loose files hide the subject of a folder: sort them, or name it as a list."
    assert not full, broken(rule, full)


def test_a_folder_that_is_excepted_as_a_list_exists():
    folders = {str(path.parent) for path in python_files()}
    assert not LISTS.keys() - folders


def test_a_file_has_one_subject():
    long = [f"{path}: {lines}" for path in python_files() if (lines := len(read(path).splitlines())) > LINES_OF_A_FILE]
    assert not long, broken(f"A file of more than {LINES_OF_A_FILE} lines has two subjects: give each its own.", long)


def test_a_function_does_one_thing():
    long = [
        f"{path}:{function.lineno} {function.name}: {lines}"
        for path in python_files()
        for function in functions(path)
        if (lines := length_without_docstring(function)) > LINES_OF_A_FUNCTION
    ]
    rule = f"A function of more than {LINES_OF_A_FUNCTION} lines, documentation aside, hides steps that deserve a name."
    assert not long, broken(rule, long)
