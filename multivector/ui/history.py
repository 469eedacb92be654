"""What stands on a page that was opened from a link of another version of the data."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from multivector.analysis.history import Change, changes, headlines
from multivector.analysis.partners import expanded
from multivector.findings import history as findings
from multivector.library.history import record_of
from multivector.library.load import collection_folder
from multivector.receipt import VERSION_KEY, is_version
from multivector.ui import address, terms
from multivector.ui.cache import kept
from multivector.ui.texts import plain

if TYPE_CHECKING:
    from multivector.ui.frame import Frame

MOST_NAMED = 12
SHOWN: Mapping[str, tuple[str, ...]] = {
    "overview": ("balance", "verdict"),
    "partners": ("figure",),
    "timeline": ("event",),
    "balance": ("balance",),
    "claims": ("verdict",),
}
"""The kinds of headline each page shows, by its address."""


def draw_moved(here: "Frame") -> None:
    """A notice, if the link was made with another version of the data, and what changed since."""
    asked = next(iter(address.raw(VERSION_KEY)), "")
    present = here.collection.library.focus.version
    if not is_version(asked) or asked == present:
        return
    found = _changes(here, asked)
    text = f"{findings.moved(asked, present, here.words)} {findings.compared(found, here.words)}"
    st.html(f'<div class="mv-note" role="status">{plain(text)}{_listed(here, found or ())}</div>')


def _changes(here: "Frame", asked: str) -> list[Change] | None:
    """What changed of what this page shows; None if that cannot be told."""
    kinds = SHOWN.get(here.page.path, ())
    record = record_of(collection_folder(), asked)
    if record is None or not kinds:
        return None
    now = kept(("headlines", here.collection.stamp), lambda: headlines(here.collection.library))
    return [each for each in changes(record, now) if each.kind in kinds and _is_shown(here, each)]


def _is_shown(here: "Frame", change: Change) -> bool:
    """Whether a headline is about the partners, the domain and the indicator chosen."""
    library, filters = here.collection.library, here.filters
    chosen = expanded(library, filters.partners_or(library.focus.vectors))
    if change.kind == "figure":
        indicator, subject, partner, *_ = change.key.split("|")
        asked = address.raw("indicator") or (indicator,)
        return subject == library.focus.id and partner in chosen and indicator in asked
    if change.kind == "balance":
        domain = change.key.split("|")[0]
        return domain in (address.raw("domain") or (domain,))
    records = library.events if change.kind == "event" else library.claims
    record = records.get(change.key)
    return record is None or filters.everything or bool(chosen & set(record.partners))


def _listed(here: "Frame", found: Sequence[Change]) -> str:
    items = "".join(f"<li>{plain(told(here, each))}</li>" for each in found[:MOST_NAMED])
    more = len(found) - MOST_NAMED
    if more > 0:
        rest = here.words.say_many("and {n} more", "and {n} more", more)
        items += f"<li>{plain(rest)}</li>"
    return f"<ul>{items}</ul>" if items else ""


def told(here: "Frame", change: Change) -> str:
    """A headline then and now, in a sentence."""
    return findings.change(change, _name(here, change), terms.verdicts(here.words), here.words)


def _name(here: "Frame", change: Change) -> str:
    """What a headline is about, in words; its codes where the record is gone."""
    library, words = here.collection.library, here.words
    codes = change.key.split("|")
    if change.kind == "figure" and codes[0] in library.indicators:
        indicator, _, partner, period, unit, reporter = codes
        return " · ".join(
            (
                words.pick(library.indicators[indicator].name),
                here.names.get(partner, partner),
                words.period(period),
                words.pick(library.units[unit].name) if unit in library.units else unit,
                words.pick(library.reporters[reporter].name)
                if reporter in library.reporters
                else reporter,
            )
        )
    if change.kind == "balance":
        domain, cut, year = codes
        named = library.domains.get(domain)
        cuts = {"bloc": words.say("blocs as one"), "member": words.say("members apart")}
        name = words.pick(named.name) if named else words.say("all domains")
        return f"{words.say('Effective partners N2')}, {name}, {year}, {cuts.get(cut, cut)}"
    if change.kind == "event" and change.key in library.events:
        return words.marked(library.events[change.key].title)
    if change.kind == "verdict" and change.key in library.claims:
        return words.marked(library.claims[change.key].text)
    return change.key
