"""The address line is input, in a real browser too: it breaks no page and runs no script."""

from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.browser.server import Visit
from tests.hostile import MARKS

Open = Callable[..., Visit]
KEYS = (
    "partner",
    "lang",
    "indicator",
    "domain",
    "q",
    "v",
    "asof",
    "w",
    "article",
    "claim",
    "strange",
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "query"),
    [
        *((path, urlencode([(key, mark) for key in KEYS for mark in MARKS]))
          for path in ("/", "/partners", "/timeline", "/balance", "/claims", "/sources")),
        ("/balance", urlencode([("partner", "CN"), ("whatif", "x" * 50_000)])),
        ("/claims", urlencode([("partner", "CN")] * 5000)),
        ("/partners", "partner=%FF%FE&partner=%00&=&&&partner&%3Cscript%3E=1&partner=CN#<script>"),
    ],
)  # fmt: skip
def test_a_page_stands_and_runs_no_script(visit: Open, path: str, query: str) -> None:
    shown = visit("/sources?lang=en")
    asked: list[str] = []
    shown.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    shown.open(f"{path}?{query}")
    assert shown.page.locator('[data-testid="stException"]').count() == 0
    assert shown.page.get_by_role("heading", level=1).count() == 1
    assert shown.page.locator("[onerror], img[src='x'], a[href^='javascript' i]").count() == 0
    assert asked == []
    assert shown.errors == []
    assert shown.foreign_requests() == []


@pytest.mark.slow
@pytest.mark.parametrize("length", [100_000, 1_000_000])
def test_what_is_too_long_for_an_address_is_refused_and_the_server_stands(
    visit: Open, address: str, length: int
) -> None:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=20)
    connection.request("GET", f"/balance?q={'x' * length}")
    assert connection.getresponse().status in (200, 400, 414, 431)
    connection.close()
    assert visit("/balance?partner=CN").errors == []
