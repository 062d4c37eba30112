"""Two partnerships of the same shape, and somebody of every class to act on them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlmodel import col, select

from models.columns import new_id
from models.queries import proposals as proposal_queries
from models.tables.access import Person
from models.tables.plans import Child
from models.tables.statements import Round
from models.vocabulary import GrantedRole, MemberRole, NoticeKind
from tests.cast import TEAM, Family
from tests.http_access.action_places import ActionPlace, actions
from tests.http_access.challenge_places import ChallengePlace, challenges
from tests.http_access.drift_places import alert
from tests.http_access.outcome_places import OutcomePlace, outcomes
from tests.http_access.payloads import Account
from tests.http_access.record_places import records
from tests.http_access.referral_places import ReferralPlace, referrals
from tests.world import World
from workflows import clock
from workflows.calendars import use_cases as calendars
from workflows.calendars.use_cases import Options
from workflows.notices import giving
from workflows.notices.policy import NewNotice
from workflows.proposals import proposing
from workflows.proposals.policy import NewDates
from workflows.statements import chasing

THEIR_TEAM: Final = "T0999"
STRANGER: Final = "stranger"
NOTHING_HERE: Final = "0" * 16


@dataclass(frozen=True, kw_only=True)
class Place(ActionPlace, ChallengePlace, OutcomePlace, ReferralPlace):
    """The ids that acts on one family carry: a round that is open, one that closed."""

    group_id: str
    child_id: str
    conference_id: str
    membership_id: str
    open_round: str
    closed_round: str
    closed_child_id: str
    asked_id: str
    ticked_id: str
    pause_id: str
    absent_id: str
    outside_id: str
    notice_id: str
    newest_notice_id: str
    meeting_id: str
    proposal_id: str
    proposed_date_id: str
    subscriber_id: str
    member_id: str
    held_id: str
    begun_id: str
    recorded_id: str
    alert_id: str
    signal_id: str


# What is not there is refused in the same words as what is not theirs.
ABSENT: Final = Place(**dict.fromkeys(Place.__dataclass_fields__, NOTHING_HERE))


@dataclass(frozen=True, kw_only=True)
class Someone:
    """One person: their account, and what they are here, there and anywhere."""

    name: str
    account: Account
    own: str
    other: str = "OTH"
    anywhere: str = "OTH"


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """Everybody, and the two places."""

    everybody: tuple[Someone, ...]
    own: Place
    other: Place
    today: date
    lead: str
    newcomer: str
    third_chair: str
    next_lead: str


@dataclass(frozen=True, kw_only=True)
class _Side:
    """Who is what in one of the two."""

    lead: Person
    manager: Person
    chair: Person
    members: tuple[Person, ...]


def build(world: World) -> Partnership:
    """Build both places and everybody in them, at one time."""
    make = _Maker(world)
    manager = make.person("manager")
    mine = _Side(
        lead=world.asha,
        manager=world.grace,
        chair=world.femi,
        members=(world.ben, world.carol, world.dev, world.hetty),
    )
    theirs = _Side(
        lead=make.person("lead", manager=manager.id),
        manager=manager,
        chair=make.person("chair", role=GrantedRole.CHAIR),
        members=(
            *(make.person(f"police{n}", agency="police") for n in (1, 2, 3)),
            make.person("outside", agency="police", is_outside=True),
        ),
    )
    third = make.person("third", role=GrantedRole.CHAIR)
    newcomer = make.person("newcomer", agency="police")
    next_lead = make.person("next")
    shut = [make.family(side) for side in (mine, theirs)]
    closed = make.closed_rounds(shut, [mine, theirs])
    still = [make.family(side) for side in (mine, theirs)]
    people = make.everybody(shut[0], still[0])
    running = make.open_rounds(still)
    world.on(world.today, 10)
    places = [
        make.place(side, family, found, before)
        for side, family, found, before in zip(
            (mine, theirs), still, running, closed, strict=True
        )
    ]
    return Partnership(
        everybody=people,
        own=places[0],
        other=places[1],
        today=world.today,
        lead=world.asha.slack_user_id or "",
        newcomer=newcomer.slack_user_id or "",
        third_chair=third.slack_user_id or "",
        next_lead=next_lead.slack_user_id or "",
    )


class _Maker:
    """Builds what a place consists of."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._number = 0
        self.receiver = self.person("receiver")
        self.known: list[Person] = []

    def person(
        self,
        name: str,
        *,
        agency: str = "social_care",
        manager: str | None = None,
        role: GrantedRole | None = None,
        is_outside: bool = False,
    ) -> Person:
        self._number += 1
        account = None if is_outside else f"UX{self._number:05}"
        person = self.world.keep(
            Person(
                id=new_id(),
                email=f"{name}@example.org",
                name=name.capitalize(),
                agency_id=self.world.agencies[agency].id,
                manager_id=manager,
                slack_team_id=TEAM if account else None,
                slack_user_id=account,
                recorded_at=self.world.now,
            )
        )
        if role is not None:
            self.world.grant(person, role)
        return person

    def family(self, side: _Side) -> Family:
        world = self.world
        family = world.group(children=2, members=side.members)
        if side.lead is not world.asha:
            world.leave(family, world.asha)
            role = MemberRole.LEAD_SOCIAL_WORKER
            world.member(family, side.lead, role=role)
            world.allocate(family, side.chair)
        return family

    def closed_rounds(self, families: list[Family], sides: list[_Side]) -> list[Round]:
        """Let the lead social workers answer, urgently and frightened; then close."""
        world = self.world
        found = [world.round(world.conference(family)) for family in families]
        world.on(found[0].opens_on, 7, 40)
        world.sweep()
        for family, one, side in zip(families, found, sides, strict=True):
            said = world.answers(
                family, urgent=True, urgent_text="Telephoned.", intimidated=True
            )
            world.submit(one, side.lead, said)
            world.submit(one, side.members[1], world.answers(family))
        return [world.close(one) for one in found]

    def open_rounds(self, families: list[Family]) -> list[Round]:
        world = self.world
        found = [
            world.round(world.conference(family, in_working_days=20))
            for family in families
        ]
        world.on(found[0].opens_on, 7, 40)
        world.sweep()
        return [world.reload(one) for one in found]

    def place(
        self,
        side: _Side,
        family: Family,
        running: Round,
        closed: Round,
    ) -> Place:
        world = self.world
        absent, waiting, _, outside = side.members
        asked = world.asked(running, waiting)
        membership = world.member(
            family, self.person(f"leaver{family.alias}", agency="police")
        )
        with world.work() as session:
            of_closed = select(Child.id).where(Child.group_id == closed.group_id)
            closed_child = session.exec(of_closed.order_by(col(Child.number))).first()
        # One has met, so the limit for the next one lies ahead.
        world.meeting(family, world.today - timedelta(days=3))
        notices = [self.notice(side, family) for _ in range(2)]
        return Place(
            group_id=family.id,
            child_id=family.children[0].id,
            conference_id=running.conference_id,
            membership_id=membership.id,
            open_round=running.id,
            closed_round=closed.id,
            closed_child_id=closed_child or "",
            asked_id=asked.id,
            ticked_id=world.asked(closed, side.lead).id,
            pause_id=self.pause(side, asked.id),
            absent_id=absent.id,
            outside_id=outside.id,
            notice_id=notices[0],
            newest_notice_id=notices[1],
            meeting_id=world.meeting(family, world.in_working_days(9)).id,
            subscriber_id=self.subscriber(waiting),
            member_id=waiting.id,
            **records(world, family, lead=side.lead, came=side.members[1]),
            **self.dates(side, family),
            **actions(world, family, **vars(side)),
            **outcomes(world, family, **vars(side)),
            **challenges(world, family, running.conference_id, **vars(side)),
            **alert(world, family),
            **referrals(world, family, self.screeners(side), self.referring()),
        )

    def screeners(self, side: _Side) -> tuple[Person, ...]:
        """Give who answers referrals: in our own place, who does nothing else."""
        other = self.person(f"screener{side.lead.id}")
        return (self.receiver, other) if side.lead is self.world.asha else (other,)

    def referring(self) -> list[Person]:
        """Give somebody outside, then everybody who may record a referral."""
        outside = self.person(f"referrer{self._number}", agency="police")
        return [outside, *self.known]

    def pause(self, side: _Side, asked_id: str) -> str:
        """Let the manager ask that somebody is not reminded for some days."""
        world = self.world
        with world.work() as session:
            found = chasing.pause(
                session,
                actor=world.actor(side.manager),
                asked_id=asked_id,
                until_on=world.in_working_days(3),
                reason="On a course",
                now=world.now,
                profile=world.profile,
            )
        return found.id

    def subscriber(self, person: Person) -> str:
        """Let somebody make a calendar address, and name them."""
        world = self.world
        with world.work() as session:
            calendars.make(
                session,
                actor=world.actor(person),
                options=Options(),
                now=world.now,
                public_address="https://example.org",
            )
        return person.id

    def dates(self, side: _Side, family: Family) -> dict[str, str]:
        """Let the lead social worker propose a date; name it and its proposal."""
        world = self.world
        on = world.in_working_days(12)
        with world.work() as session:
            proposal = proposing.propose(
                session,
                actor=world.actor(side.lead),
                group_id=family.id,
                new=NewDates(dates=(("day_1", clock.at(on, 10)),)),
                now=world.now,
                profile=world.profile,
            )
            (one,) = proposal_queries.list_dates(session, proposal.id)
        return {"proposal_id": proposal.id, "proposed_date_id": one.id}

    def notice(self, side: _Side, family: Family) -> str:
        """Let a member say that the police were needed to get in."""
        world = self.world
        new = NewNotice(
            kind=NoticeKind.POLICE_ATTENDED,
            happened_on=world.today,
            line="The police helped to get in.",
            assisted_entry=True,
        )
        with world.work() as session:
            receipt = giving.give(
                session,
                actor=world.actor(side.members[0]),
                group_id=family.id,
                new=new,
                now=world.now,
                profile=world.profile,
            )
        return receipt.notice_id

    def everybody(self, *families: Family) -> tuple[Someone, ...]:
        """Give somebody of every class, and those who are refused everything."""
        world = self.world
        gone = self.person("gone", agency="health")
        closed = self.person("closed", agency="health")
        for family in families:
            for one in (gone, closed):
                world.member(family, one)
            world.leave(family, gone)
        world.deactivate(closed)
        world.away(world.ben, deputy=world.bea, days=60)
        known: list[tuple[Person, str, str, str]] = [
            # Who is what in our own place, in the other, and anywhere.
            (world.asha, "LSW", "OTH", "LSW"),
            (world.carol, "MEM", "OTH", "MEM"),
            (world.dev, "VCM", "OTH", "VCM"),
            (world.gita, "ASL", "OTH", "ASL"),
            (world.femi, "CHR", "OTH", "CHR"),
            (world.grace, "TM", "OTH", "TM"),
            (world.quentin, "QA", "QA", "QA"),
            (world.sofia, "CSM", "CSM", "CSM"),
            (world.ines, "BS", "BS", "BS"),
            (world.bea, "DEP", "OTH", "OTH"),
            (world.xan, "OTH", "OTH", "OTH"),
            (gone, "OTH", "OTH", "OTH"),
            # The room is not built: nobody can be given more than the register.
            (self.person("scoped", agency="voluntary"), "OTH", "OTH", "OTH"),
            (self.receiver, "RCV", "OTH", "RCV"),
        ]
        self.known = [who for who, *_ in known]
        found = [
            Someone(
                name=f"{here} ({who.name})",
                account=Account(who.slack_user_id or ""),
                own=here,
                other=there,
                anywhere=anywhere,
            )
            for who, here, there, anywhere in known
        ]
        return (*found, *_strangers(closed, world.asha))


def _strangers(closed: Person, known: Person) -> list[Someone]:
    """Give those who are turned away from everything but help."""
    accounts = {
        "unregistered": Account("U9999999"),
        "deactivated": Account(closed.slack_user_id or ""),
        "of another team": Account("U8888888", THEIR_TEAM),
        "the same id in another team": Account(known.slack_user_id or "", THEIR_TEAM),
    }
    return [
        Someone(name=name, account=one, own=STRANGER, other=STRANGER, anywhere=STRANGER)
        for name, one in accounts.items()
    ]
