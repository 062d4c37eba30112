"""Turns what the workspace remembers into the JSON objects that Slack sends."""

import hashlib

from practice.state import Channel, File, Json, Message, Person, View, Workspace

TIMEZONE = {"tz": "Europe/London", "tz_label": "Greenwich Mean Time", "tz_offset": 0}

FILE_KINDS = {
    "png": ("image/png", "PNG"),
    "jpg": ("image/jpeg", "JPEG"),
    "pdf": ("application/pdf", "PDF"),
    "csv": ("text/csv", "CSV"),
    "txt": ("text/plain", "Plain Text"),
}
UNKNOWN_KIND = ("application/octet-stream", "Binary")


def person_object(person: Person, workspace: Workspace, *, with_email: bool) -> Json:
    """Return a `user` object, as in `users.info`."""
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": hashlib.sha256(person.id.encode()).hexdigest()[:12],
        "team": person.team_id,
    }
    if with_email and person.email and not person.is_bot:
        profile["email"] = person.email
    if person.is_bot:
        profile |= {"bot_id": person.bot_id, "api_app_id": workspace.app.id}
    found: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "updated": int(person.updated),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "profile": profile,
    }
    is_stranger = person.team_id != workspace.team_id
    if is_stranger:
        found["is_stranger"] = True
    if not person.deleted:
        found |= {
            "color": avatar_colour(person.id),
            "real_name": person.real_name,
            **TIMEZONE,
            "is_admin": person.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": person.is_restricted or person.is_ultra_restricted,
            "is_ultra_restricted": person.is_ultra_restricted,
            "is_email_confirmed": not person.is_bot,
            "who_can_share_contact_card": "EVERYONE",
        }
    return found


def avatar_colour(person_id: str) -> str:
    """Return six hexadecimal digits that are always the same for one person."""
    return hashlib.sha256(person_id.encode()).hexdigest()[:6]


def channel_object(channel: Channel, workspace: Workspace, *, viewer: str) -> Json:
    """Return a `channel` object, as in `conversations.info`."""
    created = int(channel.created)
    found: Json = {
        "id": channel.id,
        "created": created,
        "updated": created * 1000,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "context_team_id": workspace.team_id,
    }
    if channel.is_im:
        others = [member for member in channel.members if member != viewer]
        found |= {
            "user": others[0] if others else viewer,
            "is_user_deleted": False,
            "priority": 0,
            "is_open": True,
        }
        return found
    about = {"creator": channel.creator, "last_set": created}
    return found | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not (channel.is_private or channel.is_mpim),
        # A private channel that is shared turns from a group into a channel.
        "is_group": channel.is_private and not channel.is_ext_shared,
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private or channel.is_mpim,
        "is_general": channel.is_general,
        "is_member": viewer in channel.members,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": bool(channel.pending_shared),
        "pending_shared": list(channel.pending_shared),
        "pending_connected_team_ids": [],
        "connected_team_ids": list(channel.shared_with),
        "shared_team_ids": [workspace.team_id, *channel.shared_with],
        "internal_team_ids": [workspace.team_id] if channel.is_ext_shared else [],
        "parent_conversation": None,
        "unlinked": 0,
        "creator": channel.creator,
        "topic": {"value": channel.topic, **about},
        "purpose": {"value": channel.purpose, **about},
        "previous_names": [],
        "num_members": len(channel.members),
    }


def message_object(
    message: Message, workspace: Workspace, *, with_metadata: bool
) -> Json:
    """Return a `message` object; without metadata only its type is shown."""
    found: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": message.team,
    }
    plain = {
        "subtype": message.subtype,
        "bot_id": message.bot_id,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "edited": message.edited,
        "thread_ts": message.thread_ts,
    }
    found |= {name: value for name, value in plain.items() if value}
    if message.app_id:
        found["app_id"] = message.app_id
        found["bot_profile"] = bot_object(workspace.bot, workspace)
    if message.metadata is not None:
        kind = {"event_type": message.metadata["event_type"]}
        found["metadata"] = message.metadata if with_metadata else kind
    files = [workspace.files[one] for one in message.files if one in workspace.files]
    if files:
        found["files"] = [file_object(one, workspace) for one in files]
    if message.reactions:
        found["reactions"] = [
            {"name": name, "users": list(people), "count": len(people)}
            for name, people in message.reactions.items()
        ]
    return found | _thread_facts(message, workspace)


def _thread_facts(message: Message, workspace: Workspace) -> Json:
    channel = workspace.channels.get(message.channel)
    if message.to or channel is None:
        return {}
    if message.thread_ts and message.thread_ts != message.ts:
        parent = channel.find(message.thread_ts)
        return {"parent_user_id": parent.user} if parent else {}
    if message.thread_ts != message.ts:
        return {}
    replies = [
        reply
        for reply in channel.messages
        if reply.thread_ts == message.ts and reply.ts != message.ts
    ]
    replies = [reply for reply in replies if not reply.deleted]
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people[:5],
        "is_locked": False,
        "subscribed": False,
    }


def bot_object(person: Person, workspace: Workspace) -> Json:
    """Return a `bot` object, as in `bots.info` and `bot_profile`."""
    return {
        "id": person.bot_id,
        "deleted": person.deleted,
        "name": person.name,
        "updated": int(person.updated),
        "app_id": workspace.app.id,
        "user_id": person.id,
        "icons": {
            f"image_{size}": f"{workspace.base_url}/_page/bot_{size}.png"
            for size in (36, 48, 72)
        },
        "team_id": workspace.team_id,
    }


def view_object(view: View, workspace: Workspace) -> Json:
    """Return a `view` object, as in `views.open` and `view_submission`."""
    return {
        "id": view.id,
        "team_id": view.team_id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": {"values": view.state},
        "hash": view.hash,
        "title": view.title or _blank_title(),
        "clear_on_close": view.clear_on_close,
        "notify_on_close": view.notify_on_close,
        "close": view.close,
        "submit": view.submit,
        "submit_disabled": view.submit_disabled,
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": view.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": view.bot_id,
    }


def _blank_title() -> Json:
    return {"type": "plain_text", "text": "View Title", "emoji": True}


def file_object(file: File, workspace: Workspace) -> Json:
    """Return a `file` object, as in `files.info`."""
    suffix = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    mimetype, pretty = FILE_KINDS.get(suffix, UNKNOWN_KIND)
    address = f"{workspace.base_url}/files/{file.id}/{file.name}"
    shared = [workspace.channels[one] for one in file.channels]
    return {
        "id": file.id,
        "created": int(file.created),
        "timestamp": int(file.created),
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetype,
        "filetype": suffix or "binary",
        "pretty_type": pretty,
        "user": file.user,
        "user_team": workspace.team_id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": address,
        "url_private_download": f"{address}?download=1",
        "permalink": address,
        "channels": [one.id for one in shared if not (one.is_private or one.is_im)],
        "groups": [one.id for one in shared if one.is_private],
        "ims": [one.id for one in shared if one.is_im],
        "file_access": "visible",
    }


def file_kind(name: str) -> str:
    """Return the media type that a file's name promises."""
    return FILE_KINDS.get(name.rpartition(".")[2].lower(), UNKNOWN_KIND)[0]
