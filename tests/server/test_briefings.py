"""The briefing: what the pages say of one choice, as a document that stands alone."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from multivector.server import application, briefings
from multivector.ui.frame import Frame
from multivector.words import languages
from tests.pages.test_any_collection import Made, bare, small, started, unmeasured, uzbekistan


@pytest.fixture(scope="module")
def asked() -> TestClient:
    return TestClient(Starlette(routes=application.routes("")))


def made(asked: TestClient, query: str = "") -> dict[str, Any]:
    found = asked.get(f"/briefing.json?{query}")
    assert found.status_code == 200, found.text
    read = found.json()
    assert isinstance(read, dict)
    return read


def words(document: dict[str, Any]) -> str:
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", document["html"], flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(body))


def test_document_has_answers_tables_claims_sources_and_receipt(asked: TestClient) -> None:
    document = made(asked, "partner=CN&partner=EU&lang=en")
    text = words(document)
    for expected in (
        "EU and China, 2000–2026",
        "As if 3.8 equal partners shared the trade of 2025",
        "2024: EU 48.8 USD bn and China 30.2 USD bn.",
        "China: Chinese customs says 43.8 USD bn, 13.7 USD bn more than the Kazakh count",
        "China 2024 30.16 21.2%",
        "the last was:",
        "Kazakhstan alone accounted for USD 44 billion of the trade with China.",
        "◐ agrees by one count",
        "partner=CN&partner=EU",
    ):
        assert expected in text, expected
    receipt = re.search(r"receipt (\w{8})", text)
    assert receipt and document["name"] == f"multivector-briefing-{receipt[1]}.html"
    sources = document["html"].split("<ol>")[1]
    assert sources.count("<li>") > 50
    assert sources.count("https://") > 50


def test_each_picture_has_its_place_and_its_words(asked: TestClient) -> None:
    document = made(asked, "partner=CN&partner=EU")
    places = re.findall(r'data-picture="(\d+)"', document["html"])
    assert [int(each) for each in places] == list(range(len(document["pictures"])))
    assert len(places) == 7
    assert all(len(each["alt"]) > 20 and each["data"] for each in document["pictures"])


def test_document_asks_for_nothing_outside_itself(asked: TestClient) -> None:
    text = made(asked)["html"]
    assert not re.search(r"<script|<link|<img|<iframe|url\(|@import|src=", text)


@pytest.mark.parametrize("language", languages())
def test_document_speaks_the_language_of_the_reader(asked: TestClient, language: str) -> None:
    found = {each: words(made(asked, f"partner=TR&lang={each}")) for each in {language, "en"}}
    assert f'<html lang="{language}">' in made(asked, f"partner=TR&lang={language}")["html"]
    assert ("How evenly does the country balance?" in found[language]) == (language == "en")


def test_texts_stand_to_the_left_and_numbers_to_the_right(asked: TestClient) -> None:
    text = made(asked, "partner=CN&partner=EU&lang=en")["html"]
    row = re.search(r"<tr><t[dh][^>]*>China</t[dh]>(<td[^>]*>2024</td><td[^>]*>30.16</td>)", text)
    assert row and "mv-words" not in row[1]
    verdict = re.search(r"<t[dh][^>]*>[^<]*agrees by one count</t[dh]>", text)
    assert verdict and "mv-words" in verdict[0]


def test_what_a_page_leaves_out_the_briefing_leaves_out(asked: TestClient) -> None:
    hostile = 'partner=CN&partner=<script>alert(1)</script>&from=x&year="&w=a:b&find=&utm=1'
    text = made(asked, hostile)["html"]
    assert "<script" not in text
    assert "China, 2000–2026" in words(made(asked, hostile))


def test_asked_again_it_is_made_once_for_each_view(
    asked: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_for: list[str] = []

    def count(here: Frame) -> dict[str, str]:
        made_for.append(here.receipt.address)
        return {"html": here.receipt.address}

    monkeypatch.setattr(briefings, "briefing", count)
    first, again, other, german = (
        made(asked, query)["html"]
        for query in ("w=arms:7", "w=arms:7", "w=arms:6", "w=arms:7&lang=de")
    )
    assert first == again
    assert made_for == [first, other, german]
    assert len(set(made_for)) == 3


def test_without_a_partner_nothing_is_claimed(asked: TestClient) -> None:
    document = made(asked, "partner=none&lang=en")
    assert document["pictures"] == []
    assert "No partner is chosen." in words(document)


@pytest.mark.parametrize("collection", [started, bare, unmeasured, small, uzbekistan])
def test_any_collection_has_a_briefing(
    asked: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, collection: Made
) -> None:
    collection(tmp_path)
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path))
    assert len(words(made(asked))) > 300


def test_without_a_collection_it_says_so(
    asked: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MULTIVECTOR_DATA", "/nowhere")
    assert asked.get("/briefing.json").status_code == 503
