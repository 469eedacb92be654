"""Pictures of every page at desk and phone width, light and dark.

python -m tests.browser.screenshots FOLDER [SERVER] [ADDRESS…]
"""

import sys
from pathlib import Path

from tests.browser.server import Visit, browser, screen, served

ADDRESSES = ("/", "/partners", "/timeline", "/balance", "/claims", "/sources", "/curate")
WIDTHS, SCHEMES = (1280, 360), ("light", "dark")


def take(folder: Path, addresses: tuple[str, ...], server: str | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if server is None:
        with served() as own:
            return take(folder, addresses, own)
    with browser() as chromium:
        for address in addresses:
            for width in WIDTHS:
                for scheme in SCHEMES:
                    _picture(chromium, server, address, width, scheme, folder)
    return None


def _picture(chromium, server: str, address: str, width: int, scheme: str, folder: Path) -> None:
    context = chromium.new_context(**screen(width), color_scheme=scheme)
    visit = Visit(context, server).open(address)
    height = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight + 60")
    visit.page.set_viewport_size({"width": width, "height": min(max(height, 700), 6000)})
    visit.settled()
    name = address.strip("/").replace("?", "_").replace("&", "_") or "overview"
    visit.page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
    context.close()


if __name__ == "__main__":
    options = [each for each in sys.argv[2:] if each.startswith("http")]
    wanted = tuple(each for each in sys.argv[2:] if each.startswith("/")) or ADDRESSES
    take(Path(sys.argv[1]), wanted, options[0] if options else None)
