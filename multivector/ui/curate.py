"""Adding and correcting on screen: what is given is checked and shown, and stored nowhere.

What a reader gives stays in the reader's own session. What is made of it is kept apart from what
all visitors share, under a key that only the same text gives.
"""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from cachetools import LRUCache

from multivector.corrections import correction_form
from multivector.library.blanks import SORTS, Sort, blank_file, file_of, meanings
from multivector.library.canonical import canonical
from multivector.library.load import Loaded, load_contents
from multivector.library.problems import Problem
from multivector.library.proposal import (
    LARGEST_PROPOSED,
    MOST_PROPOSED,
    Part,
    Proposal,
    excerpt,
    new_problems,
    parts_of,
    proposal,
    record_named,
)
from multivector.library.vocabulary import choices_of
from multivector.model import Observation
from multivector.ui import address, cards
from multivector.ui.cache import Collection, kept
from multivector.ui.citations import copy_button
from multivector.ui.frame import Frame
from multivector.ui.notices import left_out
from multivector.ui.texts import label, plain
from multivector.words import Words

MOST_PREVIEWS = 4
"""Previews that are held at once, of all visitors together."""
MOST_LISTED = 60
EXAMPLE = "example-2026"
ENDINGS = ("yaml", "yml", "csv")
_TEXT, _GIVEN, _ASKED, _PARTS = "curate_text", "curate_given", "curate_asked", "curate_parts"


@dataclass(frozen=True, eq=False)
class Checked:
    """What was given, where it would stand, and what is wrong with it."""

    proposal: Proposal
    problems: tuple[Problem, ...]
    preview: Collection | None
    """The collection as it would be; None if nothing could be placed in one."""
    stamp: str

    @property
    def errors(self) -> list[Problem]:
        """What has to be mended."""
        return [each for each in self.problems if each.is_error]

    @property
    def warnings(self) -> list[Problem]:
        """What should be looked at."""
        return [each for each in self.problems if not each.is_error]


_previews: LRUCache[str, Checked] = LRUCache(MOST_PREVIEWS)
one_at_a_time = threading.Lock()
"""Checking costs a second; who gives a text while another's is checked waits for it."""


def promise(here: Frame) -> str:
    """What this page does, and what it does not."""
    return here.words.say(
        "Start from a blank, check it here, see what it would change, and send the file to those "
        "who keep the collection. Nothing you give is stored on the server."
    )


# What is asked for


class _Asked(NamedTuple):
    """The record that the address asks to correct."""

    id: str
    place: str
    text: str


def _asked(here: Frame) -> _Asked | None:
    library = here.collection.library
    asked = next(iter(address.raw("correct")), "")
    found = record_named(library, asked) if asked else None
    if found is None:
        return None
    place = library.places[found]
    text = excerpt(here.collection.contents, place)
    return _Asked(found[1], f"{place.file}:{place.line}", text)


def draw_asked(here: Frame) -> None:
    """The record that the address asks to correct: where it stands, and how to say what is wrong.

    Its text is laid out in the field below.
    """
    words, asked = here.words, _asked(here)
    for each in address.raw("correct")[:1]:
        if asked is None:
            left_out(words, "correct", each)
    if asked is None:
        return
    if st.session_state.get(_ASKED) != asked.id:
        st.session_state[_ASKED] = asked.id
        st.session_state[_TEXT] = st.session_state[_GIVEN] = asked.text
        st.session_state.pop(_PARTS, None)
    with st.container(key="card-correct"):
        cards.heading(words.say("Something is wrong with {record}", record=asked.id), asked.place)
        cards.note(
            words.say(
                "Say what is wrong and where the right figure or fact can be read; or mend the "
                "record below and check it."
            )
        )
        text = _report_text(here, asked)
        st.html(f'<pre class="mv-line"><code>{plain(text)}</code></pre>')
        copy_button(here, "report", words.say("Copy"), text)
        form = _form(here, asked)
        if form:
            st.link_button(label(words.say("Report it with the form")), form)
        cards.leave(here, "correct")


def _report_text(here: Frame, asked: _Asked) -> str:
    words = here.words
    return "\n".join(
        (
            words.say("Record: {record}", record=f"{asked.id} ({asked.place})"),
            words.say("Data version {version}", version=here.receipt.data),
            words.say("What is wrong, and what is right?"),
            words.say("Source: {address}", address="https://"),
        )
    )


def _form(here: Frame, asked: _Asked) -> str:
    """Address of the form for corrections, filled in; empty if the collection names no place."""
    place = here.collection.library.focus.address
    return correction_form(place or "", asked.id, here.receipt.address)


# What is given


def ask(here: Frame) -> Checked | None:
    """The field to give a text or files, and what is found of what was given last."""
    words = here.words
    # Streamlit forgets what stands in a field when its page is left.
    st.session_state.setdefault(_TEXT, st.session_state.get(_GIVEN, ""))
    with st.container(key="card-give"):
        cards.heading(
            words.say("Check a record or a file"),
            words.say(
                "An article with its claims, an event, a deal, sources or figures; several records "
                "are set apart by a line with ---."
            ),
        )
        with st.form("curate", border=False):
            text = st.text_area(
                label(words.say("Paste it here")),
                key=_TEXT,
                height=260,
                max_chars=LARGEST_PROPOSED,
                placeholder="id: …",
            )
            files = st.file_uploader(
                # Said aloud as it stands here: marks would be heard if they were escaped.
                words.say("or choose files (YAML or CSV, at most 1 MB)"),
                type=list(ENDINGS),
                accept_multiple_files=True,
                key="curate_files",
            )
            if st.form_submit_button(label(words.say("Check"))):
                uploads = [Part(each.getvalue(), each.name) for each in files[: MOST_PROPOSED + 1]]
                st.session_state[_GIVEN] = text
                st.session_state[_PARTS] = (*parts_of(text), *uploads)
    parts = st.session_state.get(_PARTS)
    if parts is None:
        return None
    if not parts:
        cards.empty(
            words.say("Nothing was given yet."), words.say("Paste a text or choose a file.")
        )
        return None
    return _checked(here.collection, parts)


def _checked(current: Collection, parts: tuple[Part, ...]) -> Checked:
    stamp = _stamp(current, parts)
    with one_at_a_time:
        if stamp not in _previews:
            _previews[stamp] = _check(current, parts, stamp)
        return _previews[stamp]


def _stamp(current: Collection, parts: Iterable[Part]) -> str:
    """A stamp no state of the collection has, so that what is made of it is never taken for one."""
    total = hashlib.sha256(current.stamp.encode())
    for part in parts:
        for piece in (part.content, part.name.encode("utf-8", "surrogatepass")):
            total.update(b"%d:%b" % (len(piece), piece))
    return f"proposed-{total.hexdigest()}"


def _check(current: Collection, parts: tuple[Part, ...], stamp: str) -> Checked:
    made = proposal(current.contents, current.library, parts)
    if not made.placed:
        return Checked(made, made.problems, None, stamp)
    after = load_contents(made.contents)
    found = new_problems(Loaded(current.library, current.problems), after)
    preview = (
        Collection(after.library, after.problems, stamp, made.contents) if after.library else None
    )
    return Checked(made, (*made.problems, *found), preview, stamp)


# What is found


def draw_report(here: Frame, checked: Checked) -> None:
    """All that is wrong, each with its line and how to mend it; errors apart from warnings."""
    words = here.words
    errors, warnings = checked.errors, checked.warnings
    with st.container(key="card-report"):
        if errors:
            title = words.say_many("{n} error to mend", "{n} errors to mend", len(errors))
        else:
            title = words.say("No errors: this can be sent")
        cards.heading(title, ", ".join(_places(checked)))
        _draw_problems(here, checked, errors)
        if warnings:
            cards.heading(
                words.say_many("{n} warning to look at", "{n} warnings to look at", len(warnings)),
                words.say("A warning keeps nothing back."),
            )
            _draw_problems(here, checked, warnings)
        if checked.problems and words.language != "en":
            cards.note(words.say("The check speaks English, as it does on the command line."))


def _places(checked: Checked) -> list[str]:
    return sorted(file.as_posix() for file in checked.proposal.texts)


def _draw_problems(here: Frame, checked: Checked, problems: list[Problem]) -> None:
    if not problems:
        return
    items = "".join(f"<li>{_problem(here, checked, each)}</li>" for each in problems[:MOST_LISTED])
    more = len(problems) - MOST_LISTED
    rest = here.words.say_many("and {n} more", "and {n} more", more) if more > 0 else ""
    st.html(f'<ul class="mv-list">{items}{f"<li>{plain(rest)}</li>" if rest else ""}</ul>')


def _problem(here: Frame, checked: Checked, problem: Problem) -> str:
    words = here.words
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    given = checked.proposal.given_line(problem)
    own = words.say("line {number} of what you gave", number=given) if given else ""
    about = " · ".join(part for part in (place, own, problem.path, problem.code) if part)
    line = checked.proposal.line_of(problem)
    shown_line = f'<pre class="mv-line"><code>{plain(line)}</code></pre>' if line.strip() else ""
    return (
        f'<p lang="en"><strong>{plain(problem.message)}</strong></p>{shown_line}'
        f'<p lang="en">→ {plain(problem.cure)}</p><p class="mv-meta">{plain(about)}</p>'
    )


# How it is sent


def draw_way(here: Frame, checked: Checked) -> None:
    """The files to send, in canonical form, and where to; none while there are errors."""
    words, place = here.words, here.collection.library.focus.address
    if checked.errors or checked.preview is None:
        return
    with st.container(key="card-send"):
        cards.heading(words.say("Propose it"), "")
        for text in _steps(words, place):
            cards.note(text)
        with st.container(horizontal=True, key="send-files"):
            for file, text in checked.proposal.texts.items():
                made = canonical(text, file)
                st.download_button(
                    label(file.as_posix()),
                    data=text if isinstance(made, Problem) else made,
                    file_name=file.name,
                    mime="text/csv" if file.suffix == ".csv" else "application/yaml",
                    key=f"send-{file.as_posix()}",
                    on_click="ignore",
                    icon=":material/download:",
                )
            if place:
                st.link_button(label(words.say("Where the collection is kept")), place)


def _steps(words: Words, place: str | None) -> Iterator[str]:
    yield words.say(
        "Each file below is whole, in canonical form, and named with the folder it belongs to."
    )
    if place:
        yield words.say(
            "Put it there in the collection's repository as a pull request; who has no account "
            "there sends it to those who keep the collection."
        )
    else:
        yield words.say(
            "Send it to those who keep the collection, or put it into their repository as a pull "
            "request."
        )


# The blanks


def draw_blank(here: Frame) -> None:
    """An annotated blank of the chosen sort, to copy and to download."""
    words = here.words
    names = _sorts(words)
    with st.container(key="card-blank"):
        cards.heading(
            words.say("A blank to start from"),
            words.say("Each field says what it means. The same as the command new gives."),
        )
        st.segmented_control(
            label(words.say("What to add")),
            SORTS,
            format_func=lambda sort: label(names[sort]),
            required=True,
            label_visibility="collapsed",
            **address.bound(_sort_choice()),
        )
        sort: Sort = next(each for each in SORTS if each == address.chosen(_sort_choice()))
        blanks = _blanks(here, sort)
        text = "---\n".join(blanks.values())
        name = plain(words.say("A blank to start from"))
        st.html(
            f'<pre class="mv-blank" lang="en" tabindex="0" role="region" aria-label="{name}">'
            f"<code>{plain(text)}</code></pre>"
        )
        copy_button(here, "blank", words.say("Copy"), text)
        if sort == "observation":
            _draw_meanings(here)
        with st.container(horizontal=True, key="blank-files"):
            for file, text in blanks.items():
                st.download_button(
                    label(file.as_posix()),
                    data=text,
                    file_name=file.name,
                    mime="text/csv" if file.suffix == ".csv" else "application/yaml",
                    key=f"blank-{file.parent.as_posix()}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def _sorts(words: Words) -> Mapping[Sort, str]:
    return {
        "article": words.say("Article"),
        "event": words.say("Event"),
        "deal": words.say("Deal"),
        "source": words.say("Source"),
        "observation": words.say("Figure"),
    }


def _sort_choice() -> address.Choice[str]:
    return address.one_of("new", SORTS, "article")


def _blanks(here: Frame, sort: Sort) -> Mapping[Path, str]:
    """The files of a blank with their texts; an article brings its entry of the bibliography."""
    sorts: tuple[Sort, ...] = ("source", "article") if sort == "article" else (sort,)

    def made() -> dict[Path, str]:
        choices = choices_of(here.collection.library)
        return {
            Path(file_of(each, EXAMPLE)): blank_file(each, EXAMPLE, "", choices) for each in sorts
        }

    return kept(("blanks", here.collection.stamp, sort), made)


def _draw_meanings(here: Frame) -> None:
    words = here.words
    fold = st.expander(
        label(words.say("What each column means")), key="fold-columns", on_change="rerun"
    )
    if fold.open:
        found = meanings(Observation, choices_of(here.collection.library))
        with fold:
            items = "".join(
                f"<li><code>{plain(key)}</code>: {plain(meaning)}</li>" for key, meaning in found
            )
            st.html(f'<ul class="mv-meta" lang="en">{items}</ul>')
