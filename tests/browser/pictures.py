"""The pictures of the guides, taken of the app as it is: python -m tests.browser.pictures FOLDER"""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.server import Visit, browser, screen, served

COLOURS = 128  # few enough for a small file, enough for soft edges of letters


@dataclass(frozen=True)
class Picture:
    """What stands in a picture: a page's upper part, or one part of it."""

    name: str
    address: str
    width: int = 1280
    height: int = 900
    part: str = ""
    """Selector of the part that is shown; empty for the page from its top."""
    click: str = ""
    """Name of a button that is pressed before."""


PICTURES = (
    Picture("overview", "/", height=1000),
    Picture("phone", "/", width=360, height=760),
    Picture(
        "partners",
        "/partners?partner=CN&partner=RU&partner=EU&indicator=trade-turnover",
        height=820,
    ),
    Picture("timeline", "/timeline?partner=CN&from=2023&to=2026", height=900),
    Picture("claim", "/claims?claim=euractiv-2025-06.9", part=".st-key-card-claim"),
    Picture("balance", "/balance", height=1240),
    Picture("cite", "/partners?partner=CN&partner=RU", height=620, click="Cite this view"),
)


def take(folder: Path) -> None:
    """Write every picture into the folder."""
    with served() as server, browser() as chromium:
        for picture in PICTURES:
            content = _taken(chromium, server, picture)
            (folder / f"{picture.name}.png").write_bytes(_small(content))


def _taken(chromium: Browser, server: str, picture: Picture) -> bytes:
    context = chromium.new_context(
        **{**screen(picture.width), "viewport": {"width": picture.width, "height": picture.height}}
    )
    shown = Visit(context, server).open(picture.address)
    if picture.click:
        shown.page.get_by_role("button", name=picture.click).click()
        shown.page.locator("[data-testid=stPopoverBody] button").last.wait_for()
        shown.settled()
    taken = shown.page.locator(picture.part) if picture.part else shown.page
    content = taken.screenshot()
    context.close()
    return content


def _small(content: bytes) -> bytes:
    """The same picture with a palette."""
    small = io.BytesIO()
    reduced = (
        Image.open(io.BytesIO(content)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    )
    reduced.save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
