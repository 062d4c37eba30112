"""The ways in which a call to the workspace is refused."""

from practice.state import Json


class SlackError(Exception):
    """Slack's `{"ok": false, "error": ...}`, with what comes beside it."""

    def __init__(self, error: str, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def answer(self) -> Json:
        """Return the body that Slack would send."""
        return {"ok": False, "error": self.error, **self.extra}


class ControlError(Exception):
    """A control call asks for something that a person could not do."""

    def __init__(self, error: str, *, status: int = 400, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.extra = extra

    def answer(self) -> Json:
        """Return the body for the caller of the control API."""
        return {"ok": False, "error": self.error, **self.extra}


def invalid_arguments(*messages: str) -> SlackError:
    """Return `invalid_arguments` with Slack's list of what is wrong."""
    return SlackError(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {words}" for words in messages]},
    )
