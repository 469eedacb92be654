"""The release: every link in it leads somewhere, and its numbers are those of the dashboard."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from starlette.applications import Starlette
from starlette.testclient import TestClient

from multivector.analysis.exports import EXPORTS
from multivector.release import pages
from multivector.release.contents import contents
from multivector.release.writing import publish
from multivector.server import application
from multivector.words import languages
from tests.hostile import MARKS, as_read, hostile_files, tame_files
from tests.makers import make_library

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "below" / "here"
    publish(folder, contents())
    return folder


class Read(HTMLParser):
    """What a page leads to and fetches, its anchors, and its figures."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.figures: list[dict[str, str | None]] = []
        self.tables = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors |= {str(given["id"])} if given.get("id") else set()
        if tag == "a" and given.get("href") is not None:
            self.links.append(str(given["href"]))
        elif given.get("href") or given.get("src"):
            self.fetched.append(str(given.get("href") or given.get("src")))
        self.tables += tag == "table"
        if tag == "figure":
            self.figures.append(given)


def written(release: Path) -> list[Path]:
    return sorted(release.rglob("*.html"))


def test_there_is_a_page_for_each_view_and_language(release: Path) -> None:
    found = {path.relative_to(release).as_posix() for path in written(release)}
    views = {f"{code}/{path}.html" for code in languages() for path in ("index", *pages.PATHS)}
    assert found == views | {"index.html"}
    for path in written(release):
        language = path.parent.name if path.parent != release else "en"
        assert f'<html lang="{language}">' in path.read_text(encoding="utf-8")


def test_every_link_leads_somewhere_and_nothing_is_fetched_elsewhere(release: Path) -> None:
    for path in written(release):
        read = Read(path)
        assert all(not urlsplit(each).scheme for each in read.fetched)
        for address in (*read.links, *read.fetched):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in {"http", "https"} and parts.netloc, address
                continue
            assert not parts.netloc and not parts.path.startswith("/"), address
            target = (path.parent / parts.path).resolve() if parts.path else path
            assert target.is_relative_to(release.resolve()) and target.is_file(), address
            assert not parts.fragment or parts.fragment in Read(target).anchors, address


def test_every_chart_has_its_words_and_its_table(release: Path) -> None:
    count = 0
    for path in written(release):
        read = Read(path)
        text = path.read_text(encoding="utf-8")
        held = re.search(r'<script type="application/json" id="pictures">(.*?)</script>', text)
        pictures = json.loads(held[1])["pictures"] if held else []
        assert [each["aria-label"] for each in read.figures] == [each["alt"] for each in pictures]
        assert all(each["role"] == "img" and each["aria-label"] for each in read.figures)
        assert read.tables >= len(pictures)
        count += len(pictures)
    assert count >= 5 * len(languages())


@pytest.mark.parametrize("language", languages())
def test_numbers_are_those_of_the_dashboard(release: Path, language: str) -> None:
    asked = TestClient(Starlette(routes=application.routes("")))
    briefing = asked.get(f"/briefing.json?lang={language}").json()["html"]
    tables = re.findall(r"<table.*?</table>", briefing, re.DOTALL)
    answers = re.findall(r'<p class="mv-answer">.*?</p>', briefing, re.DOTALL)
    assert tables and answers
    whole = "".join(
        (release / language / f"{path}.html").read_text(encoding="utf-8") for path in pages.PATHS
    )
    for part in (*tables, *answers):
        assert part in whole


def test_tables_are_those_the_server_gives(release: Path) -> None:
    asked = TestClient(Starlette(routes=application.routes("")))
    for name in EXPORTS:
        served = asked.get(f"/api/v1/tables/{name}.csv").content
        assert (release / "tables" / f"{name}.csv").read_bytes() == served
        rows = asked.get(f"/api/v1/tables/{name}.json").json()["rows"]
        assert json.loads((release / "tables" / f"{name}.json").read_bytes())["rows"] == rows


def test_the_same_collection_gives_the_same_release(release: Path, tmp_path: Path) -> None:
    publish(tmp_path / "again", contents())
    for path in (each for each in release.rglob("*") if each.is_file()):
        assert (tmp_path / "again" / path.relative_to(release)).read_bytes() == path.read_bytes()


def test_pages_open_from_the_disk_and_draw_every_chart(release: Path, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: errors.append(request.url))
    page.on("request", lambda request: asked.append(request.url))
    for path in pages.PATHS:
        page.goto((release / "ru" / f"{path}.html").as_uri())
        for place in page.locator("figure[data-picture]").all():
            place.scroll_into_view_if_needed()
            place.locator(".main-svg").first.wait_for()
    assert errors == []
    assert all(each.startswith(("file:", "data:", "blob:")) for each in asked)


class Built(HTMLParser):
    """What a page is built of: its elements with the names of their attributes, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.text = ""
        self._is_shown = True
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _value in attrs)))
        self._is_shown = tag not in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._is_shown = True

    def handle_data(self, data: str) -> None:
        self.text += data if self._is_shown else ""


def test_texts_that_look_like_markup_stay_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, files in (("hostile", hostile_files()), ("tame", tame_files())):
        make_library(tmp_path / name, files)
        monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path / name))
        publish(tmp_path / f"{name}-site", contents())
    for path in written(tmp_path / "hostile-site"):
        twin = tmp_path / "tame-site" / path.relative_to(tmp_path / "hostile-site")
        hostile, tame = Built(path), Built(twin)
        assert hostile.elements == tame.elements
        assert as_read(hostile.text) == as_read(tame.text)
    entrance = Built(tmp_path / "hostile-site" / "index.html").text
    assert any(mark in entrance for mark in MARKS)
