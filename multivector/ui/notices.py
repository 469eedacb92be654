"""What a visitor should know before reading: what of the address or the data is left out."""

from collections.abc import Iterable

import streamlit as st

from multivector.library.problems import Problem
from multivector.ui.cache import Collection
from multivector.ui.filters import Filters
from multivector.ui.texts import plain
from multivector.words import Words

MOST_LISTED = 50


def draw(current: Collection, filters: Filters, words: Words) -> None:
    """The notices that apply, each as short as it can be."""
    for key, value in filters.unknown:
        left_out(words, key, value)
    if current.refused:
        text = words.say_many(
            "The files of the collection were changed and have {n} problem; shown is the last "
            "sound state.",
            "The files of the collection were changed and have {n} problems; shown is the last "
            "sound state.",
            len(current.refused),
        )
        _draw_listed(text, current.refused)
    errors = [problem for problem in current.problems if problem.is_error]
    if errors:
        text = words.say_many(
            "{n} problem in the collection: what it affects is held back, all else is shown.",
            "{n} problems in the collection: what they affect is held back, all else is shown.",
            len(errors),
        )
        _draw_listed(text, errors)


def left_out(words: Words, key: str, value: str) -> None:
    """A notice of something in the address that is not known here."""
    text = words.say("Not known here and left out: {key}={value}", key=key, value=value)
    st.html(f'<p class="mv-note" role="status">{plain(text)}</p>')


def _draw_listed(text: str, problems: Iterable[Problem]) -> None:
    with st.expander(text, icon=":material/report:"):
        first = list(problems)[:MOST_LISTED]
        rows = "".join(f"<li>{plain(problem.as_text())}</li>" for problem in first)
        st.html(f'<ul class="mv-meta">{rows}</ul>')
