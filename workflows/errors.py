"""What every refusal shares."""


class Refused(Exception):
    """
    A rule forbids this. The docstring of each kind is what the person reads.

    `said` replaces it where the sentence needs a name or a date, `field` names the
    answer in a form that it belongs to.
    """

    # The core group it was about, for its record; never told to the person.
    group_id: str | None = None

    def __init__(self, said: str | None = None, *, field: str | None = None) -> None:
        """Keep the sentence that the person reads."""
        own = " ".join((type(self).__doc__ or "").split())
        self.said = said if said is not None else own
        self.field = field
        super().__init__(self.said)


class NotYours(Refused):
    """
    You cannot open this here, or it does not exist. If you think you should, ask the
    lead social worker, or your team's business support.
    """


class Stranger(Refused):
    """
    You are not in the register of this partnership yet. Ask your business support, or
    the lead social worker of the family, to add you.
    """
