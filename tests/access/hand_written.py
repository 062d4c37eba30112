"""
The access table once more, written out class by class, apart from the one in code.

One slip cannot satisfy both: the table in code goes row by row, this one by column.
Source: docs/reference/access.md.
"""

from typing import Final

LAST_ROW: Final = 75

EXPECTED: Final = {
    "LSW": {
        "Y": ("1 5 7-9 14 17 19 21-23 25-28 30 34-36 38 46-48 50-51 54 57 59 63-66"),
        "O": "2-4 6 18 20 24 29 44 52 55 70",
        "2": "13 37 61 68",
        "A": "32-33 39",
        "N": "43 45",
    },
    "MEM": {
        "Y": "1 7 21-22 25-27 46 51 54 66",
        "O": "2-4 6 18 20 24 29 44 55",
        "M": "35 59",
        "A": "32",
        "N": "43 45",
    },
    "VCM": {
        "Y": "1 7 21-22 25-27 46 51 54 66",
        "O": "2-4 6 18 20 24 29 44 55",
        "M": "35 59",
        "A": "32",
        "N": "43 45",
    },
    "VOL": {
        "Y": "1 54",
        "O": "2-4 6 24 44 46 55",
        "N": "43 45",
        "S": "7 18 22 25-26 65",
    },
    "ASL": {
        "Y": "1 30 36 54",
        "O": "2-4 6 35 44 46 55 64",
        "M": "7",
        "N": "45",
    },
    "CHR": {
        "Y": ("1 5 7 9 15-17 19 21-23 25-27 34-38 40 46-47 49-51 53-54 57-59 63-66 70"),
        "O": "2-4 6 18 20 24 44 52 55 67",
        "2": "13 61",
        "A": "32-33 39",
        "N": "43 45",
    },
    "TM": {
        "Y": ("1 5-10 14 17 19 21-23 25-28 34-36 38 46-48 50-52 54 57-60 63-67 70"),
        "O": "2-4 18 24 44 55",
        "2": "13 37 61-62 68",
        "A": "32-33 39",
        "N": "42-43 45 53",
    },
    "QA": {
        "Y": "1 5 46 51-52 54 64 66-67 70-71",
        "O": "2-4 55",
        "M": "6-7 35 47 59",
        "2": "12 69 72",
        "N": "41-42 45",
    },
    "CSM": {
        "Y": "1 5 11 15-16 52 54 67",
        "O": "2-4 55",
        "M": "6-7 35 47",
        "2": "72",
        "N": "45-46 49",
    },
    "RCV": {
        "Y": "1 54 56-58",
        "O": "2-4 55 67",
    },
    "BS": {
        "Y": "1 5 8-9 14 16 19 22 30 36 54 60 64 67 71",
        "O": "2-4 55",
        "M": "6-7 25 35 52 59",
        "2": "10-12 62 68-69",
    },
    "OTH": {
        "Y": "1 54",
        "O": "2-3 55",
    },
}


def expected(person_class: str, row: int) -> str:
    """Return the mark that this class has in this row, or an empty text."""
    for mark, spans in EXPECTED[person_class].items():
        for span in spans.split():
            first, _, last = span.partition("-")
            if int(first) <= row <= int(last or first):
                return mark
    return ""
