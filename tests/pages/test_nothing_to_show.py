"""Where there is nothing to show, each page says what is missing, and what does not follow."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import SCRIPTS
from tests.pages.reading import charts, text

Opened = Callable[..., AppTest]


@pytest.mark.parametrize(
    ("script", "asked", "said"),
    [
        ("overview.py", {"from": "2026", "to": "2026"}, "too little is known of trade"),
        ("balance.py", {"from": "2026", "to": "2026"}, "too little is known of trade"),
        ("balance.py", {"from": "2000", "to": "2001"}, "Nothing to put together"),
        ("overview.py", {"partner": "SE"}, "The score is always over EU, China,"),
        ("overview.py", {"partner": "SE"}, "No claim of this article is about the partners"),
        ("overview.py", {"partner": "SE"}, "None with these partners."),
        ("partners.py", {"partner": "SE"}, "No yearly figure of this indicator by Kazakh count"),
        ("partners.py", {"partner": "SE"}, "What is missing"),
        ("partners.py", {"from": "2000", "to": "2001"}, "Too few years with a figure"),
        ("partners.py", {"from": "2000", "to": "2001"}, "Nobody else has counted the same in 2001"),
        ("timeline.py", {"from": "2000", "to": "2001"}, "Choose other partners or more years."),
        ("claims.py", {"find": "zzzz"}, "No claim fits this choice."),
        ("claims.py", {"from": "2020"}, "The years chosen do not narrow this list."),
        ("sources.py", {"search": "zzzz"}, "No source fits this choice."),
        ("sources.py", {"to": "2020"}, "The years chosen do not narrow this list."),
    ],
)
def test_what_is_missing_is_said(
    opened: Opened, script: str, asked: dict[str, str], said: str
) -> None:
    at = opened(script, **asked)
    assert not at.exception
    assert said in text(at)


@pytest.mark.parametrize("script", SCRIPTS)
def test_without_a_restriction_nothing_is_excused(opened: Opened, script: str) -> None:
    page = text(opened(script))
    assert "do not narrow" not in page and "too little is known of" not in page
    assert "Nobody else has counted" not in page and "Too few years" not in page


def test_nothing_found_has_no_answer_of_zeros(opened: Opened) -> None:
    at = opened("claims.py", find="zzzz")
    assert "0 claims" not in text(at) and charts(at) == {}
