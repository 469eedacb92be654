"""A link is a view: copied, cited, opened by somebody else, it shows the same numbers."""

import json
import re
from collections.abc import Callable

import pytest
from pybtex.database import parse_string

from tests.browser.server import Visit

Open = Callable[..., Visit]
SIX_CHOICES = (
    "/partners?partner=CN&partner=RU&partner=IT&from=2012&to=2024"
    "&indicator=trade-turnover&reporter=kz-bns&year=2023"
)
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
MARKS = """() => [...document.querySelectorAll('.js-plotly-plot')].map(
    chart => JSON.stringify(chart.data.map(each => [each.name, each.x, each.y])))"""


def copied(shown: Visit) -> str:
    return str(shown.page.evaluate("navigator.clipboard.readText()"))


def figures(shown: Visit) -> list[object]:
    """The numbers that the charts draw."""
    found = shown.page.evaluate(MARKS)
    assert len(found) >= 2
    return list(found)


@pytest.mark.parametrize(
    ("language", "caption", "question"),
    [
        ("en", "Copy link", "How do the partners compare?"),
        ("de", "Link kopieren", "Wie schneiden die Partner im Vergleich ab?"),
    ],
)
def test_copied_view_shows_the_same_numbers_in_a_new_browser(
    visit: Open, language: str, caption: str, question: str
) -> None:
    shown = visit(f"{SIX_CHOICES}&lang={language}", **CLIPBOARD)
    before = shown.text()
    shown.page.get_by_role("button", name=caption).press("Enter")
    shown.page.get_by_text(re.compile("^(Copied|Kopiert)$")).wait_for()
    link = copied(shown)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/partners\?.*&v=[\d.]+&year=2023", link)
    path = link.removeprefix(shown.address)
    other = visit(path, locale="fr-FR")
    assert other.page.get_by_role("heading", level=1).inner_text() == question
    assert other.text() == before
    assert figures(other) == figures(shown)
    assert other.errors == []


def test_copied_link_says_in_which_language_the_view_was(visit: Open) -> None:
    shown = visit("/balance", locale="de-DE", **CLIPBOARD)
    shown.page.get_by_role("button", name="Link kopieren").click()
    shown.page.get_by_text("Kopiert", exact=True).wait_for()
    assert "/balance?lang=de&v=" in copied(shown)


def test_link_can_be_copied_where_the_browser_keeps_its_clipboard_closed(visit: Open) -> None:
    shown = visit("/balance?partner=CN")
    shown.page.evaluate(
        """() => { navigator.clipboard.writeText = () => Promise.reject();
                   document.execCommand = () => false }"""
    )
    shown.page.get_by_role("button", name="Copy link").click()
    field = shown.page.get_by_role("textbox", name="Copy link")
    field.wait_for()
    assert "partner=CN" in field.input_value()
    assert field.evaluate("each => each.selectionEnd - each.selectionStart") > 20


def test_view_is_cited_with_version_and_date_of_access(visit: Open) -> None:
    shown = visit("/balance?partner=CN&partner=EU", **CLIPBOARD)
    shown.page.get_by_role("button", name="Cite this view").press("Enter")
    shown.page.get_by_role("button", name="Copy citation").click()
    shown.page.get_by_text("Copied", exact=True).wait_for()
    cited = copied(shown)
    version = re.search(r"Data version (\S+ \(\w{12}\)), receipt (\w{8})\. (http\S+)", cited)
    assert version and "partner=CN&partner=EU" in version[3]
    assert re.search(r"\(read on \d+ \w+ 20\d\d\)", cited)
    saved = {}
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        with shown.page.expect_download() as download:
            shown.page.get_by_role("button", name=name).click()
        saved[name] = download.value.path().read_text(encoding="utf-8")
    entry = parse_string(saved["BibTeX"], "bibtex").entries[f"multivector-{version[2]}"]
    assert entry.fields["url"] == version[3]
    assert entry.fields["version"] == version[1]
    item = json.loads(saved["CSL-JSON"])[0]
    assert (item["version"], item["URL"]) == (version[1], version[3])
    assert len(item["accessed"]["date-parts"][0]) == 3
    assert f"ET  - {version[1]}" in saved["RIS"]
