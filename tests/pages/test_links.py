"""Links of another version of the data: a notice, and what changed of what is shown."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from multivector.analysis.history import headlines
from multivector.library.history import write_record
from multivector.library.load import load_library
from tests.pages.conftest import ROOT
from tests.pages.reading import text

Opened = Callable[..., AppTest]
TRADE = "trade-turnover|KZ|CN|2024|usd-bn|kz-bns"
OLD = {
    ("figure", TRADE): "29.9",
    ("balance", "trade|bloc|2024"): "3.5",
    ("verdict", "euractiv-2025-06.10"): "disagrees",
    ("event", "cca-2-astana-2025"): "scheduled 2025-06",
}


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collection with a record of version 2026.1.0 that showed a few things otherwise."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    library = load_library(folder).library
    assert library is not None
    before = [each._replace(value=OLD.get(each[:2], each.value)) for each in headlines(library)]
    write_record(folder, "2026.1.0", before)
    monkeypatch.setenv("MULTIVECTOR_DATA", str(folder))


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("script", "choices", "said"),
    [
        ("partners.py", {"partner": "CN"}, "2024 · USD bn · Kazakh count: 29.9, now 30.1576"),
        ("balance.py", {}, "Effective partners N2, Trade, 2024, blocs as one: 3.5, now 3.67"),
        ("timeline.py", {"partner": "CN"}, "scheduled 2025-06, now held 2025-06-17"),
    ],
)
def test_what_changed_is_named_on_the_page_that_shows_it(
    opened: Opened, script: str, choices: dict[str, str], said: str
) -> None:
    page = text(opened(script, v="2026.1.0", **choices))
    assert "made with data version 2026.1.0; the page shows version 2026.11.0" in page
    assert "1 of the figures on record for this page has changed." in page
    assert said in page.replace("\xa0", " ")


@pytest.mark.usefixtures("moved")
def test_a_change_that_is_not_shown_is_not_told(opened: Opened) -> None:
    page = text(opened("partners.py", v="2026.1.0", partner="RU"))
    assert "Nothing that is recorded of this page has changed." in page


@pytest.mark.parametrize("script", ["partners.py", "sources.py"])
def test_without_a_record_nothing_is_claimed(opened: Opened, script: str) -> None:
    page = text(opened(script, v="2020.1.0"))
    assert "made with data version 2020.1.0" in page
    assert "What changed cannot be told" in page


@pytest.mark.parametrize("version", ["2026.11.0", "", "../../etc/passwd", "<script>"])
def test_no_notice_for_the_present_version_or_for_what_is_none(
    opened: Opened, version: str
) -> None:
    at = opened("partners.py", v=version)
    assert not at.exception
    assert "made with data version" not in text(at)
