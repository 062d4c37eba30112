"""What buttons about actions are called, in messages as on Home."""

from typing import Final

OPEN: Final = "actions.open"
OPEN_REPORT: Final = "actions.open_report"
