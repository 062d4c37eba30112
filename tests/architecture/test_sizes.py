"""A file can be read in one sitting, a function on one screen."""

from pathlib import Path

from tests.architecture.source import PROJECT, functions, read, write

FILE_LINES = 400
FUNCTION_LINES = 50
GENERATED = ("/migrations/versions/",)


def find_long_files(folder: Path) -> list[str]:
    """Return the files that are too long to read in one sitting."""
    return [
        f"{source.name}: {lines} lines"
        for source in read(folder)
        if (lines := len(source.text.splitlines())) > FILE_LINES
        and not any(part in source.name for part in GENERATED)
    ]


def find_long_functions(folder: Path) -> list[str]:
    """Return the functions that do not fit on a screen."""
    return [
        f"{source.at(function)} {function.name}: {lines} lines"
        for source in read(folder)
        for function in functions(source)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
        and not any(part in source.name for part in GENERATED)
    ]


def test_every_file_can_be_read_in_one_sitting():
    too_long = find_long_files(PROJECT)

    assert not too_long, (
        f"over {FILE_LINES} lines nobody reads a file whole: {too_long}"
    )


def test_every_function_fits_on_a_screen():
    too_long = find_long_functions(PROJECT)

    assert not too_long, f"over {FUNCTION_LINES} lines a function has two: {too_long}"


def test_a_file_of_401_lines_is_found_and_one_of_400_is_not(tmp_path):
    write(tmp_path, "bot/long.py", "\n" * 401)
    write(tmp_path, "bot/short.py", "\n" * 400)

    assert find_long_files(tmp_path) == ["bot/long.py: 401 lines"]


def test_a_function_of_51_lines_is_found_and_one_of_50_is_not(tmp_path):
    write(tmp_path, "bot/long.py", "def long():\n" + "    x = 1\n" * 50)
    write(tmp_path, "bot/short.py", "def short():\n" + "    x = 1\n" * 49)

    assert find_long_functions(tmp_path) == ["bot/long.py:1 long: 51 lines"]
