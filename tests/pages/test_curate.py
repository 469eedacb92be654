"""Adding and correcting on a page: what is told, what is shown before, that nothing is kept."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from multivector.library.blanks import SORTS
from multivector.library.contents import folder_digest
from tests.hostile import MARKS
from tests.makers import FILES, make_library
from tests.pages.reading import charts, numbers, text
from tests.test_command_line import run

Opened = Callable[..., AppTest]
PAPER = FILES["articles/paper-2025.yaml"]
CLAIM = """\
- id: paper-2025.1
  paragraph: 1
  text: {en: "Trade came to 60 billion dollars."}
  partners: [CC]
  effect: {CC: 0}
  domain: trade
  kind: figure
  figure:
    value: 60
    unit: usd-bn
    qualifier: exact
    period: "2024"
    measures: {indicator: turnover, subject: AA, partner: CC}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_library(tmp_path)
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def page(folder: Path, opened: Opened) -> Opened:
    # The test tool takes the second run for the first of the page and forgets what was typed.
    return lambda **address: opened("curate.py", **address).run()


def checked(at: AppTest, given: str) -> AppTest:
    at.text_area(key="curate_text").set_value(given)
    at = next(each for each in at.button if each.label == "Check").click().run()
    assert not at.exception
    return at


def blank(at: AppTest) -> str:
    body = next(each.proto.body for each in at.get("html") if "mv-blank" in each.proto.body)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def links(at: AppTest) -> str:
    return " ".join(each.proto.body for each in at.get("html"))


def test_an_error_is_told_as_the_command_tells_it_with_its_line(page: Opened, folder: Path) -> None:
    given = PAPER.replace("domain: trade", "domain: trad", 1)
    shown = text(checked(page(), given))
    file = folder / "articles" / "paper-2025.yaml"
    file.write_text(given, encoding="utf-8")
    told = run("check", folder).stdout.splitlines()[0]
    place, line = told.split(":")[:2]
    assert f"{place}:{line}" in shown and "there is no domain 'trad'" in shown
    assert "did you mean 'trade'?" in shown and "domain: trad " in shown
    assert f"line {line} of what you gave" in shown
    assert "Propose it" not in shown


def test_the_claim_its_verdict_and_its_chart_are_shown_and_kept_nowhere(
    page: Opened, folder: Path, opened: Opened
) -> None:
    before = folder_digest(folder)
    at = checked(page(), CLAIM)
    shown = text(at)
    assert "No errors: this can be sent" in shown
    assert "Trade came to 60 billion dollars." in shown and "disagrees" in shown
    assert "claim" in charts(at)
    assert folder_digest(folder) == before
    other = text(opened("claims.py"))
    assert "Trade came to 60 billion dollars." not in other
    fresh = text(opened("curate.py").run())
    assert "Preview" not in fresh and "60 billion" not in fresh


def test_what_it_changes_is_told_when_asked_for(page: Opened) -> None:
    at = checked(page(), CLAIM)
    assert "now ↑" not in text(at)
    at.session_state["fold-changes"] = True
    shown = text(at.run())
    assert "agrees, now ✗ disagrees" in shown


def test_marks_stay_as_they_were_typed(page: Opened) -> None:
    for mark in MARKS:
        given = CLAIM.replace(
            '"Trade came to 60 billion dollars."', repr(mark).replace("\\'", "''")
        )
        for at in (checked(page(), given), checked(page(), mark), checked(page(), f"- {mark}: 1")):
            assert "<script>alert" not in links(at) and "<img src=x" not in links(at)
            assert "javascript:" not in "".join(
                part for part in links(at).split("<a ")[1:] for part in part.split(">")[:1]
            )


def test_a_figure_is_shown_in_the_charts_it_touches(page: Opened) -> None:
    header, row = FILES["observations/trade.csv"].splitlines()[:2]
    at = checked(page(), f"{header}\n{row.replace('41', '12.5')}\n")
    assert "latest" in charts(at)
    assert 12.5 in numbers(charts(at)["latest"]["data"][0]["x"])


@pytest.mark.parametrize("given", ["", "   \n", "---\n---\n"])
def test_nothing_given_is_said(page: Opened, given: str) -> None:
    assert "Nothing was given yet." in text(checked(page(), given))


@pytest.mark.parametrize("sort", SORTS)
def test_blanks_are_those_of_the_command(page: Opened, folder: Path, sort: str) -> None:
    shown = blank(page(new=sort))
    printed = run("new", sort, "--data", folder).stdout
    assert shown.endswith(printed)
    assert (shown != printed) == (sort == "article")


def test_a_blank_is_told_what_it_lacks_and_no_more(page: Opened) -> None:
    at = page()
    shown = text(checked(at, blank(at)))
    assert "errors to mend" in shown and "key-not-text" not in shown


def test_a_claim_leads_to_its_correction(folder: Path, opened: Opened) -> None:
    assert "curate?correct=paper-2025.1" in links(opened("claims.py"))
    at = opened("curate.py", correct="paper-2025.1")
    assert at.text_area(key="curate_text").value.startswith("- id: paper-2025.1\n")
    assert "Something is wrong with paper-2025.1" in text(at)
    assert "articles/paper-2025.yaml:" in text(at)
    assert not at.get("link_button")


def test_a_figure_in_a_table_leads_to_its_correction(folder: Path, opened: Opened) -> None:
    at = opened("partners.py", ["fold-latest", "fold-counts"], indicator="turnover")
    found = re.findall(r"correct=([^\"&]+)", links(at))
    assert "turnover%7CAA%7CCC%7C2024%7Cusd-bn%7Caa-stat" in found
    for asked in {unquote(each) for each in found}:
        page = opened("curate.py", correct=asked)
        assert f"Something is wrong with {asked}" in text(page)
        header, row = page.text_area(key="curate_text").value.splitlines()
        assert header.startswith("indicator,") and row.startswith("turnover,AA,")


def test_the_form_for_corrections_is_filled_in_where_the_collection_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Opened
) -> None:
    focus = FILES["focus.yaml"] + "address: https://github.com/who/what\n"
    make_library(tmp_path, {"focus.yaml": focus})
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path))
    (button,) = opened("curate.py", correct="pipeline").get("link_button")
    assert button.proto.url.startswith(
        "https://github.com/who/what/issues/new?template=correction.yml&record=pipeline&view="
    )


def test_an_unknown_record_is_left_out_with_a_notice(folder: Path, opened: Opened) -> None:
    at = opened("curate.py", correct="<script>alert(1)</script>")
    assert "Not known here and left out: correct=<script>alert(1)</script>" in text(at)
    assert at.text_area(key="curate_text").value == ""
