"""What a cell can mean: days, yes and no, categories, identifiers. Pure."""

import re
from datetime import date
from typing import Final

from models.vocabulary import Category

# What systems write where there is nothing to write.
BLANKS: Final = frozenset(
    {"", "null", "none", "n/a", "#n/a", "na", "nan", "nat", "-", "placeholder_data"}
)
# SQL systems put their first day where a date is missing.
NO_DAY: Final = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(9999, 12, 31)})
EARLIEST_YEAR: Final = 1990
LATEST_YEAR: Final = 2100
MOST_DIGITS: Final = 3
YES: Final = frozenset({"y", "yes", "true", "t", "1"})
NO: Final = frozenset({"n", "no", "false", "f", "0"})
MONTHS: Final = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_TIME: Final = (
    r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_ISO: Final = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}", re.IGNORECASE)
_BRITISH: Final = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){_TIME}")
_NAMED: Final = re.compile(rf"(\d{{1,2}})[ -]([a-z]{{3}})[a-z]*[ -](\d{{4}}){_TIME}")
_LETTER: Final = re.compile(r"^[a-z]\)\s*")
_PATTERN: Final = re.compile(r"^[yn]{4}$")
_WHOLE: Final = re.compile(r"^(\d+)\.0+$")

# Each kind of harm with what its name, however it is cut or spelt, holds or is.
_KINDS: Final = (
    (Category.NEGLECT, re.compile(r"negl|^neg$")),
    (Category.PHYSICAL, re.compile(r"physical|^phy(sab)?$|^pa$")),
    (Category.SEXUAL, re.compile(r"sexual|^sab$")),
    (Category.EMOTIONAL, re.compile(r"emotion|^emo$")),
)


class Unreadable(Exception):
    """A value is not what its column holds."""


def clean(text: str) -> str:
    """Give a cell's text without stray spaces; nothing where it means nothing."""
    tidy = " ".join(text.replace("\u00a0", " ").replace("\ufeff", "").split())
    return "" if tidy.casefold() in BLANKS else tidy


def identifier(text: str) -> str:
    """Give an identifier as it was before a spreadsheet took it for a number."""
    tidy = clean(text)
    whole = _WHOLE.match(tidy)
    return whole[1] if whole else tidy


def day(text: str) -> date | None:
    """
    Read a day: ISO, or day before month as in Britain, with or without a time.

    :raises Unreadable: if it is not a day that there was or will be.
    """
    tidy = clean(text).lower()
    if not tidy:
        return None
    found = _day_of(tidy)
    if found in NO_DAY:
        return None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Unreadable
    return found


def _day_of(text: str) -> date:
    if match := _ISO.fullmatch(text):
        year, month, number = match[1], int(match[2]), match[3]
    elif match := _BRITISH.fullmatch(text):
        year, month, number = match[3], int(match[2]), match[1]
    elif match := _NAMED.fullmatch(text):
        year, month, number = match[3], MONTHS.get(match[2], 0), match[1]
    else:
        raise Unreadable
    try:
        return date(int(year), month, int(number))
    except ValueError as error:
        raise Unreadable from error


def flag(text: str) -> bool | None:
    """
    Read yes or no.

    :raises Unreadable: if it is neither.
    """
    tidy = _LETTER.sub("", clean(text).casefold())
    if tidy in YES:
        return True
    if tidy in NO:
        return False
    if tidy:
        raise Unreadable
    return None


def count(text: str) -> int | None:
    """
    Read a number of things.

    :raises Unreadable: if it is not a whole number from 0.
    """
    tidy = identifier(text)
    if not tidy:
        return None
    if not tidy.isascii() or not tidy.isdigit() or len(tidy) > MOST_DIGITS:
        raise Unreadable
    return int(tidy)


def category(text: str) -> Category | None:
    """
    Read a category of abuse in any of the spellings that areas use.

    More than one kind of harm is "multiple". Source: domain 3.1.

    :raises Unreadable: if no kind of harm is in it.
    """
    tidy = _LETTER.sub("", f"{clean(text).casefold()} ").strip()
    if not clean(text):
        return None
    if _PATTERN.match(tidy):
        # Four marks in the order of the census: neglect, physical, sexual, emotional.
        kinds = [
            kind for (kind, _), mark in zip(_KINDS, tidy, strict=True) if mark == "y"
        ]
    else:
        kinds = [kind for kind, name in _KINDS if name.search(tidy)]
    if len(kinds) > 1 or re.match(r"^mul(t?i|$)", tidy):
        return Category.MULTIPLE
    if not kinds:
        raise Unreadable
    return kinds[0]
