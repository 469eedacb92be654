"""The quiet row of what can be done with a view: copy its link, cite it, take a briefing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from multivector import citations
from multivector.findings import citation as findings
from multivector.model import Source
from multivector.ui import downloads
from multivector.ui.texts import label, plain

if TYPE_CHECKING:
    from multivector.ui.frame import Frame

_copy = st.components.v2.component(
    "multivector_copy",
    html='<button type="button" class="mv-action"></button><span role="status"></span>'
    '<input type="text" readonly hidden>',
    js=Path(__file__).with_name("copy.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_actions(here: "Frame") -> None:
    """Copy link, cite and briefing, for the page as it stands."""
    with st.container(horizontal=True, vertical_alignment="center", key="actions"):
        copy_button(here, "link", here.words.say("Copy link"), here.receipt.address)
        _draw_citation(here)
        downloads.draw_briefing(here)


def copy_button(here: "Frame", key: str, caption: str, text: str) -> None:
    """A button that puts a text on the reader's clipboard, by click or by key."""
    _copy(
        key=f"copy-{key}",
        data={
            "caption": caption,
            "text": text,
            "done": here.words.say("Copied"),
            "by_hand": here.words.say("Please copy it by hand:"),
        },
        width="content",
    )


def _draw_citation(here: "Frame") -> None:
    words = here.words
    fold = st.popover(label(words.say("Cite this view")), key="cite", on_change="rerun")
    if not fold.open:
        return
    with fold:
        entry = _entry(here)
        text = findings.reference(entry, here.receipt, words)
        st.html(f'<p class="mv-cite">{plain(text)}</p>')
        copy_button(here, "citation", words.say("Copy citation"), text)
        with st.container(horizontal=True, key="cite-downloads"):
            for name, form in citations.FORMATS.items():
                st.download_button(
                    label(name),
                    data=form.write([entry]),
                    file_name=f"{entry.id}.{form.ending}",
                    mime=form.mime,
                    key=f"cite-{form.ending}",
                    on_click="ignore",
                )


def _entry(here: "Frame") -> Source:
    """This view as an entry of a bibliography, read today."""
    words, focus, filters = here.words, here.collection.library.focus, here.filters
    partners = words.listed(here.names[code] for code in filters.partners)
    scope = findings.scope(partners, filters.first, filters.last, words)
    title = f"{here.page.question(words)} {scope}"
    today = datetime.now(UTC).date()
    return citations.view(
        here.receipt, title, words.pick(focus.title), focus, words.language, today
    )
