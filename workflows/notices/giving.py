"""Giving a notice, and giving a new one that corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import notices as queries
from models.queries import plans as plan_queries
from models.sealed import seal
from models.tables.notices import CheckIn, Notice, NoticeChild
from models.tables.plans import CoreGroup
from models.vocabulary import NoticeKind
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.notices import facts, policy, telling
from workflows.notices.whose import GIVE
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept: said back to the person as it is."""

    notice_id: str
    alias: str
    kind: NoticeKind
    happened_on: date
    read_by: date
    is_correction: bool
    is_urgent: bool
    check_in_by: date | None


def give(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    new: policy.NewNotice,
    now: datetime,
    profile: Profile,
    corrects_id: str | None = None,
) -> Receipt:
    """
    Keep a notice and tell every member; at once whoever must know it now.

    With `corrects_id` it takes the place of an earlier one, which is kept as it was.

    :raises NotYours: if the actor may not give notices here.
    :raises Refused: if what they say cannot be kept, naming the field.
    """
    group = access.group(session, actor=actor, row=GIVE, group_id=group_id, now=now)
    # Which is the second of its kind is decided knowing the first.
    plan_queries.lock_group(session, group.id)
    today = clock.today(now)
    policy.check_notice(
        new,
        today=today,
        begun_on=facts.begun_on(session, group),
        of_group=[child.id for child in plan_queries.list_children(session, group.id)],
    )
    corrected = _lock_corrected(session, group, corrects_id)
    notice = _keep(session, actor, group, new, now=now, profile=profile)
    if corrected is not None:
        _take_the_place_of(session, notice, corrected, now=now)
    children = _name_children(session, notice, new.children, today=today)
    told = telling.tell_at_once(session, notice, group, now=now, profile=profile)
    members = facts.members_of(session, group.id, now=now)
    telling.ask(
        session,
        notice,
        readers=policy.who_reads(members, given_by=actor.person_id, children=children),
        told=told,
        now=now,
        profile=profile,
    )
    _audit(session, actor, notice, now=now)
    return _receipt(notice, group)


def _lock_corrected(
    session: Session, group: CoreGroup, corrects_id: str | None
) -> Notice | None:
    """Return the notice to correct, locked: only one new row takes its place."""
    if corrects_id is None:
        return None
    found = queries.lock_notice(session, corrects_id)
    if found is None or found.group_id != group.id:
        raise NotYours
    if queries.find_correction(session, found.id) is not None:
        raise policy.AlreadyCorrected
    return found


def _keep(
    session: Session,
    actor: Actor,
    group: CoreGroup,
    new: policy.NewNotice,
    *,
    now: datetime,
    profile: Profile,
) -> Notice:
    read_by = profile.calendar.add(clock.today(now), profile.notices.chased_after.value)
    notice = Notice(
        group_id=group.id,
        kind=new.kind,
        happened_on=new.happened_on,
        assisted_entry=new.assisted_entry,
        line_sealed="",
        given_by=actor.person_id,
        recorded_at=now,
        profile_version=profile.stamp,
        read_by=read_by,
        acts_on=read_by,
    )
    seal(session, notice, "line", new.line)
    session.add(notice)
    session.flush()
    return notice


def _take_the_place_of(
    session: Session, notice: Notice, corrected: Notice, *, now: datetime
) -> None:
    notice.corrects_id = corrected.id
    session.add(notice)
    for meeting in queries.list_check_ins(session, corrected.id):
        session.add(CheckIn(notice_id=notice.id, meeting_id=meeting.id))
    telling.take_back(session, corrected, now=now)


def _name_children(
    session: Session, notice: Notice, chosen: Sequence[str], *, today: date
) -> list[str]:
    """Name the children that a notice is about, all of them unless some were chosen."""
    present = facts.children_now(session, notice.group_id, day=today)
    children = list(dict.fromkeys(chosen)) or [child.id for child in present]
    for child_id in children:
        session.add(NoticeChild(notice_id=notice.id, child_id=child_id))
    session.add(notice)
    session.flush()
    return children


def _audit(session: Session, actor: Actor, notice: Notice, *, now: datetime) -> None:
    audit.record(
        session,
        actor=actor,
        event="notice given" if notice.corrects_id is None else "notice corrected",
        now=now,
        group_id=notice.group_id,
        subject=notice.id,
        details={
            "kind": notice.kind.value,
            "on": notice.happened_on.isoformat(),
            "corrects": notice.corrects_id,
        },
    )


def _receipt(notice: Notice, group: CoreGroup) -> Receipt:
    return Receipt(
        notice_id=notice.id,
        alias=group.alias,
        kind=notice.kind,
        happened_on=notice.happened_on,
        read_by=notice.read_by,
        is_correction=notice.corrects_id is not None,
        is_urgent=policy.is_urgent(facts.happened(notice)),
        check_in_by=notice.check_in_by,
    )
