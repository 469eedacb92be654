"""Text from data as text: never HTML, Markdown, LaTeX or a Streamlit directive by accident."""

import html
import re
from collections.abc import Mapping
from typing import Any

from multivector.words import Words

_MARKED = re.compile(r"([!-/:-@\[-`{-~])")


def label(text: str) -> str:
    """Text for a widget's label, where Streamlit reads Markdown: every mark is escaped."""
    return _MARKED.sub(r"\\\1", text)


def plain(text: str) -> str:
    """Text for HTML that we write ourselves."""
    return html.escape(text, quote=True)


def told(text: Mapping[Any, str] | None, words: Words) -> str:
    """HTML of a text of the collection; where a translation is missing, English and marked so."""
    found, language = words.picked(text)
    if language == words.language:
        return plain(found)
    why = plain(words.say("Not translated yet, shown in English"))
    tag = f'<abbr class="mv-language" title="{why}">{language.upper()}</abbr>'
    return f'<span lang="{language}">{plain(found)}</span> {tag}'


def link(text: str, address: str | None) -> str:
    """HTML of a link that opens apart; the text alone if there is no web address."""
    if not address or not re.match(r"https?://", address):
        return plain(text)
    return f'<a href="{plain(address)}" target="_blank" rel="noopener noreferrer">{plain(text)}</a>'
