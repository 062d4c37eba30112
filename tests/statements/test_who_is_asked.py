"""Who is asked, day by day: who joins, leaves, is away or is outside Slack."""

from datetime import timedelta

from sqlmodel import select

from models.tables.conferences import ConferenceChild
from models.vocabulary import Gap, GrantedRole

LIST = "overview.daily_list"


def _people(rows):
    return sorted({row.person_id for row in rows})


def _made_now(world, kind=LIST):
    return [row for row in world.outbox(kind) if row.created_at == world.now]


def _made_for(world, person):
    return [row for row in world.outbox(LIST) if row.person_id == person.id]


def test_a_member_whom_nobody_can_reach_is_a_gap_of_its_own_kind(world):
    family = world.group(members=(world.hetty,))
    # Nobody can take Hetty's view: no lead, no support; Asha leads and is outside too.
    for person in (world.gita, world.ines, world.asha):
        world.deactivate(person)
    found = world.open_round(family)

    found = world.close(found)

    assert world.asked(found, world.hetty).gap is Gap.CANNOT_BE_ASKED


def test_who_joins_meanwhile_is_asked_and_who_leaves_is_let_go(world):
    family = world.group()
    found = world.open_round(family)
    world.on(found.half_time_on, 7, 40)
    world.sweep()
    world.later(days=1)

    world.member(family, world.piotr)
    world.leave(family, world.ben)
    world.sweep()

    assert _people(_made_now(world)) == [world.piotr.id]
    assert world.asked(found, world.ben).ended_at == world.now
    world.on(found.last_call_on, 7, 40)
    world.sweep()
    reminded = _people(_made_now(world))
    assert world.ben.id not in reminded
    assert world.piotr.id in reminded
    assert not world.told("statements.not_heard_from").count("hugh")


def test_a_member_of_the_other_child_only_is_not_asked(world):
    family = world.group(children=2, members=())
    world.member(family, world.ben, children=family.children[:1])
    only_second = world.conference(family)
    with world.work() as session:
        first = select(ConferenceChild).where(
            ConferenceChild.conference_id == only_second.id,
            ConferenceChild.plan_id == family.plans[0].id,
        )
        session.delete(session.exec(first).one())
    found = world.round(only_second)

    world.on(found.opens_on, 7, 40)
    world.sweep()

    assert world.told(LIST) == ["asha"]


def test_who_is_away_is_asked_through_their_deputy(world):
    family = world.group()
    found = world.round(world.conference(family))
    world.on(found.opens_on, 7, 40)
    world.away(world.ben, deputy=world.bea)

    world.sweep()

    assert world.told(LIST) == ["asha", "bea", "carol"]


def test_a_deputy_named_meanwhile_is_asked_and_the_member_on_return(world):
    family = world.group()
    found = world.open_round(family)
    world.later(days=1)
    world.away(world.ben, deputy=world.bea, days=2)

    world.sweep()
    asked_first = _people(_made_now(world))
    world.later(hours=2)
    world.sweep()
    again = _people(_made_now(world))
    world.on(world.today + timedelta(days=3), 8)
    world.sweep()

    assert asked_first == [world.bea.id]
    assert again == []
    assert world.asked(found, world.ben).asked_of_id == world.ben.id


def test_an_absence_without_a_deputy_leaves_the_asking_with_the_member(world):
    world.away(world.ben, deputy=None, days=60)

    world.open_round(world.group())

    assert "ben" in world.told(LIST)


def test_a_member_outside_slack_is_asked_through_their_agencys_lead(world):
    world.open_round(world.group(members=(world.hetty,)))

    assert world.told(LIST) == ["asha", "gita"]


def test_without_a_lead_business_support_is_asked(world):
    world.deactivate(world.gita)

    world.open_round(world.group(members=(world.hetty,)))

    assert world.told(LIST) == ["asha", "ines"]


def test_a_leaver_who_had_answered_keeps_what_they_said(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))
    world.leave(family, world.ben)

    found = world.close(found)

    assert world.asked(found, world.ben).answered_at is not None
    assert world.asked(found, world.ben).gap is None


def test_support_of_the_members_own_agency_comes_before_that_of_social_care(world):
    world.deactivate(world.gita)
    world.grant(world.bea, GrantedRole.BUSINESS_SUPPORT, agency="gp")

    world.open_round(world.group(members=(world.hetty,)))

    assert world.told(LIST) == ["asha", "bea"]
