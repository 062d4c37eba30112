"""What keeps the bot honest: acts already seen, sweeps run, the moved clock."""

from datetime import datetime

from sqlmodel import Field

from models.columns import Table


class SeenAct(Table, table=True):
    """One human act that had an effect, so that its repeat has none."""

    key: str = Field(primary_key=True, max_length=160)
    answer: str = ""
    at: datetime = Field(index=True)


class SweepRun(Table, table=True):
    """When a sweep last ran, and whether it came through."""

    name: str = Field(primary_key=True, max_length=60)
    started_at: datetime
    finished_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0


class PracticeClock(Table, table=True):
    """How far the practice clock has been moved ahead, in seconds."""

    name: str = Field(primary_key=True, max_length=20)
    ahead_seconds: int
