"""Writes the gallery: one JSON file for each thing that people see, and one page."""

import json
import shutil
from pathlib import Path
from typing import Final

from tests.gallery.everything import everything
from tests.gallery.page import page

PLACE: Final = Path(__file__).parents[2] / "build" / "gallery"


def write(place: Path) -> int:
    """Write the gallery afresh and return how many things are in it."""
    shown = everything()
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for one in shown:
        body = json.dumps(one.body(), indent=2, ensure_ascii=False)
        (place / f"{one.name}.json").write_text(f"{body}\n", encoding="utf-8")
    (place / "index.html").write_text(page(shown), encoding="utf-8")
    return len(shown)


if __name__ == "__main__":
    print(f"{write(PLACE)} messages, forms and pages: {PLACE / 'index.html'}")
