"""How the forecast is sent: if it is still wanted, who comes, its button."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import coming as queries
from workflows.coming import facts, policy
from workflows.coming.messages import QuorumForecast
from workflows.coming.policy import Standing
from workflows.profile import Profile
from workflows.wording import Button, Entry, Planned, Words

WHO: Final = "coming.who"
SAY: Final = "coming.open_say"
NOTES: Final = "coming.notes"


def _while_ahead(
    session: Session, _row: Planned, message: QuorumForecast, now: datetime
) -> str | None:
    # Locked, so that nobody is said to be missing who answers at this moment.
    meeting = queries.lock_meeting(session, message.meeting_id)
    if meeting is None or not facts.is_ahead(meeting, now=now):
        return "it was cancelled, moved or is over"
    return None if meeting.dated_on == message.dated_on else "it was moved"


def _buttons(words: Words) -> tuple[Button, ...]:
    return (Button(text="See who comes", action_id=WHO, value=words["value"]),)


def entries(profile: Profile) -> tuple[Entry, ...]:
    """Return the entries of this workflow, by the rules of one area."""

    def words(
        session: Session, _row: Planned, message: QuorumForecast, now: datetime
    ) -> Words:
        meeting = queries.lock_meeting(session, message.meeting_id)
        members = () if meeting is None else facts.of_meeting(session, meeting, now=now)
        found = policy.forecast(members, profile)
        return {
            "value": message.meeting_id,
            "is_quorate": found.is_quorate,
            "could_be": found.could_be,
            "others_needed": found.others_needed,
            "coming": found.coming,
            "waiting_for": found.waiting_for,
            "without": found.without,
            "outside": tuple(
                one.name
                for one in members
                if one.standing is Standing.NOT_HEARD and not one.is_in_slack
            ),
        }

    return (
        Entry(
            message=QuorumForecast, wanted=_while_ahead, words=words, buttons=_buttons
        ),
    )
