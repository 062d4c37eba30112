"""Files for the one who asked: aliases and dates only, lost without harm."""

from slack_sdk import WebClient


def upload(client: WebClient, *, name: str, content: bytes) -> str:
    """Put a picture into Slack, shared with nobody yet, and return its id."""
    answer = client.files_upload_v2(filename=name, content=content, title=name)
    return str(answer["file"]["id"])


def send(
    client: WebClient, *, to: str, name: str, content: bytes, comment: str
) -> None:
    """Send a file to somebody in their direct messages with the bot."""
    channel = client.conversations_open(users=to)["channel"]["id"]
    client.files_upload_v2(
        filename=name,
        content=content,
        title=name,
        channel=channel,
        initial_comment=comment,
    )
