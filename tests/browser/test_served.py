"""The served application: machine access, assets and pages on one server."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable

from multivector.charts import script
from tests.browser.server import Visit

Open = Callable[..., Visit]


def test_programs_and_people_are_answered_by_the_same_server(address: str) -> None:
    with urllib.request.urlopen(f"{address}/api/v1/health") as answer:
        assert json.load(answer) == {"status": "ok"}
    with urllib.request.urlopen(f"{address}/api/v1/") as answer:
        tables = json.load(answer)["tables"]
        tag = answer.headers["ETag"]
    assert tables["observations"]["csv"].startswith(f"{address}/api/v1/")
    again = urllib.request.Request(f"{address}/api/v1/", headers={"If-None-Match": tag})
    try:
        urllib.request.urlopen(again)
        raise AssertionError("sent again")
    except urllib.error.HTTPError as unchanged:
        assert unchanged.code == 304
    with urllib.request.urlopen(f"{address}/partners") as answer:
        assert b"<title>" in answer.read()
    with urllib.request.urlopen(f"{address}{script.ADDRESS}") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(answer.read()) > 1_000_000


def test_a_page_finds_its_server_at_once(visit: Open) -> None:
    """Streamlit by itself asks below the page's own address first."""
    shown = visit("/partners")
    asked = shown.page.evaluate(
        "() => performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname)"
    )
    assert [path for path in asked if path.startswith("/partners/")] == []
