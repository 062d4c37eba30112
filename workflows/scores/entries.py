"""What can be pressed about scores and answers, in lists and on Home."""

from typing import Final

GIVE: Final = "scores.open_give"
READ: Final = "scores.read"
