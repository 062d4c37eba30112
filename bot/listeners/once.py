"""What a form asks for is done once, however often Slack sends it."""

from collections.abc import Callable

from bot.answers import Answer, Show
from bot.context import Act
from bot.forms import thanks
from bot.listeners.edge import Listener
from workflows import acts


def once(act: Act, keep: Callable[[], str]) -> Answer:
    """Do what was sent and say what came of it; sent again, say it again."""
    said = acts.claim(act.session, act.key, now=act.now)
    if said is None:
        said = keep()
        acts.remember(act.session, act.key, answer=said)
    return Show(thanks.page(said))


def shows(name: str, row: int, act: Callable[[Act], Answer]) -> Listener:
    """Return a button that only shows something."""
    return Listener(kind="action", name=name, row=row, act=act, only_shows=True)


def sends(name: str, row: int, act: Callable[[Act], Answer]) -> Listener:
    """Return a form that is sent and changes what Home says."""
    return Listener(kind="view", name=name, row=row, act=act, changes_home=True)
