"""
The access table: who may do what. Pure data, and the one rule that reads it.

Default deny: a blank is a refusal. Source: docs/reference/access.md, row by row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from models.vocabulary import PersonClass, Right

CLASSES: Final = (
    PersonClass.LEAD_SOCIAL_WORKER,
    PersonClass.MEMBER,
    PersonClass.VOLUNTARY_MEMBER,
    PersonClass.VOLUNTARY_WORKER,
    PersonClass.SAFEGUARDING_LEAD,
    PersonClass.CHAIR,
    PersonClass.TEAM_MANAGER,
    PersonClass.SENIOR_MANAGER,
    PersonClass.CONFERENCE_SERVICE_MANAGER,
    PersonClass.RECEIVING_TEAM,
    PersonClass.BUSINESS_SUPPORT,
    PersonClass.OTHER,
)
# Rows that anybody may use, registered or not.
OPEN_TO_ALL: Final = frozenset({1, 74, 75})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the table: an action, and each class's right in order."""

    number: int
    action: str
    rights: tuple[Right, ...]

    def right_of(self, person_class: PersonClass) -> Right:
        """Return what this class may do here."""
        return self.rights[CLASSES.index(person_class)]


def _row(number: int, action: str, cells: str) -> Row:
    """Read a row: one mark a class, `.` for a blank."""
    marks = cells.split()
    rights = tuple(Right("" if mark == "." else mark) for mark in marks)
    return Row(number=number, action=action, rights=rights)


#                    LSW MEM VCM VOL ASL CHR TM QA CSM RCV BS OTH
TABLE: Final = (
    # Self
    _row(1, "help (static text)", "Y Y Y Y Y Y Y Y Y Y Y Y"),
    _row(2, "own Home", "O O O O O O O O O O O O"),
    _row(
        3,
        "own absence, deputy, message hours, private labels",
        "O O O O O O O O O O O O",
    ),
    _row(4, "make, rotate, revoke own feed", "O O O O O O O O O O O ."),
    _row(5, "revoke someone's feed", "Y . . . . Y Y Y Y . Y ."),
    # Group
    _row(6, "list groups", "O O O O O O Y M M . M ."),
    _row(7, "open a group's page", "Y Y Y S M Y Y M M . M ."),
    _row(8, "set up a group, a plan, a child", "Y . . . . . Y . . . Y ."),
    _row(9, "add, end a statutory member", "Y . . . . Y Y . . . Y ."),
    _row(10, "change lead social worker", ". . . . . . Y . . . 2 ."),
    _row(11, "allocate a chair", ". . . . . . . . Y . 2 ."),
    _row(12, "grant TM, QA, CSM, BS", ". . . . . . . 2 . . 2 ."),
    _row(13, "close, reopen a group", "2 . . . . 2 2 . . . . ."),
    # Meetings
    _row(14, "propose, fix, move, cancel a core group", "Y . . . . . Y . . . Y ."),
    _row(15, "agree a core group date beyond the limit", ". . . . . Y . . Y . . ."),
    _row(16, "set, move a conference", ". . . . . Y . . Y . Y ."),
    _row(
        17,
        "set a midway review, reflective meeting, quick check-in",
        "Y . . . . Y Y . . . . .",
    ),
    _row(18, "own answer to dates, apology, own attendance", "O O O S . O O . . . . ."),
    _row(
        19,
        "record the meeting (attendance, children seen, actions)",
        "Y . . . . Y Y . . . Y .",
    ),
    _row(20, "own score, own end-of-meeting answers", "O O O . . O . . . . . ."),
    _row(
        21,
        "read scores and answers once all are in or the meeting's day is over",
        "Y Y Y . . Y Y . . . . .",
    ),
    _row(22, "venue, link, interpreter", "Y Y Y S . Y Y . . . Y ."),
    _row(23, "make, change an action", "Y . . . . Y Y . . . . ."),
    _row(24, "report on own action", "O O O O . O O . . . . ."),
    _row(25, "read actions", "Y Y Y S . Y Y . . . M ."),
    _row(26, "give, acknowledge a notice between meetings", "Y Y Y S . Y Y . . . . ."),
    _row(27, "read a notice", "Y Y Y . . Y Y . . . . ."),
    _row(28, "printable sheet for one parent", "Y . . . . . Y . . . . ."),
    # Views before a review
    _row(
        29,
        "give, save, amend own view (also after closing, marked late)",
        "O O O . . . . . . . . .",
    ),
    _row(
        30,
        "take a view for a member outside Slack (write-only; LSW last, after own)",
        "Y . . . Y . . . . . Y .",
    ),
    _row(31, "read another's view before closing", ". . . . . . . . . . . ."),
    _row(32, "read views after closing", "A A A . . A A . . . . ."),
    _row(33, "read restricted parts after closing", "A . . . . A A . . . . ."),
    _row(
        34,
        "read an urgent answer ('must anyone know before') at once",
        "Y . . . . Y Y . . . . .",
    ),
    _row(35, "see who has answered", "Y M M . O Y Y M M . M ."),
    _row(36, "nudge someone now (once a person and day)", "Y . . . Y Y Y . . . Y ."),
    _row(37, "pause reminders (reason, at most 5 wd)", "2 . . . . Y 2 . . . . ."),
    _row(38, "record the group's discussion and joint view", "Y . . . . Y Y . . . . ."),
    _row(39, "open, print the pack", "A . . . . A A . . . . ."),
    # Conference, audit, challenge
    _row(40, "record an outcome", ". . . . . Y . . . . . ."),
    _row(
        41,
        "confirm an ending at first review, do its audit (never who decided)",
        ". . . . . . . N . . . .",
    ),
    _row(
        42,
        "review an ending against the recommendation (never who decided)",
        ". . . . . . N N . . . .",
    ),
    _row(43, "after-plan check: answer", "N N N N . N N . . . . ."),
    _row(44, "raise, withdraw own challenge", "O O O O O O O . . . . ."),
    _row(45, "answer a challenge, take it up a rung", "N N N N N N N N N . . ."),
    _row(46, "read a challenge", "Y Y Y O O Y Y Y N . . ."),
    # Drift
    _row(47, "read an alert", "Y . . . . Y Y M M . . ."),
    _row(48, "add a line to an alert", "Y . . . . . Y . . . . ."),
    _row(49, "answer an alert", ". . . . . Y . . N . . ."),
    _row(50, "answer 'why not the legal route?'", "Y . . . . Y Y . . . . ."),
    _row(51, "read that answer", "Y Y Y . . Y Y Y . . . ."),
    _row(52, "caseload overview", "O . . . . O Y Y Y . M ."),
    _row(53, "read an intimidation tick (TM: of own staff)", ". . . . . Y N . . . . ."),
    # Referrals
    _row(54, "record a referral", "Y Y Y Y Y Y Y Y Y Y Y Y"),
    _row(
        55,
        "own referral: add, confirm in writing, read its answer",
        "O O O O O O O O O O O O",
    ),
    _row(56, "take, hand over, answer a referral", ". . . . . . . . . Y . ."),
    _row(57, "history on a referral", "Y . . . . Y Y . . Y . ."),
    _row(58, "who referred (restricted)", ". . . . . Y Y . . Y . ."),
    _row(59, "referrals of a group", "Y M M . . Y Y M . . M ."),
    # Voluntary sector
    _row(60, "register an organisation", ". . . . . . Y . . . Y ."),
    _row(
        61,
        "invite a voluntary worker (second: LSW, CHR, TM)",
        "2 . . . . 2 2 . . . . .",
    ),
    _row(
        62,
        "register an outside (Slack Connect) person (second: TM, QA)",
        ". . . . . . 2 . . . 2 .",
    ),
    _row(63, "release, withdraw an item; preview", "Y . . . . Y Y . . . . ."),
    _row(64, "end a voluntary worker's access", "Y . . . O Y Y Y . . Y ."),
    _row(65, "read released items", "Y . . S . Y Y . . . . ."),
    # Record
    _row(66, "timeline picture, 'as at'", "Y Y Y . . Y Y Y . . . ."),
    _row(67, "timeliness figures and CSV (no names)", ". . . . . O Y Y Y O Y ."),
    _row(68, "export a whole group (second: TM, QA)", "2 . . . . . 2 . . . 2 ."),
    _row(
        69,
        "subject-access export; erase; retention; lift hold (second: QA)",
        ". . . . . . . 2 . . 2 .",
    ),
    _row(70, "who saw what, in this group", "O . . . . Y Y Y . . . ."),
    _row(71, "verify the audit chains", ". . . . . . . Y . . Y ."),
    _row(
        72,
        "break-glass reading (60 minutes; tells chair and information governance)",
        ". . . . . . . 2 2 . . .",
    ),
    _row(
        73,
        "import people, plans (command line, operator)",
        ". . . . . . . . . . . .",
    ),
    _row(
        74,
        "/health up or down to anyone; why, and /metrics, to the operator's network",
        ". . . . . . . . . . . .",
    ),
    _row(75, "feed (token: own, minimal)", ". . . . . . . . . . . ."),
)
ROWS: Final = {row.number: row for row in TABLE}


def rights(row: int, classes: Iterable[PersonClass]) -> frozenset[Right]:
    """
    Return every right that any of these classes has in a row; never a blank.

    A deputy has no column: theirs is the row of the member they stand in for.
    """
    found = {
        ROWS[row].right_of(person_class)
        for person_class in classes
        if person_class is not PersonClass.DEPUTY
    }
    return frozenset(found - {Right.DENIED})


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What the cells that depend on something depend on."""

    own: bool = False
    named: bool = False
    closed: bool = False
    dates_only: bool = False
    released: bool = False
    seconded: bool = False


def is_allowed(
    row: int, classes: Iterable[PersonClass], circumstances: Circumstances
) -> bool:
    """Say whether the widest right that these classes give is enough here."""
    enough = {
        Right.ALLOWED: True,
        Right.OWN: circumstances.own,
        Right.DATES: circumstances.dates_only,
        Right.SECOND: circumstances.seconded,
        Right.AFTER_CLOSING: circumstances.closed,
        Right.NAMED: circumstances.named,
        Right.SCOPE: circumstances.released,
    }
    return any(enough[right] for right in rights(row, classes))
