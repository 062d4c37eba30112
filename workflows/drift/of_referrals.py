"""Signals that a worry was referred and nobody took it up. Pure."""

from workflows.drift.known import DriftFacts, Found
from workflows.profile import Profile
from workflows.referrals.repeats import PatternKind, look

WITHOUT_ACTION = frozenset({PatternKind.SEVERAL_AGENCIES, PatternKind.REPEATED})


def referral_unanswered(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice a referral about the family that has had no answer in its time.

    Its own ladder chases the answer; the chair should know. Source: design 4.7; Derby.
    """
    del profile
    waiting = [one for one in facts.referrals if one.answer is None and one.is_over]
    if not waiting:
        return None
    return Found(since=min(one.on for one in waiting), says={"times": len(waiting)})


def repeat_referrals(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that the family is referred again and again, and nobody acts.

    Source: design 4.7; Surrey 3.3.
    """
    found = [
        one
        for one in look(facts.referrals, (), today=facts.today, profile=profile)
        if one.kind in WITHOUT_ACTION
    ]
    if not found:
        return None
    days = found[0].days
    return Found(since=days[0], says={"times": len(days), "last_on": days[-1]})
