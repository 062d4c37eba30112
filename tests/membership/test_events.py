"""A running bot hears what happens in a channel, and looks for itself."""

from sqlmodel import select

from models.tables.plans import CoreGroup
from models.vocabulary import QuietBecause
from tests.journeys.stage import opened
from tests.practice_workspace import XAN


def test_a_stranger_let_in_by_hand_silences_the_channel_at_once(
    sqlite_url, ring, tmp_path
):
    with opened(sqlite_url, ring, tmp_path) as stage:
        with stage.database.work() as session:
            group = session.exec(
                select(CoreGroup).where(CoreGroup.channel_id != None)  # noqa: E711 -- SQL
            ).first()
        assert group is not None

        def because():
            with stage.database.work() as session:
                return session.get_one(CoreGroup, group.id).channel_quiet_because

        stage.workspace.settle()
        before = because()
        stage.workspace.act("join", user=XAN, channel=group.channel_id)
        during = stage.until(because)
        stage.workspace.act("leave", user=XAN, channel=group.channel_id)
        stage.until(lambda: because() is None)

    assert (before, during) == (None, QuietBecause.STRANGER)
