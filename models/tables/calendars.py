"""The addresses by which people's calendars subscribe."""

from datetime import datetime

from sqlmodel import Field

from models.columns import Table, new_id


class Feed(Table, table=True):
    """
    One person's calendar address. Only the fingerprint of its token is kept.

    `current_for` is empty once it is retired, so that nobody has two. `version` and
    `changed_at` are what was given last and since when it has been so. Of who fetches
    nothing is kept but when, and how often in the hour that began at `hour_began_at`.
    `set_at` is when its owner last chose otherwise: every entry has changed since.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    token_hash: str = Field(unique=True, max_length=64)
    person_id: str = Field(foreign_key="person.id", index=True)
    current_for: str | None = Field(
        default=None, foreign_key="person.id", unique=True, max_length=16
    )
    discreet: bool = False
    with_tasks: bool = False
    created_at: datetime
    set_at: datetime | None = None
    retired_at: datetime | None = None
    suspended_at: datetime | None = None
    version: str = Field(default="", max_length=64)
    changed_at: datetime
    last_fetched_at: datetime | None = None
    hour_began_at: datetime
    fetches: int = 0
