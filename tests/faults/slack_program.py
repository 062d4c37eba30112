"""The small Slack as a program: prints its port and serves until it is ended."""

import json
import signal
import sys

from tests.sender.small_slack import SmallSlack, serve


def main() -> None:
    """Serve, failing as often as the first argument says."""
    shares = json.loads(sys.argv[1])
    late_seconds = shares.pop("late_seconds", 0.0)
    server = serve(SmallSlack(shares=shares, late_seconds=late_seconds))
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})


if __name__ == "__main__":
    main()
