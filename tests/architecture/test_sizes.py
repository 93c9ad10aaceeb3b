"""Files and functions stay so short that one look takes them in."""

from tests.architecture.sources import broken, functions, length_without_docstring, python_files, read

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


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
