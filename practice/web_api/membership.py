"""`conversations.invite`, `kick` and their like: who is in a channel."""

import secrets

from practice import joining
from practice.call import SCOPE_OF, Call, Method
from practice.errors import SlackError, invalid_arguments
from practice.events import channel_type
from practice.shapes import channel_object
from practice.state import Channel, Json, Person

MOST_INVITED = 100


def invite(call: Call) -> Json:
    """Put people into a channel that the caller is in."""
    channel = _channel_to_fill(call)
    wanted = call.args.names("users")
    if not wanted:
        raise SlackError("no_user")
    if len(wanted) > MOST_INVITED:
        raise SlackError("too_many_users")
    refusals, welcome = [], []
    for one in dict.fromkeys(wanted):
        person = call.workspace.people.get(one)
        error = _objection(call, channel, one)
        if error or person is None:
            refusals.append({"user": one, "ok": False, "error": error})
        else:
            welcome.append(person)
    if refusals and not (call.args.flag("force") and welcome):
        # One bad name stops all of them, unless the caller forces the rest.
        extra = {"errors": refusals} if len(wanted) > 1 else {}
        raise SlackError(str(refusals[0]["error"]), **extra)
    for person in welcome:
        joining.join(call.practice, channel, person, inviter=call.caller.id)
    answer = _answer(call, channel)
    return answer | ({"errors": refusals} if refusals else {})


def _channel_to_fill(call: Call) -> Channel:
    channel = call.joined_channel()
    kind = SCOPE_OF[channel_type(channel)]
    call.need(f"{kind}:write", f"{kind}:write.invites", f"{kind}:manage")
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _objection(call: Call, channel: Channel, person_id: str) -> str:
    """Return why somebody cannot be invited, or nothing."""
    person = call.workspace.people.get(person_id)
    if person is None:
        return "user_not_found"
    is_outsider = person.team_id != call.workspace.team_id
    is_stranger = is_outsider and person.team_id not in channel.shared_with
    has_enough = person.is_ultra_restricted and _has_a_channel(call, person)
    objections = (
        (person.id == call.caller.id, "cant_invite_self"),
        (person.id in channel.members, "already_in_channel"),
        (person.deleted or is_stranger, "cant_invite"),
        (has_enough, "ura_max_channels"),
    )
    return next((error for is_so, error in objections if is_so), "")


def _has_a_channel(call: Call, person: Person) -> bool:
    return any(
        person.id in channel.members
        for channel in call.workspace.channels.values()
        if not (channel.is_im or channel.is_mpim or channel.is_archived)
    )


def _answer(call: Call, channel: Channel) -> Json:
    shown = channel_object(channel, call.workspace, viewer=call.caller.id)
    return {"ok": True, "channel": shown}


def kick(call: Call) -> Json:
    """Put somebody out of a channel that the caller is in."""
    channel = call.joined_channel()
    kind = SCOPE_OF[channel_type(channel)]
    call.need("channels:manage" if kind == "channels" else f"{kind}:write")
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    person = call.person()
    if person.id == call.caller.id:
        raise SlackError("cant_kick_self")
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    joining.leave(call.practice, channel, person)
    return {"ok": True, "errors": {}}


def join(call: Call) -> Json:
    """Let the caller into a public channel."""
    channel = call.channel()
    call.need("channels:join")
    if channel_type(channel) != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.caller.id in channel.members:
        return _answer(call, channel) | {"warning": "already_in_channel"}
    joining.join(call.practice, channel, call.caller, inviter="")
    return _answer(call, channel)


def leave(call: Call) -> Json:
    """Let the caller out of a channel."""
    channel = call.channel()
    kind = SCOPE_OF[channel_type(channel)]
    call.need("channels:manage" if kind == "channels" else f"{kind}:write")
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if call.caller.id not in channel.members:
        return {"ok": False, "not_in_channel": True}
    joining.leave(call.practice, channel, call.caller)
    return {"ok": True}


def invite_shared(call: Call) -> Json:
    """Ask one outsider into a channel; they still have to accept."""
    channel = call.joined_channel()
    call.need("conversations.connect:write")
    emails, people = call.args.names("emails"), call.args.names("user_ids")
    if not emails and not people:
        raise SlackError("recipients_not_specified")
    if len(emails) + len(people) > 1:
        raise SlackError("too_many_emails" if len(emails) > 1 else "too_many_users")
    if channel.is_archived:
        raise SlackError("channel_archived")
    if channel.is_general or channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    guest = call.workspace.people.get(people[0]) if people else None
    if people and guest is None:
        raise SlackError("user_not_found")
    if emails and "@" not in emails[0]:
        raise invalid_arguments("must be an email [json-pointer:/emails/0]")
    limited = call.args.flag("external_limited", default=True)
    invitation: Json = {
        "invite_id": call.workspace.next_id("I"),
        "email": emails[0] if emails else "",
        "user": guest.id if guest else "",
        "external_limited": limited,
    }
    channel.invites.append(invitation)
    call.workspace.publish({"type": "channel", "channel": channel.id})
    answer: Json = {
        "ok": True,
        "invite_id": invitation["invite_id"],
        "is_legacy_shared_channel": False,
    }
    if not limited:
        code = secrets.token_hex(6)
        answer |= {"conf_code": code, "url": f"https://join.slack.com/share/{code}"}
    return answer


METHODS: dict[str, Method] = {
    "conversations.invite": Method(answer=invite, tier=3),
    "conversations.kick": Method(answer=kick, tier=3),
    "conversations.join": Method(answer=join, tier=3),
    "conversations.leave": Method(answer=leave, tier=3),
    "conversations.inviteShared": Method(answer=invite_shared, tier=2),
}
