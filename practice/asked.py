"""Reads the body of a control call: who, where, which message, which view."""

from typing import Any

from practice import joining
from practice.errors import ControlError
from practice.running import Practice
from practice.state import Channel, Json, Message, Person, View


class Asked:
    """The body of one control call, with what it names looked up."""

    def __init__(self, practice: Practice, body: Json) -> None:
        self.practice = practice
        self.body = body

    def get(self, *names: str, default: Any = None) -> Any:
        """Return the first of these that was given."""
        for name in names:
            if self.body.get(name) is not None:
                return self.body[name]
        return default

    def words(self, *names: str, default: str | None = None) -> str:
        """
        Return one of these as words.

        :raises ControlError: if none was given and there is no default.
        """
        value = self.get(*names, default=default)
        if value is None:
            raise ControlError("missing", argument=names[0])
        return str(value)

    def listed(self, name: str, kind: type) -> list[Any]:
        """
        Return a list of things of one kind; an empty one if none was given.

        :raises ControlError: if it is something else.
        """
        value = self.get(name, default=[])
        if not isinstance(value, list) or not all(isinstance(x, kind) for x in value):
            raise ControlError("bad_list", argument=name)
        return value

    def object(self, name: str) -> Json:
        """
        Return a JSON object; an empty one if none was given.

        :raises ControlError: if it is something else.
        """
        value = self.get(name, default={})
        if not isinstance(value, dict):
            raise ControlError("bad_object", argument=name)
        return value

    def person(self, *, may_be_gone: bool = False) -> Person:
        """
        Return who acts, by user id, name or e-mail.

        :raises ControlError: for nobody we know, or somebody deactivated.
        """
        wanted = self.words("user")
        for one in self.practice.workspace.people.values():
            if wanted in {one.id, one.name, one.email} and wanted:
                if one.deleted and not may_be_gone:
                    raise ControlError("account_inactive", user=one.id)
                return one
        raise ControlError("user_not_found", user=wanted)

    def channel(self) -> Channel:
        """
        Return the channel, by id or name; a user id means the DM of the two.

        :raises ControlError: for a channel that does not exist.
        """
        wanted = self.words("channel")
        workspace = self.practice.workspace
        found = workspace.channels.get(wanted)
        found = found or workspace.channel_named(wanted.lstrip("#"))
        if found is not None:
            return found
        other = workspace.people.get(wanted)
        if other is not None and self.body.get("user"):
            pair = [self.person().id, other.id]
            return joining.open_conversation(self.practice, pair)[0]
        raise ControlError("channel_not_found", channel=wanted)

    def joined_channel(self) -> Channel:
        """
        Return a channel that the person is in, as its page would show it.

        :raises ControlError: `not_in_channel`.
        """
        channel, person = self.channel(), self.person()
        if person.id not in channel.members:
            raise ControlError("not_in_channel", channel=channel.id, user=person.id)
        return channel

    def message(self, channel: Channel) -> Message:
        """
        Return the message, an ephemeral one if it was for this person.

        :raises ControlError: for one that is gone or was never there.
        """
        ts = self.words("messageTs", "message_ts", "ts")
        found = channel.find(ts)
        if found is not None:
            return found
        person = self.person()
        for one in self.practice.workspace.ephemerals:
            if one.ts == ts and one.to == person.id and not one.deleted:
                return one
        raise ControlError("message_not_found", ts=ts)

    def view(self, *, home: bool = False) -> View:
        """
        Return the view that is named, or else the person's topmost modal.

        :raises ControlError: if nothing is open.
        """
        person, workspace = self.person(), self.practice.workspace
        wanted = self.words("view_id", "viewId", default="")
        if home or wanted == "home":
            found = workspace.homes.get(person.id)
        elif wanted:
            found = workspace.views.get(wanted)
        else:
            stack = workspace.stacks.get(person.id, [])
            found = stack[-1] if stack else None
        if found is None or found.user != person.id:
            raise ControlError("view_not_found", view_id=wanted)
        return found
