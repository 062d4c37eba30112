"""Channels are made, joined, left, shared and archived here, and it is said so."""

from practice import events, moments
from practice.running import Practice
from practice.shapes import channel_object
from practice.state import Channel, Json, Person


def create(
    practice: Practice, *, name: str, creator: Person, is_private: bool
) -> Channel:
    """Make a channel with its creator as the only member."""
    workspace = practice.workspace
    channel = Channel(
        id=workspace.next_id("C"),
        name=name,
        creator=creator.id,
        created=moments.now(),
        is_private=is_private,
        members=[creator.id],
    )
    workspace.channels[channel.id] = channel
    workspace.publish({"type": "channel", "channel": channel.id})
    event: Json = {
        "type": "channel_created",
        "channel": channel_object(channel, workspace, viewer=creator.id),
    }
    if not is_private:
        events.tell(practice, event)
    return channel


def open_conversation(practice: Practice, people: list[str]) -> tuple[Channel, bool]:
    """Return the direct or group message of these people, and whether it was there."""
    workspace = practice.workspace
    found = workspace.direct_message(set(people))
    if found is not None:
        return found, True
    is_im = len(people) <= 2  # noqa: PLR2004 -- a pair, or somebody alone
    names = [workspace.people[one].name for one in people]
    channel = Channel(
        id=workspace.next_id("D" if is_im else "G"),
        name="" if is_im else f"mpdm-{'--'.join(sorted(names))}-1",
        creator=people[0],
        created=moments.now(),
        is_im=is_im,
        is_mpim=not is_im,
        is_private=True,
        members=list(people),
    )
    workspace.channels[channel.id] = channel
    workspace.publish({"type": "channel", "channel": channel.id})
    return channel, False


def join(practice: Practice, channel: Channel, person: Person, *, inviter: str) -> None:
    """Put somebody into a channel and tell the app."""
    workspace = practice.workspace
    channel.members.append(person.id)
    workspace.publish({"type": "channel", "channel": channel.id})
    event: Json = {
        "type": "member_joined_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": person.team_id,
    }
    if inviter and inviter != person.id:
        event["inviter"] = inviter
    events.tell(practice, event, channel=channel)


def leave(practice: Practice, channel: Channel, person: Person) -> None:
    """Take somebody out of a channel and tell the app."""
    workspace = practice.workspace
    channel.members.remove(person.id)
    workspace.publish({"type": "channel", "channel": channel.id})
    if person.id == workspace.app.user:
        left = "group_left" if channel.is_private else "channel_left"
        event: Json = {"type": left, "channel": channel.id, "actor_id": person.id}
        events.tell(practice, event, channel=channel, even_if_outside=True)
        return
    event = {
        "type": "member_left_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": person.team_id,
    }
    events.tell(practice, event, channel=channel)


def archive(practice: Practice, channel: Channel, *, by: str, archived: bool) -> None:
    """Archive a channel or bring it back, and tell the app."""
    channel.is_archived = archived
    practice.workspace.publish({"type": "channel", "channel": channel.id})
    kind = "group" if channel.is_private else "channel"
    word = "archive" if archived else "unarchive"
    event: Json = {"type": f"{kind}_{word}", "channel": channel.id, "user": by}
    events.tell(practice, event, channel=channel)


def rename(practice: Practice, channel: Channel, *, name: str) -> None:
    """Give a channel another name, and tell the app."""
    channel.name = name
    practice.workspace.publish({"type": "channel", "channel": channel.id})
    kind = "group" if channel.is_private else "channel"
    about = {"id": channel.id, "name": name, "created": int(channel.created)}
    events.tell(practice, {"type": f"{kind}_rename", "channel": about}, channel=channel)


def share(practice: Practice, channel: Channel, *, team_id: str) -> None:
    """Let another team in, and tell the app."""
    if team_id in channel.pending_shared:
        channel.pending_shared.remove(team_id)
    if team_id not in channel.shared_with:
        channel.shared_with.append(team_id)
    practice.workspace.publish({"type": "channel", "channel": channel.id})
    event: Json = {
        "type": "channel_shared",
        "connected_team_id": team_id,
        "channel": channel.id,
    }
    events.tell(practice, event, channel=channel)


def unshare(practice: Practice, channel: Channel, *, team_id: str) -> None:
    """Shut another team out, with its people, and tell the app."""
    workspace = practice.workspace
    channel.shared_with.remove(team_id)
    event: Json = {
        "type": "channel_unshared",
        "previously_connected_team_id": team_id,
        "channel": channel.id,
        "is_ext_shared": channel.is_ext_shared,
    }
    events.tell(practice, event, channel=channel)
    for member in list(channel.members):
        if workspace.people[member].team_id == team_id:
            leave(practice, channel, workspace.people[member])
    workspace.publish({"type": "channel", "channel": channel.id})
