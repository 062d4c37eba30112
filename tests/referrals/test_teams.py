"""Which teams receive referrals: brought in from a file, again and again."""

import pytest

from bot.imports.teams_file import read
from models.queries import referrals as queries
from tests.referrals import referring
from workflows.referrals import teams

HEAD = "team,receives,telephone,email,role\n"
FRONT = "Front door,social_care,01632 960005"


def bring(world, tmp_path, *lines):
    file = tmp_path / "teams.csv"
    file.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    with world.work() as session:
        return teams.bring_in(session, read(file), now=world.now)


def standing(world):
    with world.work() as session:
        return {
            team.name: (
                team.manager_id,
                {
                    one.name
                    for one in queries.list_members(session, team.id, day=world.today)
                },
            )
            for team in queries.list_teams(session, day=world.today)
        }


def test_a_file_makes_the_teams_and_again_changes_nothing(world, tmp_path):
    lines = (
        f"{FRONT},xan@example.org,member",
        f"{FRONT},piotr@example.org,member",
        f"{FRONT},grace@example.org,manager",
        "Housing options,housing,01632 960006,,",
    )

    found = bring(world, tmp_path, *lines)
    before = standing(world)

    assert (found.teams, found.members, found.faults) == (2, 2, ())
    assert before["Front door"] == (world.grace.id, {"Xan", "Piotr"})
    assert before["Housing options"] == (None, set())
    bring(world, tmp_path, *lines)
    assert standing(world) == before


def test_who_is_not_named_any_more_answers_no_more_and_a_team_ends(world, tmp_path):
    bring(
        world,
        tmp_path,
        f"{FRONT},xan@example.org,member",
        f"{FRONT},piotr@example.org,member",
        "Housing options,housing,01632 960006,,",
    )

    found = bring(world, tmp_path, f"{FRONT},piotr@example.org,member")

    assert found.ended == 1
    assert standing(world) == {"Front door": (None, {"Piotr"})}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Front door,nowhere,01632 960005,,", "receives: expected one of"),
        ("Front door,housing,,,", "needs a telephone number"),
        (f"{FRONT},nobody@example.org,member", "nobody in the register"),
        (",housing,01632 960005,,", "needs a name"),
    ],
)
def test_a_bad_row_keeps_the_whole_file_out(world, tmp_path, line, reason):
    found = bring(world, tmp_path, "Housing,housing,01632 960006,,", line)

    assert [row for row, _ in found.faults] == [3]
    assert reason in found.faults[0][1]
    assert standing(world) == {}


def test_two_rows_of_a_team_that_differ_are_pointed_out(world, tmp_path):
    found = bring(world, tmp_path, f"{FRONT},,", "Front door,housing,01632 960005,,")

    assert found.faults == ((3, "another row of this team says otherwise"),)


def test_what_was_referred_to_a_team_that_ended_is_still_answered(world, tmp_path):
    bring(world, tmp_path, f"{FRONT},xan@example.org,member")
    with world.work() as session:
        (team,) = queries.list_teams(session, day=world.today)
    receipt = referring.refer(world, team)

    bring(world, tmp_path, "Housing,housing,01632 960006,,")

    referring.answer(world, receipt, world.xan)
    assert referring.row(world, receipt).ended_at is not None
