"""What forbids an outcome, a duty or an answer: each says what to do."""

from workflows.errors import Refused


class NoReview(Refused):
    """
    Outcomes are recorded of review conferences. Please open this from the review that
    was held.
    """


class WasCancelled(Refused):
    """
    This conference was cancelled, so nothing was decided. If it was held after all,
    please set a review for the day it was on.
    """


class StillToCome(Refused):
    """
    This conference is still to come. If it was brought forward, set its day first, then
    record what was decided.
    """


class DayToCome(Refused):
    """This day is still to come. Please give the day on which it was held."""


class BeforeThePlan(Refused):
    """
    This is before the plan began, or before the review before. Please give the day on
    which it was held.
    """


class DecisionMissing(Refused):
    """Please choose what was decided."""


class ReasonMissing(Refused):
    """Please give the reason. The core group reads it."""


class TooLong(Refused):
    """This is too long to keep. Please say it in fewer words."""


class FollowsMissing(Refused):
    """A plan ends here. Please choose what follows."""


class LeaderMissing(Refused):
    """A plan ends here. Please choose who leads what follows, or write who it is."""


class NotAMember(Refused):
    """Whoever is chosen here no longer belongs. Close this and open it again."""


class FirstMeetingMissing(Refused):
    """A plan ends here. Please give the day of the first meeting of what follows."""


class FirstMeetingBefore(Refused):
    """This is before the conference. Please give the day of the first meeting after."""


class ActionsOpen(Refused):
    """
    Actions of this core group are still open. If the plan ends all the same, please say
    that you have seen them, and send this again.
    """


class ChangedMeanwhile(Refused):
    """
    Somebody recorded this outcome meanwhile, and yours was not kept. Please open it
    again: you can correct it there.
    """


class HasClosed(Refused):
    """
    This core group has closed, and its plan cannot go on here. Please ask business
    support to set up a new plan.
    """


class NoPlanLeft(Refused):
    """
    Every plan that this conference was about had ended before it. If one goes on, ask
    business support to set it up.
    """


class OtherChild(Refused):
    """This conference is not about this child any more. Please open it again."""


class TextMissing(Refused):
    """Please write what you looked at and what you found."""


class FindingMissing(Refused):
    """Please choose what you found."""


class AlreadyDone(Refused):
    """This was done already, or is not owed any more. Nothing was left to do."""


class DecidedIt(Refused):
    """You decided this yourself. Somebody else has to look at it; it stays owed."""


class LineMissing(Refused):
    """Please say in a line what the worry is."""


class AnswerMissing(Refused):
    """Please choose how it is now."""
