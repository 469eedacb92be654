"""Texts that mean something to some program stand on every page as they were written."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.hostile import MARKS, as_read, hostile_files, tame_files
from tests.makers import make_library
from tests.pages.conftest import SCRIPTS
from tests.pages.reading import alternatives, charts, folds, text

Opened = Callable[..., AppTest]
UNWRITTEN = ("name", "x", "y", "categoryarray")


def drawn(at: AppTest) -> str:
    """What is written in the charts, hover texts included, read as Plotly reads it.

    Names of traces and categories count only where a hover text asks for them; see also below.
    """

    def texts(part: Any) -> str:
        if isinstance(part, dict):
            template = part.get("hovertemplate", "")
            written = (k for k in sorted(part) if k not in UNWRITTEN or f"%{{{k}}}" in template)
            return " ".join(texts(part[key]) for key in written)
        if isinstance(part, list):
            return " ".join(map(texts, part))
        return part if isinstance(part, str) else ""

    tagless = re.sub(r"<[^>]+>", " ", " ".join(map(texts, charts(at).values())))
    return html.unescape(tagless)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Opened) -> Callable[..., Any]:
    for name, files in (("hostile", hostile_files()), ("tame", tame_files())):
        make_library(tmp_path / name, files)

    def show(name: str, script: str) -> AppTest:
        monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path / name))
        at = opened(script, folds(opened(script)))
        assert not at.exception
        return at

    return show


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_reads_the_same_but_for_the_marks(shown: Callable[..., Any], script: str) -> None:
    hostile, tame = shown("hostile", script), shown("tame", script)
    for part in (text, drawn, lambda at: " ".join(alternatives(at))):
        assert as_read(part(hostile)) == as_read(part(tame))
    seen = "".join(text(hostile).split())
    # Of the collection the page for curators shows the title alone, until something is given.
    least = 1 if script == "curate.py" else 1 + len(MARKS) // 2
    assert sum("".join(mark.split()) in seen for mark in MARKS) >= least
    bodies = " ".join(each.proto.body for each in hostile.get("html"))
    assert not re.search(r"<(?:img|b|br|i)\b[^>]*>(?:bold|z|alert)|href=.?javascript", bodies)
    assert "alert(1)</script>" not in bodies


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
def test_no_chart_leaves_it_to_plotly_to_write_a_name(
    shown: Callable[..., Any], script: str
) -> None:
    for made in charts(shown("hostile", script)).values():
        for trace in made["data"]:
            template = trace.get("hovertemplate", "")
            assert trace.get("hoverinfo") == "skip" or "<extra></extra>" in template, trace
        for key, axis in made["layout"].items():
            if re.fullmatch(r"[xy]axis\d*", key) and axis.get("type") == "category":
                assert axis.get("showticklabels") is False or "ticktext" in axis, key
