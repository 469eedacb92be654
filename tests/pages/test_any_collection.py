"""Every page with other collections than the one that comes with the app."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from multivector.library.load import load_library
from multivector.starter import start_collection
from multivector.words import languages
from tests.leftovers import leftovers
from tests.makers import make_library
from tests.pages.conftest import ROOT, SCRIPTS
from tests.pages.reading import alternatives, charts, folds, text

Opened = Callable[..., AppTest]
Made = Callable[[Path], None]
DAY = date(2026, 3, 7)


def started(folder: Path) -> None:
    """What ``new-collection`` makes."""
    start_collection(folder, "NZ", ["EU", "CN", "JP"], DAY)


def bare(folder: Path) -> None:
    """Two partners, and neither events, articles, deals, figures nor sources."""
    start_collection(folder, "NZ", ["AU", "JP"], DAY)
    for file in ("articles/example-article", "events/example-meetings", "sources/press"):
        (folder / f"{file}.yaml").unlink()
    focus = folder / "focus.yaml"
    lines = focus.read_text(encoding="utf-8").splitlines(keepends=True)
    focus.write_text("".join(each for each in lines if "lead_article" not in each), "utf-8")


def unmeasured(folder: Path) -> None:
    """Bare, and no domain has a measure."""
    bare(folder)
    domains = folder / "domains.yaml"
    head, *parts = domains.read_text(encoding="utf-8").split("  balance:\n")
    kept = [part[part.find("- id:") :] if "- id:" in part else "" for part in parts]
    domains.write_text(head + "".join(kept), encoding="utf-8")


def small(folder: Path) -> None:
    """The collection of other tests, with a little of everything."""
    make_library(folder)


def uzbekistan(folder: Path) -> None:
    """The example that comes with the repository."""
    shutil.copytree(ROOT / "examples" / "uzbekistan", folder, dirs_exist_ok=True)


@pytest.fixture
def shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Opened, request: pytest.FixtureRequest
) -> Opened:
    """Pages of the collection that the test's parameter makes, with all folds open."""
    request.param(tmp_path)
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path))

    def open_wide(script: str, **parameters: str | list[str]) -> AppTest:
        at = opened(script, **parameters)
        return at if at.exception else opened(script, folds(at), **parameters)

    return open_wide


@pytest.mark.parametrize("shown", [started, small], indirect=True)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_page_works_in_every_language(shown: Opened, script: str, language: str) -> None:
    at = shown(script, lang=language)
    assert not at.exception
    assert len(text(at)) > 100


@pytest.mark.parametrize("shown", [bare, unmeasured, small], indirect=True)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_page_works_with_one_partner_and_with_none(shown: Opened, script: str) -> None:
    for partner in ([], ["JP"], ["CC"], ["none"]):
        assert not shown(script, partner=partner).exception


@pytest.mark.parametrize("shown", [uzbekistan], indirect=True)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_of_the_other_country_is_left(shown: Opened, script: str, language: str) -> None:
    library = load_library(ROOT / "examples" / "uzbekistan").library
    assert library is not None
    at = shown(script, lang=language)
    assert not at.exception
    drawn = json.dumps(charts(at), ensure_ascii=False)
    labels = " ".join(each.label for each in at.expander)
    everything = " ".join([text(at), *alternatives(at), drawn, labels])
    assert leftovers(everything, library, language) == []
    assert library.focus.title[language] in text(at)


@pytest.mark.parametrize("shown", [uzbekistan], indirect=True)
def test_numbers_are_those_of_the_collection(shown: Opened) -> None:
    assert "Effective partners N2 4.07" in text(shown("balance.py"))
    assert "All partners: 81.2 USD bn." in text(shown("partners.py")).replace("\xa0", " ")
    lanes = charts(shown("timeline.py"))["timeline"]
    assert any("C5+1 summit in Washington" in json.dumps(trace) for trace in lanes["data"])


EMPTY = {
    "overview.py": ["The collection names no three partners for a triangle.",
                    "0 meetings in the last twelve months on record",
                    "April 2025 – March 2026 None."],
    "partners.py": ["The collection holds no figures yet."],
    "timeline.py": ["The collection holds no events yet."],
    "balance.py": ["No domain carries shares in two of these years."],
    "claims.py": ["The collection holds no claims yet."],
    "sources.py": ["The collection holds no sources yet."],
}  # fmt: skip


@pytest.mark.parametrize("shown", [bare], indirect=True)
@pytest.mark.parametrize("script", EMPTY)
def test_what_is_not_there_is_said(shown: Opened, script: str) -> None:
    page = text(shown(script))
    assert [each for each in EMPTY[script] if each not in page] == []


@pytest.mark.parametrize("shown", [started], indirect=True)
def test_an_example_is_seen_to_be_one(shown: Opened) -> None:
    assert "[Example] The two sides want to trade more." in text(shown("claims.py"))
    assert "Multivector: New Zealand" in text(shown("overview.py"))
    assert "Multivector: Neuseeland" in text(shown("overview.py", lang="de"))
    assert "[Example] A meeting proposed" in text(shown("overview.py"))
