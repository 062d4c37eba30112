"""
`python -m tests.kills.twin`: the same bot with a sender that simply tries again.

What it cannot account for it sends once more, without waiting or looking whether it is
there. It is here to be caught: a harness that lets it pass proves nothing.
"""

import signal
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from bot import logs
from bot.app import Bot
from bot.cli import setting_out
from bot.cli.commands import build
from bot.render import Renderer
from bot.sender.guard import Guard
from bot.sender.loop import Sender
from bot.sender.means import Means, Settings
from models.database import Database
from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from workflows import catalogue
from workflows.delivery import states
from workflows.delivery.states import Waits

IMPATIENT = Waits(quiet=timedelta(milliseconds=1))


@dataclass(frozen=True)
class Again:
    """Plans whatever is in doubt once more."""

    database: Database

    def __call__(self) -> int:
        """Send it again; return how many."""
        with self.database.work() as session:
            doubtful = session.exec(
                select(OutboxRow).where(OutboxRow.state == OutboxState.UNCERTAIN)
            ).all()
            for row in doubtful:
                states.plan(session, row, now=row.not_before, because="once more")
        return len(doubtful)


def with_twin(bot: Bot) -> Bot:
    """Return the bot with the other sender in place of its own."""
    room = bot.room
    means = Means(
        database=room.database,
        client=room.client,
        clock=room.clock,
        guard=Guard(entries=catalogue.entries(room.profile), profile=room.profile),
        renderer=Renderer(),
        settle=Again(room.database),
    )
    settings = Settings(waits=IMPATIENT, known_rate=room.settings.rate)
    bot.sender = Sender(means, settings=settings)
    bot.scheduler.drain, bot.scheduler.alone = bot.sender.drain, bot.sender.alone
    return bot


def main() -> None:
    """Run until told to stop."""
    logs.set_up()
    with setting_out.opened() as start:
        bot = with_twin(build(start))
        told = {signal.SIGINT, signal.SIGTERM}
        signal.pthread_sigmask(signal.SIG_BLOCK, told)
        bot.start()
        signal.sigwait(told)
        bot.stop()


if __name__ == "__main__":
    main()
