"""Adding and correcting in a real browser: pasted, uploaded, on a phone."""

from collections.abc import Callable

import pytest

from tests.browser.server import Visit
from tests.test_command_line import ROOT

Open = Callable[..., Visit]
ARTICLE = (ROOT / "data" / "articles" / "turanews-2024-07.yaml").read_text(encoding="utf-8")


def give(shown: Visit, text: str) -> Visit:
    shown.page.get_by_label("Paste it here").fill(text)
    shown.page.get_by_role("button", name="Check", exact=True).click()
    shown.page.locator(".st-key-card-report h2").first.wait_for()
    return shown.settled()


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_a_pasted_article_is_told_mended_and_shown(visit: Open, width: int) -> None:
    shown = visit("/curate?lang=en", width=width)
    give(shown, ARTICLE.replace("domain: trade", "domain: trad # <b>x</b>", 1))
    report = shown.page.locator(".st-key-card-report")
    assert "did you mean 'trade'?" in report.inner_text()
    assert report.locator("pre").inner_text().strip() == "domain: trad # <b>x</b>"
    give(shown, ARTICLE.replace("value: 41", "value: 60"))
    shown.page.get_by_role("heading", name="No errors: this can be sent").wait_for()
    preview = shown.page.locator(".st-key-card-preview")
    assert "disagrees" in preview.inner_text()
    assert preview.locator(".main-svg").count() > 0
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not shown.page.evaluate(wide)
    assert shown.errors == [] and shown.foreign_requests() == []
    with shown.page.expect_download() as saved:
        shown.page.locator(".st-key-send-files button").first.click()
    assert saved.value.suggested_filename == "turanews-2024-07.yaml"
    assert "value: 60" in saved.value.path().read_text(encoding="utf-8")


@pytest.mark.slow
def test_an_uploaded_file_is_read_and_one_of_another_kind_refused(visit: Open) -> None:
    shown = visit("/curate?lang=de")
    files = shown.page.locator("input[type=file]")
    files.set_input_files(
        {"name": "x.yaml", "mimeType": "application/yaml", "buffer": ARTICLE.encode()}
    )
    shown.page.get_by_text("x.yaml").first.wait_for()
    shown.page.get_by_role("button", name="Prüfen", exact=True).click()
    shown.page.get_by_role("heading", name="Keine Fehler: das kann eingesandt werden").wait_for()
    shown.settled()
    assert shown.page.locator("section").get_by_text("Upload", exact=True).count() == 0
    assert shown.errors == []


@pytest.mark.slow
def test_a_claim_leads_to_its_correction_in_the_readers_language(visit: Open) -> None:
    shown = visit("/claims?lang=de&article=turanews-2024-07")
    shown.page.get_by_role("link", name="Stimmt etwas nicht?").nth(3).click()
    shown.asks("Wie ergänze oder berichtige ich etwas?")
    text = shown.page.get_by_label("Hier einfügen").input_value()
    assert text.startswith("- id: turanews-2024-07.4\n")
    assert shown.errors == []
