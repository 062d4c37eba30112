"""The forms and the page of a notice, with its children as a modal may show them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import plans as plan_queries
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.notices import facts, reading
from workflows.notices.reading import ReadNotice
from workflows.notices.whose import GIVE
from workflows.statements.children import ShownChild, shown


@dataclass(frozen=True, kw_only=True)
class NoticeForm:
    """What the form shows before anything is typed; `corrects` is what it began as."""

    group_id: str
    alias: str
    today: date
    children: tuple[ShownChild, ...]
    corrects: ReadNotice | None


@dataclass(frozen=True, kw_only=True)
class NoticePage:
    """One notice, and the children that it is about."""

    notice: ReadNotice
    children: tuple[ShownChild, ...]


def give_form(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> NoticeForm:
    """
    Return what the form for a new notice shows.

    :raises NotYours: if the actor may not give notices here.
    """
    group = access.group(session, actor=actor, row=GIVE, group_id=group_id, now=now)
    reader = audit.reading(
        session,
        actor=actor,
        event="notice form opened",
        now=now,
        group_id=group.id,
        subject=group.id,
    )
    return _form(session, reader, actor, group.id, alias=group.alias, now=now)


def correct_form(
    session: Session, *, actor: Actor, notice_id: str, now: datetime
) -> NoticeForm:
    """
    Return what the form for correcting a notice shows: what it says so far.

    :raises NotYours: if the actor may not read or give notices here.
    """
    reader, notice = reading.read(session, actor=actor, notice_id=notice_id, now=now)
    access.group(session, actor=actor, row=GIVE, group_id=notice.group_id, now=now)
    return _form(
        session,
        reader,
        actor,
        notice.group_id,
        alias=notice.alias,
        now=now,
        corrects=notice,
    )


def notice_page(
    session: Session, *, actor: Actor, notice_id: str, now: datetime
) -> NoticePage:
    """
    Return one notice to read.

    :raises NotYours: if the actor may not read notices here.
    """
    reader, notice = reading.read(session, actor=actor, notice_id=notice_id, now=now)
    children = plan_queries.list_children(session, notice.group_id)
    return NoticePage(
        notice=notice,
        children=shown(
            session,
            reader,
            [child for child in children if child.id in notice.children],
            alias=notice.alias,
            person_id=actor.person_id,
            today=clock.today(now),
        ),
    )


def _form(
    session: Session,
    reader: Reader,
    actor: Actor,
    group_id: str,
    *,
    alias: str,
    now: datetime,
    corrects: ReadNotice | None = None,
) -> NoticeForm:
    today = clock.today(now)
    offered = [
        child
        for child in plan_queries.list_children(session, group_id)
        if (corrects is not None and child.id in corrects.children)
        or child in facts.children_now(session, group_id, day=today)
    ]
    return NoticeForm(
        group_id=group_id,
        alias=alias,
        today=today,
        children=shown(
            session,
            reader,
            offered,
            alias=alias,
            person_id=actor.person_id,
            today=today,
        ),
        corrects=corrects,
    )
