"""The link as a browser meets it: asking changes nothing, the button opens once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from slack_bolt import App
from slack_sdk import WebClient
from sqlmodel import select

from bot.http import application, doors
from bot.settings import Settings
from bot.workroom import Workroom
from models.tables.packs import PackLink
from tests.log_guard import CANARY
from tests.packs.rounds import SECRET, differing_round
from workflows.clock import Clock
from workflows.packs import links


class Standing(Clock):
    """A clock that shows the world's time."""

    def __init__(self, world):
        super().__init__()
        self.world = world

    def now(self):
        return self.world.now


@pytest.fixture
def ask(world):
    """Give what asks the bot's web address, as a browser or a crawler would."""
    with ThreadPoolExecutor(1) as pool:
        room = Workroom(
            settings=Settings.model_validate(
                {"SLACK_BOT_TOKEN": "xoxb-practice", "SLACK_APP_TOKEN": "xapp-practice"}
            ),
            database=world.database,
            profile=world.profile,
            clock=Standing(world),
            client=WebClient(token="xoxb-practice"),
            afterwards=pool,
            nudge_sender=lambda: None,
        )
        bolt = App(token="xoxb-practice", token_verification_enabled=False)
        transport = httpx.ASGITransport(application(doors(room, bolt, None)))

        async def send(method, token):
            async with httpx.AsyncClient(
                transport=transport, base_url="https://coregroup.example.org"
            ) as client:
                return await client.request(method, f"/pack/{token}")

        yield lambda method, token: asyncio.run(send(method, token))


@pytest.fixture
def token(world):
    _, found = differing_round(world)
    world.close(found)
    with world.work() as session:
        return links.make_link(
            session,
            actor=world.actor(world.femi),
            round_id=found.id,
            now=world.now,
            profile=world.profile,
            public_address="https://coregroup.example.org",
        )


def state(world):
    with world.work() as session:
        used = [link.used_at for link in session.exec(select(PackLink)).all()]
    return used, len(world.audited())


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_asking_for_the_page_changes_nothing_and_tells_nothing(
    world, ask, token, method
):
    before = state(world)

    known, unknown = ask(method, token), ask(method, "no-such-token")

    assert known.status_code == unknown.status_code == 200
    assert known.content == unknown.content
    assert CANARY not in known.text
    assert state(world) == before
    assert ask("POST", token).status_code == 200


def test_the_button_opens_the_pack_once(world, ask, token):
    first, second = ask("POST", token), ask("POST", token)

    assert first.status_code == 200
    assert SECRET in first.text
    assert second.status_code == 404
    assert CANARY not in second.text
    assert len(world.audited("pack printed")) == 1


def test_a_spent_link_looks_like_one_that_never_was(world, ask, token):
    ask("POST", token)

    spent, unknown = ask("POST", token), ask("POST", "no-such-token")

    assert (spent.status_code, spent.content) == (unknown.status_code, unknown.content)
    assert spent.headers == unknown.headers


@pytest.mark.parametrize(
    ("method", "name"),
    [("GET", "any"), ("HEAD", "any"), ("POST", "known"), ("POST", "unknown")],
)
def test_no_answer_is_kept_indexed_or_told_on(ask, token, method, name):
    answer = ask(method, token if name == "known" else name)

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_refused_opening_is_audited(world, ask, token):
    world.later(minutes=11)

    assert ask("POST", token).status_code == 404

    assert [row.subject for row in world.audited("refused")] == ["pack link"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_there_is_no_other_way_in(world, ask, token, method):
    before = state(world)

    assert ask(method, token).status_code == 405
    assert state(world) == before
