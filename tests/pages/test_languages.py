"""Texts of the collection that have no translation: shown in English and marked so."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from multivector.ui.texts import told
from multivector.words import Words

Opened = Callable[..., AppTest]
CYRILLIC = re.compile("[А-яЁёӘ-ӿ]")


def markup(at: AppTest) -> str:
    return " ".join(each.proto.body for each in at.get("html"))


def marked(at: AppTest) -> list[str]:
    """The texts that a page marks as English."""
    return re.findall(r'<span lang="en">([^<]+)</span> <abbr class="mv-language"', markup(at))


def test_a_fallback_carries_its_language_and_stays_text() -> None:
    text = {"en": "<b>Trade</b>", "de": "Handel"}
    assert told(text, Words("de")) == "Handel"
    shown = told(text, Words("kk"))
    assert shown.startswith('<span lang="en">&lt;b&gt;Trade&lt;/b&gt;</span> ')
    assert shown.endswith(">EN</abbr>")
    assert told(None, Words("kk")) == ""


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_titles_are_translated_and_outcomes_are_marked(opened: Opened, language: str) -> None:
    at = opened("timeline.py", lang=language, partner="CN")
    titles = re.findall(r"<h3>(.*?)</h3>", markup(at))
    assert titles
    assert [each for each in titles if "lang=" in each or not CYRILLIC.search(each)] == []
    assert marked(at)
    assert [each for each in marked(at) if CYRILLIC.search(each)] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_claims_of_the_first_article_are_translated(opened: Opened, language: str) -> None:
    own = markup(opened("claims.py", lang=language, article="euractiv-2025-06"))
    claims = re.findall(r'<p id="euractiv[^"]+">(.*?)</p>', own)
    assert len(claims) == 20
    assert [each for each in claims if "mv-language" in each] == []
    other = markup(opened("claims.py", lang=language, article="cgtn-2025-06-18"))
    claims = re.findall(r'<p id="cgtn[^"]+">(.*?)</p>', other)
    assert claims
    assert [each for each in claims if "mv-language" not in each] == []


def test_nothing_is_marked_where_every_text_is_translated(opened: Opened) -> None:
    for language in ("en", "de"):
        for script in ("timeline.py", "claims.py"):
            assert not marked(opened(script, lang=language))
