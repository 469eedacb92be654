"""The document's language, for browsers and screen readers: its name, and Streamlit's own words.

Streamlit speaks English alone. A small script names the language of the document and puts the
words that a reader sees or hears into it. The script of a language is the same for everybody, so
that a content security policy can admit it by its hash.
"""

import json
from functools import lru_cache
from pathlib import Path

import streamlit as st

from multivector.words import SOURCE_LANGUAGE, Words, languages

SCRIPT = Path(__file__).with_suffix(".js")


def speak(words: Words) -> None:
    """Give the document the reader's language."""
    st.html(f"<script>{script(words.language)}</script>", unsafe_allow_javascript=True)


WORDED_OTHERWISE = {"Show pages": "Expand sidebar", "Hide pages": "Collapse sidebar"}
"""What we say in English too for what Streamlit says, since here the sidebar holds the pages."""


@lru_cache
def script(language: str) -> str:
    """The script that gives the document a language; ``language`` is one of our own list."""
    ours, here = (streamlits_words(Words(code)) for code in (SOURCE_LANGUAGE, language))
    english = [WORDED_OTHERWISE.get(text, text) for text in ours]
    names = {Words(code).language_name(code): code for code in languages()}
    said = (language, dict(zip(english, here, strict=True)), names)
    values = ", ".join(json.dumps(value).replace("<", "\\u003c") for value in said)
    return f"({SCRIPT.read_text(encoding='utf-8').strip()})({values});"


def scripts() -> tuple[str, ...]:
    """The scripts of all languages, as they stand in a page."""
    return tuple(script(code) for code in languages())


def streamlits_words(words: Words) -> tuple[str, ...]:
    """What Streamlit itself says on our pages, seen or heard."""
    return (
        words.say("App pages"),
        words.say("Sidebar"),
        words.say("Show pages"),
        words.say("Hide pages"),
        words.say("Skip to main content"),
        words.say("Open"),
        words.say("Close"),
        words.say("Dismiss"),
        words.say("No results"),
        words.say("Clear value"),
        words.say("Clear entry"),
        words.say("Press Enter to apply"),
        words.say("Press Ctrl+Enter to apply"),
        words.say("Press ⌘+Enter to apply"),
        words.say("Pagination"),
        words.say("Previous page"),
        words.say("Next page"),
        words.say("Page {number}"),
        words.say("Connecting"),
        words.say("Connection error"),
        words.say("Upload"),
        words.say("1MB per file"),
    )
