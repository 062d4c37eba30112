"""Plain replies to the bot: kept sealed, never quoted."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from models.columns import Table, new_id


class PlainReply(Table, table=True):
    """Something that somebody wrote to the bot instead of into a form."""

    __table_args__ = (UniqueConstraint("channel", "ts"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id", index=True)
    channel: str = Field(max_length=24)
    ts: str = Field(max_length=24)
    text_sealed: str
    recorded_at: datetime
