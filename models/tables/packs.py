"""Single-use links to a printable pack."""

from datetime import datetime

from sqlmodel import Field

from models.columns import Table, new_id


class PackLink(Table, table=True):
    """One link to print one pack. Only the fingerprint of its token is kept."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    token_hash: str = Field(unique=True, max_length=64)
    round_id: str = Field(foreign_key="round.id", index=True)
    person_id: str = Field(foreign_key="person.id")
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
