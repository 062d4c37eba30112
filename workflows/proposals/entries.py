"""What can be pressed about proposed dates, in lists and on Home."""

from typing import Final

OPEN: Final = "proposals.open"
OPEN_ANSWER: Final = "proposals.open_answer"
OPEN_PROPOSE: Final = "proposals.open_propose"
