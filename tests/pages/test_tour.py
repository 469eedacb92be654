"""The reading for newcomers: every step opens the page it speaks of, with the right view."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from multivector.library.load import load_library
from multivector.words import languages
from tests.pages.conftest import ROOT
from tests.pages.reading import text
from tests.pages.test_finding import links

Opened = Callable[..., AppTest]
STEPS = load_library(ROOT / "data").library.tour  # type: ignore[union-attr]


def followed(at: AppTest, way: str) -> dict[str, list[str]]:
    """The parameters of the link whose text begins so."""
    return parse_qs(next(query for name, query in links(at).items() if name.startswith(way)))


def test_overview_offers_the_reading_and_leads_through_all_pages(opened: Opened) -> None:
    asked = followed(opened("overview.py"), "New here? The story in 5 steps")
    visited = []
    for number, step in enumerate(STEPS.values(), 1):
        at = opened(f"{step.page}.py", **asked)
        page = text(at)
        assert not at.exception
        assert f"Step {number} of 5 {step.title['en']}" in page
        assert "Not known here" not in page and "No partner" not in page
        visited.append(step.page)
        if number < len(STEPS):
            asked = followed(at, "Next: ")
            assert asked["tour"] == [str(number + 1)]
    assert len(set(visited)) == len(visited) == 5
    assert "Next" not in str(links(at))


@pytest.mark.parametrize("language", languages())
def test_the_steps_speak_the_readers_language(opened: Opened, language: str) -> None:
    step = STEPS["counts"]
    at = opened("partners.py", tour="3", lang=language)
    assert step.text[language] in text(at)


def test_what_a_step_says_is_on_its_page(opened: Opened) -> None:
    claim = text(opened("claims.py", claim="euractiv-2025-06.9", tour="1"))
    assert (
        "Kazakhstan alone accounted for USD 44 billion of the trade with China. ◐ agrees by one"
        in claim
    )
    counts = text(opened("partners.py", partner=["EU", "CN", "RU"], indicator="trade-turnover"))
    assert "Hollow marks: other counts of the same." in counts


def test_a_reader_who_strays_is_led_back(opened: Opened) -> None:
    at = opened("timeline.py", tour="3", partner="TR")
    assert followed(at, "Back to this step")["partner"] == ["EU", "CN", "RU"]
    assert followed(at, "End of the reading") == {"partner": ["TR"]}


@pytest.mark.parametrize("value", ["0", "-3", "x", "²", "", "<b>"])
def test_no_step_no_panel(opened: Opened, value: str) -> None:
    at = opened("overview.py", tour=value)
    assert not at.exception
    assert "Step " not in text(at)


def test_a_step_beyond_the_last_is_the_last(opened: Opened) -> None:
    assert "Step 5 of 5" in text(opened("sources.py", tour="999"))


def test_a_collection_without_a_tour_offers_none(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = ROOT / "examples" / "uzbekistan"
    assert not (Path(example) / "tour.yaml").exists()
    monkeypatch.setenv("MULTIVECTOR_DATA", str(example))
    at = opened("overview.py", tour="1")
    assert not at.exception
    assert "Step " not in text(at) and "New here?" not in str(links(at))
