"""Writing what an import kept out, beside the file that it came from."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from workflows.imports.rows import Fault

COLUMNS: Final = ("file", "row", "column", "reason")
# A spreadsheet takes a cell that begins with one of these for a formula.
# Source: OWASP, CSV injection; ASVS 5.0, 1.2.10.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\0", "\n", "'")


def path_beside(source: Path) -> Path:
    """Return where the quarantine of a file is written."""
    return source.with_name(f"{source.stem}.quarantine.csv")


def write(sources: Iterable[Path], faults: Iterable[Fault]) -> list[Path]:
    """
    Write one file beside each source with faults, and remove what an earlier run left.

    Return the files that were written.
    """
    of_file: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        of_file[fault.place.file].append(fault)
    written = []
    for source in sources:
        target = path_beside(source)
        theirs = sorted(of_file.get(source.name, ()), key=lambda f: f.place.row)
        if not theirs:
            target.unlink(missing_ok=True)
            continue
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for fault in theirs:
                values = (fault.place.file, fault.place.row, fault.column, fault.reason)
                writer.writerow([safe(str(value)) for value in values])
        written.append(target)
    return written


def safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
