"""The chair's pack: open it, turn its pages, choose a child, print it, draw it."""

from collections.abc import Mapping
from typing import Final

from bot import pack_pages as pages
from bot import timeline_picture, uploads
from bot.answers import Answer, Done, OnTop, Show, ShowLater
from bot.blocks import Block
from bot.context import Act
from bot.listeners.edge import Listener
from bot.picture import draw
from workflows.errors import NotYours
from workflows.packs import links
from workflows.packs import use_cases as packs
from workflows.packs.contents import Pack

OPEN: Final = "packs.open"
ROW: Final = 39


def open_pack(act: Act) -> Answer:
    """Open the pack at its first page."""
    return _show(act, _pack(act, act.value), 0)


def turn_on(act: Act) -> Answer:
    """Turn to the next page."""
    place = _place(act)
    return _show(act, _pack(act, place.round_id), place.page + 1)


def turn_back(act: Act) -> Answer:
    """Turn to the page before."""
    place = _place(act)
    return _show(act, _pack(act, place.round_id), place.page - 1)


def choose_child(act: Act) -> Answer:
    """Go to the first page about one child."""
    pack = _pack(act, _place(act).round_id)
    return _show(act, pack, pages.first_page_of(pages.pages(pack), act.chosen))


def show_picture(act: Act) -> Answer:
    """Draw one child's scores over time, and show them on the page."""
    child_id, place = act.value, _place(act)
    pack = _pack(act, place.round_id)
    page = next((one for one in pack.children if one.child_id == child_id), None)
    if page is None:
        raise NotYours
    client = act.room.client

    def drawn() -> Block:
        # The picture names kinds of agency, an alias and dates: it may be a Slack file.
        name = f"scores-{page.alias.replace('/', '-')}.png"
        file = uploads.upload(client, name=name, content=draw(page.scores))
        pictures = {child_id: file}
        return _view(act, pack, place.page, pictures)

    return ShowLater(drawn)


def show_timeline(act: Act) -> Answer:
    """Draw the family's timeline, and show it on the page."""
    place = _place(act)
    pack = _pack(act, place.round_id)
    client = act.room.client

    def drawn() -> Block:
        # Kinds, counts, an alias and dates: it may be a Slack file.
        name = f"timeline-{pack.alias}.png"
        file = uploads.upload(
            client, name=name, content=timeline_picture.draw(pack.timeline)
        )
        return _view(act, pack, place.page, {pack.round_id: file})

    return ShowLater(drawn)


def print_pack(act: Act) -> Answer:
    """Give a link that prints the pack once, within a few minutes."""
    address = act.room.settings.public_url
    with act.work() as session:
        token = links.make_link(
            session,
            actor=act.actor,
            round_id=act.value,
            now=act.now,
            profile=act.profile,
            public_address=address,
        )
    minutes = act.profile.packs.link_lasts.value
    return OnTop(pages.print_link(f"{address}/pack/{token}", minutes))


def followed(act: Act) -> Answer:
    """Acknowledge that somebody followed the link; the page asks for itself."""
    del act
    return Done()


def _place(act: Act) -> pages.Place:
    try:
        return pages.Place.unpacked(str(act.view.get("private_metadata")))
    except ValueError:
        raise NotYours from None


def _pack(act: Act, round_id: str) -> Pack:
    with act.work() as session:
        return packs.pack(
            session,
            actor=act.actor,
            round_id=round_id,
            now=act.now,
            profile=act.profile,
        )


def _show(act: Act, pack: Pack, number: int) -> Answer:
    return Show(_view(act, pack, number, {}))


def _view(act: Act, pack: Pack, number: int, pictures: Mapping[str, str]) -> Block:
    can_print = act.room.settings.public_url is not None
    return pages.view(pack, number, pictures=pictures, can_print=can_print)


LISTENERS: Final = (
    Listener(kind="action", name=OPEN, row=ROW, act=open_pack, only_shows=True),
    *(
        Listener(kind="action", name=name, row=ROW, act=turn_back, only_shows=True)
        for name in (pages.TOP[0], pages.FOOT[0])
    ),
    *(
        Listener(kind="action", name=name, row=ROW, act=turn_on, only_shows=True)
        for name in (pages.TOP[1], pages.FOOT[1])
    ),
    Listener(
        kind="action", name=pages.CHOOSE, row=ROW, act=choose_child, only_shows=True
    ),
    Listener(
        kind="action", name=pages.PICTURE, row=ROW, act=show_picture, only_shows=True
    ),
    Listener(
        kind="action", name=pages.TIMELINE, row=ROW, act=show_timeline, only_shows=True
    ),
    Listener(kind="action", name=pages.PRINT, row=ROW, act=print_pack),
    Listener(kind="action", name=pages.FOLLOWED, row=ROW, act=followed),
)
