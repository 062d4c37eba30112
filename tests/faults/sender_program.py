"""One sender as a program of its own: sends until nothing is due, says how much."""

import sys
from datetime import timedelta
from pathlib import Path

from models import crypto
from models.database import Database, make_engine
from tests.sender.office import Office, real_waits, working_clock


def main() -> None:
    """Send what is due in a database, through a Slack, under a name of our own."""
    url, keys, api_url, name = sys.argv[1:]
    database = Database(engine=make_engine(url), ring=crypto.load(Path(keys)))
    office = Office(
        database=database,
        api_url=api_url,
        clock=working_clock(),
        waits=real_waits(quiet=1.0),
    )
    # Each leads a workspace of its own, so that both take from the one outbox at once:
    # worse than life, where the second one stands by.
    sender = office.sender(
        workspace=name,
        workers=8,
        known_rate=1e6,
        channel_gap=0.0,
        lease=timedelta(seconds=10),
    )
    sent = sender.drain(seconds=240)
    sender.close()
    sys.stdout.write(f"{len(sent)}\n")


if __name__ == "__main__":
    main()
