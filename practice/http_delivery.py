"""Signed HTTP: posts each envelope to the app's address, as Slack does."""

import asyncio
import hashlib
import hmac
import io
import json
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

from practice import moments
from practice.deliver import ACK_WITHIN, Envelope, NotAcknowledged
from practice.state import Workspace

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


class HttpCarrier:
    """The app's one address for events, commands and presses."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def carry(self, envelope: Envelope) -> Any:
        """
        Post an envelope and return what the app answered.

        :raises NotAcknowledged: for no answer within 3 s, or any but a 200.
        """
        content_type, body = _body(envelope)
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **sign(body, secret=self.workspace.signing_secret, at=moments.now()),
        }
        if envelope.kind == "events_api" and envelope.attempt:
            headers["X-Slack-Retry-Num"] = str(envelope.attempt)
            headers["X-Slack-Retry-Reason"] = envelope.reason
        try:
            response = await asyncio.wait_for(
                _post(f"{self.workspace.bot_url}/slack/events", headers, body),
                ACK_WITHIN,
            )
        except TimeoutError:
            raise NotAcknowledged("http_timeout") from None
        except (OSError, HTTPException, asyncio.IncompleteReadError):
            raise NotAcknowledged("connection_failed") from None
        status, no_retry, answer = response
        if not 200 <= status < 300:  # noqa: PLR2004
            raise NotAcknowledged("http_error", no_retry=no_retry)
        return _read(answer)


def sign(body: bytes, *, secret: str, at: float) -> dict[str, str]:
    """Return the headers that prove that Slack sent this body."""
    timestamp = str(int(at))
    signed = b":".join((b"v0", timestamp.encode(), body))
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
    }


def _body(envelope: Envelope) -> tuple[str, bytes]:
    if envelope.kind == "events_api":
        return JSON_TYPE, json.dumps(envelope.payload).encode()
    if envelope.kind == "slash_commands":
        return FORM_TYPE, urlencode(envelope.payload).encode()
    return FORM_TYPE, urlencode({"payload": json.dumps(envelope.payload)}).encode()


def _read(answer: bytes) -> Any:
    text = answer.decode(errors="replace").strip()
    if not text:
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return {"text": text}


class _Received:
    """The bytes of one answer, for the standard library to parse."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self.raw)


async def _post(
    url: str, headers: dict[str, str], body: bytes
) -> tuple[int, bool, bytes]:
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port or 80)
    try:
        lines = [
            f"POST {address.path or '/'} HTTP/1.1",
            f"Host: {address.netloc}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()
        raw = await reader.read()
    finally:
        writer.close()
    response = HTTPResponse(_Received(raw))  # type: ignore[arg-type]
    response.begin()
    no_retry = response.headers.get("x-slack-no-retry") == "1"
    return response.status, no_retry, response.read()
