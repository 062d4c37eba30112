"""The words after /coregroup, and what each one does."""

from typing import Final

COMMANDS: Final = [
    ("help", "what this is, and whom to telephone"),
    ("list", "your core groups and their next dates"),
    ("view", "give the view that you owe soonest"),
    ("challenge", "say what you disagree with; a named person owes you an answer"),
    ("refer", "record a referral that you made; it is followed until answered"),
    ("setup", "set up a core group by hand"),
]
