"""
Draw the pictures of the tutorial anew: `python -m tests.journeys.pictures`.

They are of the real page, taken while the tutorial's own walk goes by.
"""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from models.crypto import new_ring
from models.database import make_engine, migrate
from tests.browser import DESKTOP, PHONE, launched
from tests.journeys import first_round
from tests.journeys.first_round import Walker
from tests.journeys.stage import opened
from tests.practice_workspace import ASHA

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
ON_A_SCREEN = {
    "the message": "the-message",
    "the chair's Home": "the-chairs-home",
    "the views": "views-side-by-side",
    "a child's page": "a-childs-page",
    "who has answered": "who-has-answered",
    "cancelling it": "cancelling-a-core-group",
    "the children seen": "the-children-seen",
}
ON_A_PHONE = {"the form": "the-form-on-a-phone"}
COLOURS = 64


def draw(browser: Browser, wanted: dict[str, str], *, is_phone: bool) -> None:
    """Walk the tutorial once and keep the pictures wanted of it."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/coregroup.db"
        engine = make_engine(url)
        migrate(engine)
        engine.dispose()
        with opened(url, new_ring(), Path(folder)) as stage:
            screen = PHONE if is_phone else DESKTOP
            context = browser.new_context(
                viewport=ViewportSize(width=screen["width"], height=screen["height"]),
                has_touch=is_phone,
                locale="en-GB",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(f"{stage.workspace.url}/?as={ASHA}#/home")
            page.wait_for_selector("#sidebar a", state="attached")

            def look(place: str, seen: Page) -> None:
                if place in wanted:
                    keep(seen, FOLDER / f"{wanted[place]}.png")

            first_round.walk(
                Walker(page, is_phone=is_phone), look, today=lambda: stage.today
            )
            context.close()


def keep(page: Page, path: Path) -> None:
    """Keep a small picture of a page."""
    page.wait_for_timeout(400)
    drawn = Image.open(BytesIO(page.screenshot())).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        draw(browser, ON_A_SCREEN, is_phone=False)
        draw(browser, ON_A_PHONE, is_phone=True)


if __name__ == "__main__":
    main()
