"""`files.*`: uploads in three steps, as Slack's clients do them."""

import secrets

from practice import events, moments, posting
from practice.call import Call, Method
from practice.errors import SlackError, invalid_arguments
from practice.shapes import file_object
from practice.state import Channel, File, Json

LARGEST = 1_000_000_000


def get_upload_url(call: Call) -> Json:
    """Give an address to which the file's bytes are to be sent."""
    name = call.args.needed("filename")
    length = call.args.number("length", default=0, most=LARGEST)
    if not length:
        raise invalid_arguments("missing required field: length")
    file = File(
        id=call.workspace.next_id("F"),
        name=name.replace("/", "_"),
        title=name,
        user=call.caller.id,
        length=length,
        created=moments.now(),
        upload_token=secrets.token_urlsafe(24),
    )
    call.workspace.files[file.id] = file
    address = f"{call.workspace.base_url}/upload/v1/{file.id}/{file.upload_token}"
    return {"ok": True, "upload_url": address, "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Finish uploads and share them into channels."""
    wanted = call.objects("files")
    if not wanted:
        raise invalid_arguments("missing required field: files")
    files = [_uploaded(call, one) for one in wanted]
    channels = [_channel(call, one) for one in _channel_ids(call)]
    thread_ts = call.args.text("thread_ts") or None
    for file, one in zip(files, wanted, strict=True):
        file.complete = True
        file.title = str(one.get("title") or file.title)
    for channel in channels:
        for file in files:
            file.channels.append(channel.id)
        posting.post(
            call.practice,
            channel=channel,
            author=call.caller,
            draft=posting.Draft(
                text=call.args.text("initial_comment"),
                blocks=call.objects("blocks"),
                files=[file.id for file in files],
                thread_ts=thread_ts,
            ),
        )
        for file in files:
            _tell(call, file, channel)
    return {"ok": True, "files": [file_object(one, call.workspace) for one in files]}


def _uploaded(call: Call, one: Json) -> File:
    file = call.workspace.files.get(str(one.get("id", "")))
    if file is None or file.user != call.caller.id:
        raise SlackError("file_not_found")
    if not file.content:
        raise SlackError("file_not_found")
    return file


def _channel_ids(call: Call) -> list[str]:
    one = call.args.text("channel_id")
    return [one] if one else call.args.names("channels")


def _channel(call: Call, channel_id: str) -> Channel:
    channel = call.workspace.channels.get(channel_id)
    if channel is None or call.caller.id not in channel.members:
        raise SlackError("channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _tell(call: Call, file: File, channel: Channel) -> None:
    event: Json = {
        "type": "file_shared",
        "file_id": file.id,
        "user_id": file.user,
        "file": {"id": file.id},
        "channel_id": channel.id,
    }
    events.tell(call.practice, event, channel=channel)


def info(call: Call) -> Json:
    """Return one file that the caller may see."""
    file = call.workspace.files.get(call.args.needed("file"))
    if file is None:
        raise SlackError("file_not_found")
    rooms = [call.workspace.channels[one] for one in file.channels]
    may_see = file.user == call.caller.id or any(
        call.caller.id in room.members for room in rooms
    )
    if not may_see:
        raise SlackError("file_not_found")
    shown = file_object(file, call.workspace)
    return {"ok": True, "file": shown, "comments": [], "response_metadata": {}}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": Method(
        answer=get_upload_url, tier=4, scopes=("files:write",)
    ),
    "files.completeUploadExternal": Method(
        answer=complete_upload, tier=4, scopes=("files:write",)
    ),
    "files.info": Method(answer=info, tier=4, scopes=("files:read",)),
}
