"""Events of a core group: its plans, who belongs to it, and notices."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from bot.replay.checking import EVERYBODY
from bot.replay.stage import Stage
from bot.replay.story import Event, When
from models.queries import access as access_queries
from models.queries import notices as notice_queries
from models.queries import plans as plan_queries
from models.tables.plans import CoreGroup
from models.vocabulary import Category, MemberRole, NoticeKind
from workflows import clock
from workflows.actor import OPERATOR
from workflows.conferences import use_cases as conferences
from workflows.errors import Refused
from workflows.membership import leading, register
from workflows.membership import use_cases as membership
from workflows.notices import giving, reading
from workflows.notices.policy import NewNotice
from workflows.plans.policy import NewChild

Said = TypeVar("Said")


class ChildPart(BaseModel):
    """One child of the family: a category, and a month or an expected day."""

    model_config = ConfigDict(extra="forbid")

    category: Category
    birth_month: date | None = None
    due_on: date | None = None
    earlier_plans: Annotated[int, Field(ge=0)] = 0


class PlanStarts(Event):
    """Plans begin after an initial conference, and with them the core group."""

    JOINING: ClassVar = ("lead", "chair", "by", "members")

    children: list[ChildPart] = Field(min_length=1)
    lead: str
    chair: str
    by: str
    members: list[str] = Field(default_factory=list)
    initial_on: When | None = None
    review_on: When | None = None


class MemberJoins(Event):
    """Somebody becomes a member, of all the children or of some."""

    JOINING: ClassVar = ("who",)

    who: str
    children: list[int] = Field(default_factory=list)


class MemberLeaves(Event):
    """Somebody is a member no longer."""

    NAMED: ClassVar = ("who",)

    who: str


class LeadChanges(Event):
    """Another social worker leads."""

    JOINING: ClassVar = ("to", "by")

    to: str
    by: str
    stays: bool = False


class Away(Event):
    """Somebody is away for some days, perhaps with a deputy."""

    NAMED: ClassVar = ("who",)

    who: str
    until: When
    deputy: str | None = None


class Notice(Event):
    """Something is told between meetings; `happened` is the day if it was before."""

    NAMED: ClassVar = ("by",)

    kind: NoticeKind
    by: str
    happened: When | None = None
    children: list[int] = Field(default_factory=list)
    assisted_entry: bool = False
    says: str | None = None


class NoticesRead(Event):
    """Members read the notices that they were asked to read."""

    NAMED: ClassVar = ("who",)

    who: list[str] = Field(default_factory=lambda: [EVERYBODY])


def plan_starts(stage: Stage, event: PlanStarts) -> None:
    """Set up the core group, allocate its chair and add its members."""
    initial = event.on if event.initial_on is None else event.initial_on
    review = None if event.review_on is None else stage.day(event.review_on)
    with stage.work() as session:
        group = conferences.set_up_group(
            session,
            actor=stage.actor(event.by),
            children=[_child(one) for one in event.children],
            initial_on=stage.day(initial),
            lead_social_worker_id=stage.cast.ids[event.lead],
            review_on=review,
            now=stage.now,
            profile=stage.profile,
        )
        stage.keep_group(event.group, group)
        register.allocate(
            session,
            actor=OPERATOR,
            group_id=group.id,
            person_id=stage.cast.ids[event.chair],
            term=register.Term(from_on=clock.today(stage.now)),
            now=stage.now,
        )
        _keep_earlier_plans(session, group, event)
        for who in event.members:
            _join(stage, session, group.id, who, by=event.by, children=())


def member_joins(stage: Stage, event: MemberJoins) -> None:
    """Add a member as the lead social worker does."""
    group_id = stage.group(event.group)
    with stage.work() as session:
        ties = [stage.child(session, event.group, one) for one in event.children]
        lead = lead_of(stage, session, group_id)
        _join(stage, session, group_id, event.who, by=lead, children=ties)


def member_leaves(stage: Stage, event: MemberLeaves) -> None:
    """End a membership from this moment on."""
    group_id, person_id = stage.group(event.group), stage.cast.ids[event.who]
    with stage.work() as session:
        rows = access_queries.find_member(
            session,
            group_id,
            person_id,
            day=clock.today(stage.now),
            now=stage.now,
        )
        if not rows:
            raise Refused(f"{event.who} is not a member on that day.")
        for row, _ in rows:
            membership.end(
                session,
                actor=stage.actor(lead_of(stage, session, group_id)),
                membership_id=row.id,
                now=stage.now,
            )


def lead_changes(stage: Stage, event: LeadChanges) -> None:
    """Make another social worker the lead, as the team manager does."""
    with stage.work() as session:
        leading.change(
            session,
            actor=stage.actor(event.by),
            group_id=stage.group(event.group),
            new=leading.NewLead(
                person_id=stage.cast.ids[event.to],
                from_on=clock.today(stage.now),
                stays=event.stays,
            ),
            now=stage.now,
            profile=stage.profile,
        )


def away(stage: Stage, event: Away) -> None:
    """Keep that somebody is away."""
    deputy = event.deputy
    with stage.work() as session:
        membership.be_away(
            session,
            actor=stage.actor(event.who),
            from_on=clock.today(stage.now),
            to_on=stage.day(event.until),
            deputy_id=None if deputy is None else stage.cast.ids[deputy],
            now=stage.now,
        )


def notice(stage: Stage, event: Notice) -> None:
    """Give a notice."""
    happened = event.on if event.happened is None else event.happened
    with stage.work() as session:
        children = [stage.child(session, event.group, one) for one in event.children]
        giving.give(
            session,
            actor=stage.actor(event.by),
            group_id=stage.group(event.group),
            new=NewNotice(
                kind=event.kind,
                happened_on=stage.day(happened),
                line=stage.says(event.says),
                children=tuple(children),
                assisted_entry=event.assisted_entry,
            ),
            now=stage.now,
            profile=stage.profile,
        )


def notices_read(stage: Stage, event: NoticesRead) -> None:
    """Let members acknowledge every notice of the group that they have not read."""
    group_id = stage.group(event.group)
    with stage.work() as session:
        for who in members(stage, session, group_id, event.who):
            person_id = stage.cast.ids[who]
            for row, group in notice_queries.list_unread(
                session, person_id, lock=False
            ):
                if group.id == group_id:
                    reading.acknowledge(
                        session,
                        actor=stage.actor(who),
                        notice_id=row.id,
                        now=stage.now,
                    )


def members(stage: Stage, session: Session, group_id: str, who: list[str]) -> list[str]:
    """Return those named, or everybody who belongs to the core group on this day."""
    if EVERYBODY not in who:
        return who
    rows = access_queries.list_members(
        session, group_id, day=clock.today(stage.now), now=stage.now
    )
    present = {person.id for _, person in rows}
    return [key for key, one in stage.cast.ids.items() if one in present]


def each(
    stage: Stage, session: Session, group_id: str, said: Mapping[str, Said]
) -> Iterator[tuple[str, Said]]:
    """Yield who says what; `everybody` is whoever has nothing of their own there."""
    for key, one in said.items():
        for who in members(stage, session, group_id, [key]):
            if key != EVERYBODY or who not in said:
                yield who, one


def lead_of(stage: Stage, session: Session, group_id: str) -> str:
    """Return who leads a core group on this day."""
    person = access_queries.find_lead_social_worker(
        session, group_id, day=clock.today(stage.now), now=stage.now
    )
    if person is None:
        raise Refused("Nobody leads the core group on that day.")
    return next(key for key, one in stage.cast.ids.items() if one == person.id)


def _child(part: ChildPart) -> NewChild:
    return NewChild(
        category=part.category,
        birth_month=part.birth_month,
        unborn_due_on=part.due_on,
    )


def _keep_earlier_plans(session: Session, group: CoreGroup, event: PlanStarts) -> None:
    """Keep how many plans each child had before, as an import tells it."""
    plans = plan_queries.list_plans(session, group.id)
    numbers = {
        child.id: child.number
        for child in plan_queries.list_children(session, group.id)
    }
    for plan in plans:
        plan.earlier_plans = event.children[numbers[plan.child_id] - 1].earlier_plans
        session.add(plan)


def _join(
    stage: Stage,
    session: Session,
    group_id: str,
    who: str,
    *,
    by: str,
    children: tuple[str, ...] | list[str],
) -> None:
    person_id = stage.cast.ids[who]
    if who in stage.cast.voluntary:
        # A voluntary member comes by invitation or by an import; this is the latter.
        register.enrol(
            session,
            actor=OPERATOR,
            group_id=group_id,
            person_id=person_id,
            role=MemberRole.VOLUNTARY_MEMBER,
            term=register.Term(from_on=clock.today(stage.now)),
            children=children,
            now=stage.now,
        )
        return
    membership.add(
        session,
        actor=stage.actor(by),
        group_id=group_id,
        person_id=person_id,
        children=children,
        now=stage.now,
    )
