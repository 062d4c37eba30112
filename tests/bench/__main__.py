"""`python -m tests.bench`: measures, each beside a floor in the same run."""

import logging

import structlog

from tests.bench import acknowledging, drifting, feeds, sending, sweeping


def main() -> None:
    """Measure everything and print it."""
    # What is measured is the work, not the writing of logs to this terminal.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR)
    )
    for part in (acknowledging, sweeping, drifting, feeds, sending):
        part.report()
        print()


if __name__ == "__main__":
    main()
