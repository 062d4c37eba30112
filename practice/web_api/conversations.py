"""`conversations.*`: make channels, look at them, change what they are called."""

import re

from practice import joining, posting
from practice.call import SCOPE_OF, Call, Method
from practice.errors import SlackError
from practice.events import channel_type
from practice.shapes import channel_object
from practice.state import Channel, Json
from practice.web_api.paging import page

LONGEST_NAME = 80
LONGEST_TOPIC = 250
MOST_IN_GROUP_MESSAGE = 9


def create(call: Call) -> Json:
    """Make a channel with the caller as its only member."""
    is_private = call.args.flag("is_private")
    call.need("groups:write" if is_private else "channels:manage")
    name = _new_name(call)
    caller = call.caller
    if caller.is_restricted or caller.is_ultra_restricted:
        raise SlackError("user_is_restricted")
    if call.workspace.channel_named(name):
        raise SlackError("name_taken")
    channel = joining.create(
        call.practice, name=name, creator=caller, is_private=is_private
    )
    return _answer(call, channel)


def _new_name(call: Call) -> str:
    name = call.args.text("name")
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    return name


def _answer(call: Call, channel: Channel) -> Json:
    shown = channel_object(channel, call.workspace, viewer=call.caller.id)
    return {"ok": True, "channel": shown}


def info(call: Call) -> Json:
    """Return a channel that the caller may see."""
    channel = call.channel()
    call.need_in(channel, "read")
    answer = _answer(call, channel)
    if not call.args.flag("include_num_members"):
        answer["channel"].pop("num_members", None)
    if call.caller.id in channel.members:
        seen = channel.last_read.get(call.caller.id, "0000000000.000000")
        answer["channel"]["last_read"] = seen
    return answer


def list_channels(call: Call) -> Json:
    """Return the channels that the caller may see, in pages."""
    return _listed(call, person=call.caller.id, only_joined=False)


def of_person(call: Call) -> Json:
    """Return the channels that both the caller and a person are in."""
    wanted = call.args.text("user")
    person = call.person().id if wanted else call.caller.id
    return _listed(call, person=person, only_joined=True)


def _listed(call: Call, *, person: str, only_joined: bool) -> Json:
    kinds = call.args.names("types") or ["public_channel"]
    if not set(kinds) <= KIND_SCOPES.keys():
        raise SlackError("invalid_types")
    for kind in kinds:
        call.need(KIND_SCOPES[kind])
    leave_out = call.args.flag("exclude_archived")
    found = []
    for channel in call.workspace.channels.values():
        is_open = channel_type(channel) == "channel"
        mine = call.caller.id in channel.members
        if _kind(channel) not in kinds or (leave_out and channel.is_archived):
            continue
        if not (mine or is_open) or (only_joined and person not in channel.members):
            continue
        found.append(channel)
    shown, metadata = page(call, found, default=100)
    objects = [
        channel_object(one, call.workspace, viewer=call.caller.id) for one in shown
    ]
    return {"ok": True, "channels": objects, "response_metadata": metadata}


KIND_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "mpim": "mpim:read",
    "im": "im:read",
}


def _kind(channel: Channel) -> str:
    kinds = {"channel": "public_channel", "group": "private_channel"}
    kind = channel_type(channel)
    return kinds.get(kind, kind)


def members(call: Call) -> Json:
    """Return the ids of a channel's members, in pages."""
    channel = call.channel()
    call.need_in(channel, "read")
    shown, metadata = page(call, list(channel.members), default=100)
    return {"ok": True, "members": shown, "response_metadata": metadata}


def open_conversation(call: Call) -> Json:
    """Open a direct or group message; harmless when it is open already."""
    if call.args.text("channel"):
        channel = call.channel()
        was_open = True
    else:
        people = call.args.names("users")
        if not people:
            raise SlackError("users_list_not_supplied")
        if len(people) >= MOST_IN_GROUP_MESSAGE:
            raise SlackError("too_many_users")
        for one in people:
            _check_can_message(call, one)
        others = [one for one in dict.fromkeys(people) if one != call.caller.id]
        call.need("im:write" if len(others) <= 1 else "mpim:write")
        everyone = [call.caller.id, *others]
        channel, was_open = joining.open_conversation(call.practice, everyone)
    answer: Json = {"ok": True, "channel": {"id": channel.id}}
    if call.args.flag("return_im"):
        answer = _answer(call, channel)
    return answer | ({"no_op": True, "already_open": True} if was_open else {})


def _check_can_message(call: Call, person_id: str) -> None:
    person = call.workspace.people.get(person_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    is_outsider = person.team_id != call.workspace.team_id
    shares = any(
        {person.id, call.caller.id} <= set(channel.members)
        for channel in call.workspace.channels.values()
    )
    if is_outsider and not shares:
        raise SlackError("user_not_visible")


def rename(call: Call) -> Json:
    """Give a channel another name."""
    channel = _mine_to_change(call)
    name = _new_name(call)
    taken = call.workspace.channel_named(name)
    if taken is not None and taken is not channel:
        raise SlackError("name_taken")
    if channel.creator != call.caller.id and not call.caller.is_admin:
        raise SlackError("not_authorized")
    joining.rename(call.practice, channel, name=name)
    return _answer(call, channel)


def _mine_to_change(call: Call, verb: str = "write") -> Channel:
    channel = call.joined_channel()
    kind = SCOPE_OF[channel_type(channel)]
    call.need("channels:manage" if kind == "channels" else f"{kind}:{verb}")
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def set_topic(call: Call) -> Json:
    """Set the line that stands at the top of a channel."""
    return _describe(call, "topic")


def set_purpose(call: Call) -> Json:
    """Set the words that say what a channel is for."""
    return _describe(call, "purpose")


def _describe(call: Call, name: str) -> Json:
    channel = _mine_to_change(call)
    words = call.args.text(name)
    if len(words) > LONGEST_TOPIC:
        raise SlackError("too_long")
    if getattr(channel, name) != words:
        setattr(channel, name, words)
        stem = "group" if channel.is_private else "channel"
        draft = posting.Draft(
            text=f'set the channel {name}: "{words}"', subtype=f"{stem}_{name}"
        )
        posting.post(call.practice, channel=channel, author=call.caller, draft=draft)
        call.workspace.publish({"type": "channel", "channel": channel.id})
    return _answer(call, channel)


def archive(call: Call) -> Json:
    """Archive a channel; what was said there stays readable."""
    channel = _mine_to_change_archived(call, expected=False)
    joining.archive(call.practice, channel, by=call.caller.id, archived=True)
    return {"ok": True}


def unarchive(call: Call) -> Json:
    """Bring a channel back."""
    channel = _mine_to_change_archived(call, expected=True)
    joining.archive(call.practice, channel, by=call.caller.id, archived=False)
    return {"ok": True}


def _mine_to_change_archived(call: Call, *, expected: bool) -> Channel:
    channel = call.joined_channel()
    kind = SCOPE_OF[channel_type(channel)]
    call.need("channels:manage" if kind == "channels" else f"{kind}:write")
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    if channel.is_archived and not expected:
        raise SlackError("already_archived")
    if expected and not channel.is_archived:
        raise SlackError("not_archived")
    return channel


def mark(call: Call) -> Json:
    """Set how far the caller has read."""
    channel = call.joined_channel()
    call.need_in(channel, "write")
    channel.last_read[call.caller.id] = call.args.needed("ts")
    change = {"type": "read", "channel": channel.id, "user": call.caller.id}
    call.workspace.publish(change)
    return {"ok": True}


METHODS: dict[str, Method] = {
    "conversations.create": Method(answer=create, tier=2),
    "conversations.info": Method(answer=info, tier=3),
    "conversations.list": Method(answer=list_channels, tier=2),
    "conversations.members": Method(answer=members, tier=4),
    "conversations.open": Method(answer=open_conversation, tier=3),
    "conversations.rename": Method(answer=rename, tier=2),
    "conversations.setTopic": Method(answer=set_topic, tier=2),
    "conversations.setPurpose": Method(answer=set_purpose, tier=2),
    "conversations.archive": Method(answer=archive, tier=2),
    "conversations.unarchive": Method(answer=unarchive, tier=2),
    "conversations.mark": Method(answer=mark, tier=3),
    "users.conversations": Method(answer=of_person, tier=3),
}
