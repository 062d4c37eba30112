"""What a call to Slack did: done, not done, or not known. Source: reliability, 4.2."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from http.client import HTTPException
from socket import gaierror
from typing import Any, Final
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse, WebClient

TIMEOUT_SECONDS: Final = 10
SERVER_ERROR: Final = 500
TOO_MANY: Final = 429
LONGEST_NAME: Final = 60
DEFAULT_WAIT: Final = 30.0
LONGEST_WAIT: Final = 3600.0

# Refused for what the row asks: asking again would be refused again.
HOPELESS: Final = frozenset(
    {
        "cannot_dm_bot",
        "cant_invite",
        "cant_invite_self",
        "cant_kick_from_general",
        "cant_kick_self",
        "channel_is_archived",
        "channel_not_found",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "invalid_name",
        "invalid_name_maxlength",
        "invalid_name_punctuation",
        "invalid_name_required",
        "invalid_name_specials",
        "invalid_users",
        "is_archived",
        "message_not_found",
        "metadata_too_large",
        "method_not_supported_for_channel_type",
        "msg_blocks_too_long",
        "msg_too_long",
        "name_taken",
        "no_external_invite_permission",
        "no_text",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "too_many_attachments",
        "too_many_contact_cards",
        "too_many_members",
        "unknown_method",
        "ura_max_channels",
        "user_disabled",
        "user_is_restricted",
        "user_is_ultra_restricted",
        "user_not_found",
        "user_not_visible",
        "users_list_not_supplied",
        "users_not_found",
    }
)
# Refused for what we are: every other call would be refused too.
SHUT_OUT: Final = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "is_bot",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
# What was asked for is so already.
ALREADY: Final = frozenset({"already_in_channel", "already_pinned"})
BUSY: Final = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})


class Next(Enum):
    """What to do about a call that certainly did nothing."""

    WAIT = auto()
    LATER = auto()
    GIVE_UP = auto()
    STOP_ALL = auto()


@dataclass(frozen=True)
class Done:
    """Slack did it and said so."""

    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NotDone:
    """Slack certainly did nothing; `wait` is how many seconds it asks for."""

    error: str
    then: Next
    wait: float = 0.0


@dataclass(frozen=True)
class Uncertain:
    """It may have been done: look before doing it again."""

    error: str


Outcome = Done | NotDone | Uncertain


def make_client(token: str, base_url: str) -> WebClient:
    """Return a client that never tries again by itself, or Slack would post twice."""
    return WebClient(
        token=token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )


def attempt(method: Callable[..., SlackResponse], **arguments: Any) -> Outcome:
    """
    Call one of Slack's methods once and say what that did.

    Whatever is not known for certain is `Uncertain`, unknown errors too.
    """
    try:
        answer = method(**arguments)
        return Done(dict(answer.data)) if isinstance(answer.data, dict) else _strange()
    except SlackApiError as error:
        return _refused(error)
    except URLError as error:
        return _not_reached(error)
    except (OSError, HTTPException, SlackClientError) as error:
        return Uncertain(type(error).__name__)
    # slack_sdk reads an answer that is JSON but no object as if it were one, and a
    # body in another encoding as if it were in the one promised.
    except (AttributeError, TypeError, ValueError, LookupError):
        return _strange()


def _strange() -> Uncertain:
    return Uncertain("unreadable_answer")


def _refused(error: SlackApiError) -> Outcome:
    response = error.response
    status = getattr(response, "status_code", 0)
    body = response.data if isinstance(response, SlackResponse) else response
    name = str(body.get("error", "")) if isinstance(body, dict) else ""
    if status >= SERVER_ERROR:
        return Uncertain(f"status_{status}")
    if status == TOO_MANY or name in BUSY:
        headers = getattr(response, "headers", {})
        return NotDone(error="ratelimited", then=Next.WAIT, wait=asked_wait(headers))
    if name in ALREADY:
        return Done(dict(body) if isinstance(body, dict) else {})
    if name in SHUT_OUT:
        return NotDone(error=name, then=Next.STOP_ALL)
    if name in HOPELESS:
        return NotDone(error=name, then=Next.GIVE_UP)
    # The SDK puts the start of a page it cannot read where the error's name would be.
    is_name = name.replace("_", "").isalnum() and len(name) < LONGEST_NAME
    return Uncertain(name if is_name else "unreadable_answer")


def _not_reached(error: URLError) -> Outcome:
    # Only these two are certain to come before the first byte; a reset or a timeout
    # may come after it.
    if isinstance(error.reason, ConnectionRefusedError | gaierror):
        return NotDone(error="not_reached", then=Next.LATER)
    return Uncertain(type(error.reason).__name__)


def asked_wait(headers: Mapping[str, Any]) -> float:
    """Return the seconds that a 429 asks us to wait, whatever it wrote there."""
    found = next(
        (value for name, value in headers.items() if name.lower() == "retry-after"), ""
    )
    try:
        seconds = float(found[0] if isinstance(found, list) else found)
    except (TypeError, ValueError, IndexError):
        return DEFAULT_WAIT
    if not 0 <= seconds < float("inf"):
        return DEFAULT_WAIT
    # Nought would be an invitation to ask again at once.
    return min(max(seconds, 1.0), LONGEST_WAIT)
