"""What is taken away holds what is shown, and says what it is and where it is from."""

import io
import json
import re
import struct
from collections.abc import Callable
from xml.etree import ElementTree

import ics
import openpyxl
import pytest
from playwright.sync_api import Locator

from tests.browser.server import Visit

Open = Callable[..., Visit]
VIEW = "/partners?partner=CN&partner=RU&partner=EU&lang=en"
SVG = "{http://www.w3.org/2000/svg}"


def opened(shown: Visit, card: str) -> Locator:
    """The fold of a chart with its table and downloads."""
    found = shown.page.locator(f".st-key-card-{card}")
    found.get_by_text("Table and download").click()
    found.locator(".mv-table").wait_for()
    shown.settled()  # a button that is still being moved is missed by a click
    return found


def saved(shown: Visit, button: Locator) -> tuple[str, bytes]:
    with shown.page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_excel_and_json_hold_the_table_and_its_receipt(visit: Open) -> None:
    shown = visit(VIEW)
    card = opened(shown, "latest")
    name, content = saved(shown, card.get_by_role("button", name="Excel"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    headings, *rows = book["Data"].values
    values = {row[headings.index("partner")]: row[headings.index("value")] for row in rows}
    assert {key: round(value, 1) for key, value in values.items()} == {
        "EU": 48.8, "CN": 30.2, "RU": 28.1,
    }  # fmt: skip
    facts = dict(book["About"].values)
    assert facts["Measure"] == "Trade turnover · billion US dollars · 2024 · Kazakh count"
    assert name == f"multivector-latest-{facts['Receipt']}.xlsx"
    _, content = saved(shown, card.get_by_role("button", name="JSON"))
    document = json.loads(content)
    assert document["receipt"] == facts["Receipt"]
    assert document["address"] == facts["Address"]
    assert {row["partner"]: row["value"] for row in document["rows"]} == values
    assert document["sources"][0]["url"].startswith("http")
    printed = card.get_by_text(re.compile(f"receipt {facts['Receipt']}"))
    assert facts["Address"] in printed.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_picture_says_what_it_is_on_every_screen(visit: Open, width: int, scheme: str) -> None:
    shown = visit(VIEW, width=width, color_scheme=scheme)
    card = opened(shown, "history")
    name, content = saved(shown, card.get_by_role("button", name="Picture as SVG"))
    svg = ElementTree.fromstring(content)
    assert svg.get("width") == ("960" if width > 640 else "480")
    texts = ["".join(each.itertext()) for each in svg.iter(f"{SVG}text")]
    joined = " ".join(texts)
    receipt = re.search(r"receipt (\w{8}) · (http\S+(?: \S+)*v=[\d.]+)", joined)
    assert receipt and name == f"multivector-history-{receipt[1]}.svg"
    assert "Trade turnover · billion US dollars · 2000–2025 · Kazakh count" in joined
    assert "Sources: " in joined or "Source: " in joined
    assert {"China", "Russia", "EU"} <= {each.strip() for each in texts}
    assert len(list(svg.iter(f"{SVG}path"))) > 70
    assert not re.search(rb'(href|src)="(?!#|data:)', content)
    assert shown.errors == []
    assert shown.foreign_requests() == []


def test_picture_as_png_is_large_enough_for_print(visit: Open) -> None:
    shown = visit(VIEW)
    _, content = saved(shown, opened(shown, "latest").get_by_role("button", name="Picture as PNG"))
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    assert width == 2880
    assert height > 900
    assert len(content) > 60_000


def test_picture_that_cannot_be_made_is_said_to_be_so(visit: Open) -> None:
    shown = visit(VIEW)
    shown.page.evaluate(
        "window.multivectorPlotly = { then: (_, fail) => fail(new Error('not there')) }; null"
    )
    opened(shown, "latest").get_by_role("button", name="Picture as PNG").click()
    shown.page.get_by_text("The picture could not be made.").wait_for()


def test_calendar_of_the_filtered_timeline(visit: Open) -> None:
    shown = visit("/timeline?partner=CN&lang=en")
    name, content = saved(shown, shown.page.get_by_role("button", name="Calendar file"))
    events = ics.Calendar(content.decode()).events
    assert re.fullmatch(r"multivector-timeline-\w{8}\.ics", name)
    titles = {each.name: each.begin.date().isoformat() for each in events}
    summit = next(each for each in titles if each.startswith("Second China–Central Asia"))
    assert titles[summit] == "2025-06-17"
    assert not any("Foreign Ministers" in each and "5th" in each for each in titles)
    shown.page.get_by_text("known only to the month or year").wait_for()
