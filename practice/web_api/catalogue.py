"""Every Web API method that this workspace has."""

from practice.call import Method
from practice.web_api import (
    apps,
    chat,
    conversations,
    files,
    history,
    membership,
    people,
    pins,
    views,
)

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **history.METHODS,
    **membership.METHODS,
    **people.METHODS,
    **pins.METHODS,
    **views.METHODS,
}
