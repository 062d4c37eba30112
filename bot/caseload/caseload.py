"""Writing the example caseload for a given day, and bringing it in as anything else."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bot.imports.run import Inputs, run_import
from bot.imports.teams_file import read
from models.database import Database
from models.queries import access as access_queries
from models.queries import membership as member_queries
from models.queries import plans as plan_queries
from models.queries import statements as statement_queries
from models.sealed import ring, seal
from models.tables.meetings import Meeting
from models.vocabulary import Knowing, MeetingKind, Recommendation
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.conferences import use_cases as conferences
from workflows.imports.rows import Report
from workflows.meetings.use_cases import NewDate
from workflows.membership import register as members
from workflows.profile import Profile
from workflows.referrals import teams
from workflows.statements import giving, sweeping
from workflows.statements.answers import Answers, ChildAnswers, for_all
from workflows.working_days import Calendar

HERE: Final = Path(__file__).parent
# So long ago that one round is over today and another half-way.
BEGAN: Final = 6
DAY: Final = re.compile(r"\{(wd)?([+-]\d+)\}")
FIRST: Final = "asha.verma@example.org"
STARTS: Final = time(9, 30)
FindAccount = Callable[[str], tuple[str, str] | None]


class BrokenCaseload(Exception):
    """The example caseload did not come in whole."""


def write(folder: Path, *, today: date, calendar: Calendar) -> Inputs:
    """Write the files of the example with their dates counted from a day."""
    dataset = folder / "ssd"
    dataset.mkdir(parents=True, exist_ok=True)
    for template in (HERE / "people.csv", *sorted((HERE / "ssd").glob("*.csv"))):
        target = folder / template.relative_to(HERE)
        text = template.read_text(encoding="utf-8")
        target.write_text(
            DAY.sub(lambda found: _day(found, today, calendar).isoformat(), text),
            encoding="utf-8",
        )
    return Inputs(people=folder / "people.csv", ssd=dataset)


def seed(
    database: Database,
    *,
    now: datetime,
    profile: Profile,
    find_account: FindAccount,
) -> Report | None:
    """
    Bring in the example caseload and let the last days pass: members give their views.

    `find_account` gives somebody's team and account in Slack by their e-mail address.
    Return the report of the import, or nothing if the example is here already.

    :raises BrokenCaseload: if a row was kept out.
    """
    with database.work() as session:
        if member_queries.find_person_by_email(session, FIRST) is not None:
            return None
    today, calendar = clock.today(now), profile.calendar
    days = [calendar.subtract(today, back) for back in range(BEGAN, -1, -1)]
    began = clock.at(days[0], 9)
    with TemporaryDirectory() as folder:
        inputs = write(Path(folder), today=today, calendar=calendar)
        report = run_import(database, inputs, now=began, profile=profile).report
    if report.quarantined:
        raise BrokenCaseload(report.quarantined[0].reason)
    _find_accounts(database, find_account, now=began)
    _bring_in_teams(database, now=began)
    story = tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))
    for meeting in story["meetings"]:
        on = _from(today, meeting["days"], calendar)
        _keep_past_meeting(database, meeting, on, profile=profile)
    for meeting in story["core_groups"]:
        on = _from(today, meeting["days"], calendar)
        _date_core_group(database, meeting["family"], on, now=began, profile=profile)
    for day in days:
        moment = now if day == today else clock.at(day, 9)
        sweeping.sweep(database, now=moment, profile=profile)
        for view in story["views"]:
            if _from(today, view["days"], calendar) == day:
                _give(database, view, now=moment, profile=profile)
    return report


def _day(found: re.Match[str], today: date, calendar: Calendar) -> date:
    number = int(found[2])
    if found[1]:
        return _from(today, number, calendar)
    return today + timedelta(days=number)


def _from(today: date, days: int, calendar: Calendar) -> date:
    if days < 0:
        return calendar.subtract(today, -days)
    return calendar.add(today, days)


def _find_accounts(
    database: Database, find_account: FindAccount, *, now: datetime
) -> None:
    with database.work() as session:
        waiting = members.people_without_account(session)
    found = {person_id: find_account(email) for person_id, email in waiting}
    with database.work() as session:
        for person_id, account in found.items():
            if account is not None:
                team_id, user_id = account
                members.set_account(
                    session, person_id, team_id=team_id, user_id=user_id, now=now
                )


def _bring_in_teams(database: Database, *, now: datetime) -> None:
    with database.work() as session:
        found = teams.bring_in(session, read(HERE / "teams.csv"), now=now)
    if found.faults:
        raise BrokenCaseload(found.faults[0][1])


def _keep_past_meeting(
    database: Database, meeting: dict[str, Any], on: date, *, profile: Profile
) -> None:
    """Keep a core group of weeks ago as it went: held, or cancelled and why."""
    notice = meeting.get("cancelled_with_notice")
    with database.work() as session:
        group = _group(session, meeting["family"])
        starts_at = clock.at(on, STARTS.hour, STARTS.minute)
        row = Meeting(
            group_id=group.id,
            kind=MeetingKind.CORE_GROUP,
            dated_on=on,
            starts_at=starts_at,
            recorded_at=starts_at,
            changed_at=starts_at,
            held_on=on if notice is None else None,
        )
        if notice is not None:
            told_on = profile.calendar.subtract(on, notice)
            row.cancelled_at = row.changed_at = clock.at(told_on, 16)
            row.sequence, row.notice_days = 1, notice
            row.short_notice = notice < profile.core_groups.short_notice.value
            seal(session, row, "cancelled_because", meeting["because"])
        session.add(row)


def _date_core_group(
    database: Database, family: str, on: date, *, now: datetime, profile: Profile
) -> None:
    with database.work() as session:
        group = _group(session, family)
        lead = access_queries.find_lead_social_worker(
            session, group.id, day=clock.today(now), now=now
        )
        if lead is None:
            raise BrokenCaseload("a family has no lead social worker")
        conferences.date_core_group(
            session,
            actor=Actor(person_id=lead.id),
            group_id=group.id,
            new=NewDate(dated_on=on, starts=STARTS),
            now=now,
            profile=profile,
        )


def _give(
    database: Database, view: dict[str, Any], *, now: datetime, profile: Profile
) -> None:
    with database.work() as session:
        group = _group(session, view["family"])
        person = member_queries.find_person_by_email(session, view["email"])
        rounds = statement_queries.list_rounds(session, [group.id])
        if person is None or not rounds:
            raise BrokenCaseload("a view in the example belongs to nobody")
        children = access.children_for(session, person.id, group.id, now=now)
        giving.submit(
            session,
            actor=Actor(person_id=person.id),
            round_id=rounds[0].id,
            answers=_answers(view, tuple(child.id for child in children), now=now),
            now=now,
            profile=profile,
        )


def _answers(
    view: dict[str, Any], children: tuple[str, ...], *, now: datetime
) -> Answers:
    ago = view.get("seen_days_ago")
    said = ChildAnswers(
        child_id="",
        recommendation=Recommendation(view["recommendation"]),
        reason=view["reason"],
        knowing=tuple(Knowing(word) for word in view["knowing"]),
        life=view["life"],
        score=view["score"],
        seen_on=None if ago is None else clock.today(now) - timedelta(days=ago),
        seen_alone=view.get("seen_alone", False),
        observed=view.get("observed", False),
        changed=view["changed"],
        wrong_if=view["wrong_if"],
        adults=view["adults"],
    )
    given = for_all(said, children)
    return Answers(children=given.children, told_parents=view["told_parents"])


def _group(session: Any, family: str) -> Any:
    key = ring(session).opaque("family", family)
    group = plan_queries.find_group_by_source(session, key)
    if group is None:
        raise BrokenCaseload("a family of the example has no core group")
    return group
