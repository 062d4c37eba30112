"""Reading list 7 of an Annex A workbook."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.imports.files import Unusable, find_columns
from workflows.imports.columns import ANNEX_A, ANNEX_A_ALIASES
from workflows.imports.rows import Place, SourceRow, Table
from workflows.imports.values import clean

# A workbook is a ZIP file, and a small one can unpack to something enormous.
LARGEST_UNPACKED: Final = 500_000_000
# Titles and notes can stand above the headings.
HEADINGS_WITHIN: Final = 15
SHEET: Final = "list 7"
_TO_COLUMN: Final = {
    name: column
    for column, aliases in ANNEX_A_ALIASES.items()
    for name in (column.casefold(), *aliases)
}
Cells = Sequence[Any]


def read_annex_a(path: Path) -> Table:
    """
    Read the wanted columns of list 7; names and everything else stay in the file.

    :raises Unusable: if it is not a workbook with a list 7.
    """
    _check(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            return _list_7(path.name, book)
        finally:
            book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
        OSError,
    ) as error:
        raise Unusable(f"{path.name}: not a readable XLSX workbook") from error


def _check(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(item.file_size for item in packed.infolist())
    except OSError as error:
        raise Unusable(f"{path}: cannot be opened: {error.strerror}") from error
    except zipfile.BadZipFile as error:
        raise Unusable(f"{path.name}: not an XLSX workbook; save it as XLSX") from error
    if unpacked > LARGEST_UNPACKED:
        raise Unusable(
            f"{path.name}: unpacks to more than 500 MB; is it the right file?"
        )


def _list_7(file: str, book: Any) -> Table:
    sheets = [sheet for sheet in book.worksheets if _is_list_7(sheet.title)]
    if not sheets:
        raise Unusable(f"{file}: there is no sheet named List 7")
    sheet = sheets[0]
    # Some systems write a wrong size into the sheet, and rows would be missed.
    sheet.reset_dimensions()
    numbered = enumerate(sheet.iter_rows(values_only=True), start=1)
    positions = _headings(file, numbered)
    rows = [
        SourceRow(
            place=Place(file=file, row=number),
            values={
                column: _text(cells[position]) if position < len(cells) else ""
                for column, position in positions.items()
            },
        )
        for number, cells in numbered
        if any(clean(_text(cell)) for cell in cells)
    ]
    return Table(file=file, columns=frozenset(positions), rows=tuple(rows))


def _is_list_7(title: str) -> bool:
    return " ".join(title.casefold().replace("_", " ").split()).startswith(SHEET)


def _headings(file: str, numbered: Iterator[tuple[int, Cells]]) -> dict[str, int]:
    for number, cells in numbered:
        names = [_column(_text(cell)) for cell in cells]
        if "Child Unique ID" in names:
            return find_columns(file, names, ANNEX_A)
        if number >= HEADINGS_WITHIN:
            break
    raise Unusable(f"{file}: list 7 has no heading Child Unique ID")


def _column(heading: str) -> str:
    """Return the column that a heading stands for, or nothing that is wanted."""
    return _TO_COLUMN.get(clean(heading).casefold().rstrip("?"), "")


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
