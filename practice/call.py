"""One call of a Web API method: who asks, for what, and what they may."""

from collections.abc import Callable
from dataclasses import dataclass, field

from practice import joining
from practice.arguments import Arguments
from practice.errors import SlackError, invalid_arguments
from practice.events import channel_type
from practice.running import Practice
from practice.state import Channel, Json, Message, Person, Token, Workspace

SCOPE_OF = {"im": "im", "mpim": "mpim", "group": "groups", "channel": "channels"}


@dataclass(kw_only=True)
class Call:
    """A call with its arguments; `lie` and `lag` are faults to act out."""

    practice: Practice
    method: str
    args: Arguments
    token: Token
    host: str = ""
    lie: bool = False
    lag: float = 0.0
    warnings: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        """Return the workspace that is called."""
        return self.practice.workspace

    @property
    def caller(self) -> Person:
        """Return who calls: the bot, or the person of a user token."""
        return self.workspace.people[self.token.user]

    def need(self, *scopes: str) -> None:
        """
        Check that the token has one of these scopes.

        :raises SlackError: `missing_scope`, with what it needs and has.
        """
        if not self.token.scopes.intersection(scopes):
            raise SlackError(
                "missing_scope",
                needed=",".join(scopes),
                provided=",".join(sorted(self.token.scopes)),
            )

    def need_in(self, channel: Channel, verb: str) -> None:
        """Check for `groups:history` and its like, by the kind of channel."""
        self.need(f"{SCOPE_OF[channel_type(channel)]}:{verb}")

    def channel(self, name: str = "channel") -> Channel:
        """
        Return the channel that an argument names by id.

        :raises SlackError: `channel_not_found` also for a private channel that
            the caller is not in, so that it cannot learn that there is one.
        """
        wanted = self.args.needed(name)
        channel = self.workspace.channels.get(wanted)
        if channel is None or not self._may_see(channel):
            raise SlackError("channel_not_found")
        return channel

    def joined_channel(self, name: str = "channel") -> Channel:
        """Return a channel that the caller must be in (`not_in_channel`)."""
        channel = self.channel(name)
        if self.caller.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def target(self) -> Channel:
        """
        Return where a message should go: an id, `#name`, or somebody's user id.

        :raises SlackError: as Slack's `chat.postMessage`.
        """
        wanted = self.args.needed("channel")
        person = self.workspace.people.get(wanted)
        if person is not None:
            if person.deleted or person.id == self.caller.id:
                raise SlackError("channel_not_found")
            pair = [self.caller.id, person.id]
            return joining.open_conversation(self.practice, pair)[0]
        named = self.workspace.channel_named(wanted.lstrip("#"))
        if named is not None and self._may_see(named):
            channel = named
        else:
            channel = self.channel()
        if self.caller.id not in channel.members:
            raise SlackError("not_in_channel")
        if channel.is_archived:
            raise SlackError("is_archived")
        if channel.is_im and self._only_deactivated(channel):
            raise SlackError("channel_not_found")
        return channel

    def person(self, name: str = "user") -> Person:
        """Return the person that an argument names (`user_not_found`)."""
        person = self.workspace.people.get(self.args.needed(name))
        if person is None:
            raise SlackError("user_not_found")
        return person

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """Return a message of a channel (`message_not_found`)."""
        message = channel.find(self.args.needed(name))
        if message is None:
            raise SlackError("message_not_found")
        return message

    def objects(self, name: str) -> list[Json]:
        """
        Return an argument that is a list of JSON objects.

        :raises SlackError: `invalid_arguments` if it is something else.
        """
        value = self.args.get(name)
        if value in (None, "", "null"):
            return []
        if not isinstance(value, list):
            raise invalid_arguments(f"must be an array [json-pointer:/{name}]")
        if not all(isinstance(item, dict) for item in value):
            raise invalid_arguments(f"must be objects [json-pointer:/{name}]")
        return value

    def _may_see(self, channel: Channel) -> bool:
        is_open = not (channel.is_private or channel.is_im or channel.is_mpim)
        return is_open or self.caller.id in channel.members

    def _only_deactivated(self, channel: Channel) -> bool:
        others = [one for one in channel.members if one != self.caller.id]
        return bool(others) and all(
            self.workspace.people[one].deleted for one in others
        )


Answer = Callable[[Call], Json]


@dataclass(frozen=True, kw_only=True)
class Method:
    """A Web API method: how to answer it, its tier, and the scopes it needs."""

    answer: Answer
    tier: int = 0
    scopes: tuple[str, ...] = ()
    token_kinds: tuple[str, ...] = ("bot", "user")
    needs_token: bool = True
