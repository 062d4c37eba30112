"""What the page is shown: only what the person who acts may see."""

from itertools import chain

from practice.shapes import file_object, message_object, view_object
from practice.state import Channel, Json, Message, Person, View, Workspace

PREVIEW_LENGTH = 160
MESSAGES_SHOWN = 500
KILOBYTE = 1024


def may_act(person: Person) -> bool:
    """Say whether somebody at the page can act as this person."""
    return not (person.deleted or person.is_bot)


def may_see(channel: Channel, person: Person) -> bool:
    """Say whether a conversation is there at all for this person."""
    if person.id in channel.members:
        return True
    is_insider = not (person.is_restricted or person.is_ultra_restricted)
    is_open = not (channel.is_private or channel.is_im or channel.is_mpim)
    return is_open and is_insider and person.team_id not in channel.shared_with


def unread(channel: Channel, person: Person) -> list[Message]:
    """Return what others said here since this person last looked."""
    last = channel.last_read.get(person.id, "0")
    return [
        message
        for message in channel.messages
        if message.ts > last and message.user != person.id and not message.deleted
    ]


def _unread_in_all(workspace: Workspace, person: Person) -> int:
    return sum(
        len(unread(channel, person))
        for channel in workspace.channels.values()
        if person.id in channel.members and not channel.is_archived
    )


def person_shape(workspace: Workspace, person: Person) -> Json:
    """Return one person as the page lists them."""
    is_outside = person.team_id != workspace.team_id
    return {
        "id": person.id,
        "name": person.real_name or person.name,
        "title": person.title,
        "agency": person.agency,
        "team_name": workspace.teams.get(person.team_id, "") if is_outside else "",
        "handle": person.name,
        "bot": person.is_bot,
        "bot_id": person.bot_id,
        "guest": person.is_restricted or person.is_ultra_restricted,
        "outside": is_outside,
        "deactivated": person.deleted,
        "can_act": may_act(person),
        "unread": _unread_in_all(workspace, person) if may_act(person) else 0,
    }


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "dm"
    if channel.is_mpim:
        return "group_dm"
    return "private" if channel.is_private else "channel"


def _preview(message: Message) -> str:
    """Return the first words of a message, or what it is when it has none."""
    if message.text:
        return message.text[:PREVIEW_LENGTH]
    return "A file" if message.files else "A message"


def channel_shape(channel: Channel, person: Person) -> Json:
    """Return one conversation as the lists show it."""
    there = [message for message in channel.messages if not message.deleted]
    latest = there[-1] if there else None
    is_member = person.id in channel.members
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": _kind(channel),
        "with": [one for one in channel.members if one != person.id],
        "members": list(channel.members),
        "member": is_member,
        "topic": channel.topic,
        "archived": channel.is_archived,
        "shared": channel.is_ext_shared,
        "unread": len(unread(channel, person)) if is_member else 0,
        "last_read": channel.last_read.get(person.id, "0"),
        "latest": latest.ts if latest else None,
        "preview": _preview(latest) if latest else "",
    }


def _view_shape(view: View, workspace: Workspace) -> Json:
    return {**view_object(view, workspace), "errors": dict(view.errors)}


def state_shape(workspace: Workspace, person: Person, *, moves: list[Json]) -> Json:
    """Return everything but messages, as this person sees it."""
    app, home = workspace.app, workspace.homes.get(person.id)
    began = min((one.created for one in workspace.channels.values()), default=0.0)
    return {
        "me": person_shape(workspace, person),
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "app": {
            "id": app.id,
            "name": workspace.bot.real_name or app.name,
            "user_id": app.user,
            "commands": app.commands,
            "shortcuts": app.shortcuts,
        },
        "people": [person_shape(workspace, one) for one in workspace.people.values()],
        "channels": [
            channel_shape(channel, person)
            for channel in workspace.channels.values()
            if may_see(channel, person)
        ],
        "views": [
            _view_shape(view, workspace) for view in workspace.stacks.get(person.id, [])
        ],
        "home": _view_shape(home, workspace) if home else None,
        "clock_moves": [move for move in moves if float(move["ts"]) >= began],
    }


def _size_words(length: int) -> str:
    if length < KILOBYTE:
        return f"{length} bytes"
    if length < KILOBYTE * KILOBYTE:
        return f"{length / KILOBYTE:.0f} kB"
    return f"{length / KILOBYTE / KILOBYTE:.1f} MB"


def message_shape(workspace: Workspace, channel: Channel, message: Message) -> Json:
    """Return one message with what the page adds to Slack's own shape."""
    files = [
        workspace.files[file_id]
        for file_id in message.files
        if file_id in workspace.files
    ]
    return {
        **message_object(message, workspace, with_metadata=False),
        "ephemeral": bool(message.to),
        "pinned": message.ts in channel.pins,
        "reply_broadcast": message.reply_broadcast,
        "files": [
            {**file_object(file, workspace), "size_words": _size_words(file.length)}
            for file in files
        ],
    }


def messages_shape(workspace: Workspace, channel: Channel, person: Person) -> Json:
    """Return the newest messages of a conversation, oldest first."""
    private = [
        message
        for message in workspace.ephemerals
        if message.to == person.id and message.channel == channel.id
    ]
    there = [
        message for message in chain(channel.messages, private) if not message.deleted
    ]
    there.sort(key=lambda message: message.ts)
    return {
        "messages": [
            message_shape(workspace, channel, message)
            for message in there[-MESSAGES_SHOWN:]
        ]
    }
