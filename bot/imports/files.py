"""Reading CSV files as people really send them: encodings, separators, stray marks."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from workflows.imports.columns import Columns
from workflows.imports.rows import Place, SourceRow, Table
from workflows.imports.values import clean

SEPARATORS: Final = ",;\t|"
LARGEST: Final = 500_000_000


class Unusable(Exception):
    """A file that cannot be read; what it says is for the operator."""


def read_csv(path: Path, columns: Columns) -> Table:
    """
    Read the wanted columns of a CSV file; nothing else is kept in memory.

    :raises Unusable: if it is not a CSV file with the columns that are needed.
    """
    text = _text(path)
    separator = _separator(text, columns)
    # Strict, because an unclosed quotation mark would swallow the rows after it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[SourceRow] = []
    positions: dict[str, int] | None = None
    number = width = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if positions is None:
                positions = find_columns(path.name, cells, columns)
                width = len(cells)
                continue
            if len(cells) > width and any(cells[width:]):
                raise Unusable(
                    f"{path.name}, row {number}: more values than columns; "
                    "a value with a comma needs quotation marks"
                )
            rows.append(_row(path.name, number, cells, positions))
    except csv.Error as error:
        raise Unusable(
            f"{path.name}, row {number + 1}: not readable: {error}"
        ) from error
    if positions is None:
        raise Unusable(f"{path.name}: the file is empty; it needs a row of headings")
    return Table(file=path.name, columns=frozenset(positions), rows=tuple(rows))


def find_columns(
    file: str, headings: Sequence[str], columns: Columns
) -> dict[str, int]:
    """
    Return where the wanted columns stand, whatever their order and capitals.

    :raises Unusable: naming every needed column that is missing or there twice.
    """
    found: dict[str, int] = {}
    faults = []
    by_word = {_word(column): column for column in columns.wanted}
    for position, heading in enumerate(headings):
        column = by_word.get(_word(heading))
        if column in found:
            faults.append(f"the column {column} stands there twice")
        elif column is not None:
            found[column] = position
    faults += [
        f"the column {column} is missing"
        for column in columns.required
        if column not in found
    ]
    if faults:
        raise Unusable(f"{file}: {'; '.join(faults)}")
    return found


def _word(heading: str) -> str:
    return clean(heading).casefold().replace(" ", "_")


def _row(
    file: str, number: int, cells: Sequence[str], positions: dict[str, int]
) -> SourceRow:
    return SourceRow(
        place=Place(file=file, row=number),
        values={
            column: cells[position] if position < len(cells) else ""
            for column, position in positions.items()
        },
    )


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise Unusable(f"{path.name}: larger than 500 MB; is it the right file?")
        raw = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path}: cannot be opened: {error.strerror}") from error
    # What is not UTF-8 comes from a spreadsheet on Windows.
    encodings = ["utf-8-sig", "cp1252"]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Unusable(f"{path.name}: not a text file; save it as CSV (UTF-8)")


def _separator(text: str, columns: Columns) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    wanted = {_word(column) for column in columns.wanted}

    def known(separator: str) -> int:
        cells = next(csv.reader([heading], delimiter=separator), [])
        return len(wanted & {_word(cell) for cell in cells})

    return max(SEPARATORS, key=known)
