"""What a listener works with: made once at the start, passed on as an argument."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.settings import Settings
from models.database import Database
from workflows.clock import Clock
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Workroom:
    """The parts of one running bot."""

    settings: Settings
    database: Database
    profile: Profile
    clock: Clock
    client: WebClient
    afterwards: Executor
    nudge_sender: Callable[[], Any]
