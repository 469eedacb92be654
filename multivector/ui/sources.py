"""The bibliography on screen: which entries are listed, and how one reads."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from multivector import citations
from multivector.analysis import evidence
from multivector.analysis.dictionary import data_dictionary
from multivector.analysis.exports import EXPORTS
from multivector.analysis.partners import expanded
from multivector.analysis.rows import each as each_row
from multivector.findings import sources as findings
from multivector.library.files import text_of
from multivector.library.load import collection_folder
from multivector.model import Source, Text
from multivector.references import method_references
from multivector.search import folded, matches
from multivector.ui import address, cards, terms
from multivector.ui.balance.method import draw_references
from multivector.ui.cache import kept, verification
from multivector.ui.frame import ROOT, Frame
from multivector.ui.glossary import glossary
from multivector.ui.texts import label, link, plain, told
from multivector.words import SOURCE_LANGUAGE, Words

PAGE_SIZE = 25
CHANGES = "CHANGELOG.md"
COVERED_YEARS = 5
API = "/api/v1/"
"""Where programs are answered; see ``multivector.server``."""


def choose(here: Frame) -> list[Source]:
    """The controls of the page and the entries they leave, by publisher and date."""
    library, words = here.collection.library, here.words
    natures = terms.natures(words)
    sides = _sides(here)
    names = {
        "search": words.say("Search title and publisher"),
        "nature": words.say("Nature"),
        "side": words.say("Side"),
    }
    choices = (
        cards.search_choice("search"),
        address.one_of("nature", natures, ""),
        address.one_of("side", sides, ""),
    )
    with cards.controls(here, "sources-choice", names, choices):
        query = cards.search_field("search", names["search"])
        nature = cards.one_or_all(here, "nature", names["nature"], natures, 200)
        side = cards.one_or_all(here, "side", names["side"], sides, 200)
    about = (
        frozenset(library.sources)
        if here.filters.everything
        else evidence.sources_about(library, here.filters.partners)
    )
    found = [
        source
        for source in library.sources.values()
        if source.id in about
        and nature in ("", source.nature)
        and side in ("", source.side)
        and (not query or matches(query, _searched(source)))
    ]
    return sorted(found, key=lambda each: (_name(each).casefold(), each.issued or "", each.id))


def _searched(source: Source) -> str:
    return folded(f"{source.title} {_name(source)} {source.id}")


def _name(source: Source) -> str:
    return source.container_title or source.publisher or ""


def _sides(here: Frame) -> dict[str, str]:
    library = here.collection.library
    counts = Counter(source.side for source in library.sources.values())
    third = here.words.say("third party")
    return {
        side: third if side == "third" else here.names.get(side, side)
        for side, _ in counts.most_common()
    }


def draw_asked(here: Frame) -> None:
    """The one source that the address asks for."""
    library, words = here.collection.library, here.words
    asked = cards.asked(here, "source", library.sources)
    if asked:
        with st.container(key="card-asked"):
            cards.heading(words.say("The source asked for"), "")
            entry = _entry(here, library.sources[asked], _support(here)[asked])
            st.html(f'<ul class="mv-list"><li>{entry}</li></ul>')
            cards.leave(here, "source")


def draw_list(here: Frame, listed: list[Source]) -> None:
    """One page of the bibliography."""
    words = here.words
    cards.heading(words.say("Bibliography"), "")
    if not listed:
        cards.empty(
            words.say("No source fits this choice.")
            if here.collection.library.sources
            else words.say("The collection holds no sources yet.")
        )
        return
    shown = cards.page_of(here, "sources", listed, PAGE_SIZE)
    support = _support(here)
    items = "".join(f"<li>{_entry(here, source, support[source.id])}</li>" for source in shown)
    st.html(f'<ul class="mv-list">{items}</ul>')


def draw_those(here: Frame, ids: Iterable[str]) -> None:
    """Each of these entries of the bibliography."""
    library, support = here.collection.library, _support(here)
    items = "".join(f"<li>{_entry(here, library.sources[id], support[id])}</li>" for id in ids)
    st.html(f'<ul class="mv-list">{items}</ul>')


def _support(here: Frame) -> Mapping[str, Mapping[str, int]]:
    """How many records of each kind rest on each source, by its id."""
    library = here.collection.library

    def build() -> dict[str, dict[str, int]]:
        rows = evidence.support(library).set_index("source").to_dict("index")
        return {
            str(id): {str(kind): int(count) for kind, count in row.items()}
            for id, row in rows.items()
        }

    return kept(("support", here.collection.stamp), build)


def _entry(here: Frame, source: Source, support: Mapping[str, int]) -> str:
    words = here.words
    authors = words.listed(
        each.literal or " ".join(part for part in (each.given, each.family) if part)
        for each in source.author
    )
    date = words.period(source.issued) if source.issued else words.say("no date")
    head = " · ".join(plain(part) for part in (authors, _name(source), date) if part)
    side = _sides(here)[source.side]
    about = " · ".join(
        (
            terms.natures(words)[source.nature],
            words.say("side: {side}", side=side),
            terms.seen(words)[source.seen],
        )
    )
    fields = terms.source_fields(words)
    inferred = ", ".join(fields.get(each, each) for each in source.inferred)
    if inferred:
        about += " · " + words.say("inferred: {fields}", fields=inferred)
    note = (
        f'<p class="mv-meta">{told({SOURCE_LANGUAGE: source.note}, words)}</p>'
        if source.note
        else ""
    )
    return (
        f"<p{_spoken(source)}>{link(source.title, source.url)}</p>"
        f'<p class="mv-meta">{head}</p><p class="mv-meta">{plain(about)}</p>'
        f'<p class="mv-meta">{plain(findings.supports(support, words))}</p>{note}'
    )


def _spoken(source: Source) -> str:
    """The attribute that says which language a title is in; a descriptive one is English."""
    language = SOURCE_LANGUAGE if source.title.startswith("[") else source.language
    return f' lang="{plain(language)}"' if language else ""


def draw_downloads(here: Frame, listed: list[Source]) -> None:
    """The listed entries to take away: as a table, and for reference managers.

    The whole bibliography has the literature of the method in it.
    """
    entries = [*listed, *(method_references() if here.filters.everything else ())]
    with st.container(horizontal=True, key="sources-downloads"):
        cards.download(here, "sources", lambda: table(here, listed))
        for name, form in citations.FORMATS.items():
            st.download_button(
                label(name),
                data=partial(form.write, entries),
                file_name=f"multivector-sources.{form.ending}",
                mime=form.mime,
                key=f"entries-{form.ending}",
                on_click="ignore",
                disabled=not listed,
            )


def table(here: Frame, listed: list[Source]) -> pd.DataFrame:
    """The rows of the bibliography that are listed."""
    everything = here.collection.tables["sources"]
    return everything[everything["id"].isin([source.id for source in listed])]


def draw_evidence(here: Frame) -> None:
    """Whose word the evidence on each partner is, and where there is none; made when opened."""
    words = here.words
    _fold(here, "who", words.say("Who says so"), _draw_who_says)
    _fold(here, "thin", words.say("What rests on one source or one side"), _draw_thin)
    _fold(here, "coverage", words.say("What is covered"), _draw_coverage)


def _fold(here: Frame, key: str, caption: str, draw: Callable[[Frame], None]) -> None:
    fold = st.expander(label(caption), key=f"fold-{key}", on_change="rerun")
    if fold.open:
        with fold:
            draw(here)


def _draw_who_says(here: Frame) -> None:
    words, library = here.words, here.collection.library
    made = kept(("who says", here.collection.stamp), lambda: evidence.who_says(library))
    natures = terms.natures(words)
    headings = (
        words.say("Partner"),
        words.say("Claims, events and figures"),
        here.names[library.focus.id],
        words.say("the partner itself"),
        words.say("third party"),
        words.say("other countries"),
        *natures.values(),
    )
    rows = []
    for partner in library.focus.vectors:
        found = made[made["partner"] == partner]
        if found.empty:
            continue
        shares = {
            by: dict(zip(part["code"], part["share"], strict=True))
            for by, part in found.groupby("by")
        }
        own = expanded(library, [partner])
        sides: defaultdict[str, float] = defaultdict(float)
        for side, share in shares["side"].items():
            sides["own" if side in own else side] += share
        named = [sides.pop(side, 0.0) for side in (library.focus.id, "own", "third")]
        parts = [*named, sum(sides.values()), *(shares["nature"].get(code, 0) for code in natures)]
        number = words.number(float(found["n"].iloc[0]), 0)
        rows.append((here.names[partner], number, *(words.percent(share) for share in parts)))
    cards.note(
        words.say(
            "Shares of the sources on which claims, events and figures about a partner rest, by "
            "whose side publishes and by the sort of source. Members count with their bloc."
        )
    )
    cards.html_table(cards.Table(headings, rows, made))
    cards.download(here, "who-says", lambda: made)


def _draw_thin(here: Frame) -> None:
    """Conclusions with one source, or with official voices and state media of one side alone."""
    words, library = here.words, here.collection.library
    made = kept(
        ("thin", here.collection.stamp),
        lambda: evidence.thinly_supported(library, verification(here.collection)),
    )
    kinds = {
        "event": words.say("event"),
        "deal": words.say("deal"),
        "instrument": words.say("treaty or declaration"),
        "verdict": words.say("tested figure"),
    }
    reasons = {
        "one-source": words.say("one source"),
        "one-side": words.say("official voices and state media of one side alone"),
    }
    titles: dict[str, Callable[[str], Text]] = {
        "event": lambda id: library.events[id].title,
        "deal": lambda id: library.deals[id].title,
        "instrument": lambda id: library.instruments[id].title,
        "verdict": lambda id: library.claims[id].text,
    }
    named = _sides(here)
    rows = [
        (
            words.marked(titles[row.kind](row.id)),
            kinds[row.kind],
            reasons[row.reason],
            named[row.side],
        )
        for row in each_row(made)
    ]
    headings = (
        words.say("What"), words.say("Kind"), words.say("Rests on"), words.say("Side"),
    )  # fmt: skip
    cards.note(
        words.say_many(
            "{n} event, deal, treaty or tested figure has no independent second voice.",
            "{n} events, deals, treaties and tested figures have no independent second voice.",
            len(rows),
        )
    )
    cards.html_table(cards.Table(headings, rows, made))
    cards.download(here, "thin", lambda: made)


def _draw_coverage(here: Frame) -> None:
    words, library = here.words, here.collection.library
    last = library.focus.years.last
    years = range(last - COVERED_YEARS + 1, last + 1)
    made = kept(("coverage", here.collection.stamp), lambda: evidence.coverage(library, years))
    rows = [
        (
            here.names[str(partner)],
            words.pick(library.domains[str(domain)].name),
            *(_cell(row, words) for row in each_row(part)),
        )
        for (partner, domain), part in made.groupby(["partner", "domain"], sort=False)
    ]
    cards.note(findings.covered(made, words))
    cards.note(
        words.say(
            "Figures with the partner itself for a single year. Not reported: the source says "
            "nothing where a figure belongs. Nothing collected: we have not looked, or not found."
        )
    )
    headings = (words.say("Partner"), words.say("Domain"), *(str(year) for year in years))
    cards.html_table(cards.Table(headings, rows, made))
    cards.download(here, "coverage", lambda: made)


def _cell(row: Any, words: Words) -> str:
    if row.state == evidence.NOTHING and row.of_members:
        return words.say("members only")
    if row.state == "observed":
        return words.say_many("{n} figure", "{n} figures", int(row.figures))
    states = {
        "reported-zero": words.say("reported as zero"),
        "not-reported": words.say("not reported"),
        "not-applicable": words.say("does not apply"),
        evidence.NOTHING: words.say("nothing collected"),
    }
    return states[row.state]


def draw_tables(here: Frame) -> None:
    """Every table of the collection to take away."""
    words, library = here.words, here.collection.library
    cards.heading(
        words.say("All tables"),
        words.say(
            "The whole collection as CSV, one file a table. For programs: {address}", address=API
        ),
    )
    names = terms.tables(words)
    with st.container(horizontal=True, key="tables"):
        for name, make in EXPORTS.items():
            cards.download_made(label(names[name]), f"all-{name}", partial(make, library))
        cards.download_made(label(words.say("Data dictionary")), "data-dictionary", data_dictionary)


def draw_changes(here: Frame) -> None:
    """What changed from version to version, as the change logs have it."""
    _fold(here, "changes", here.words.say("Versions and changes"), _draw_changes)


def _draw_changes(here: Frame) -> None:
    words, library = here.words, here.collection.library
    version = f"{library.focus.version} ({library.digest})"
    cards.note(words.say("Data version {version}", version=version))
    logs = {words.say("The collection"): collection_folder(), words.say("The software"): ROOT}
    for title, folder in logs.items():
        text = text_of(folder, CHANGES)
        if isinstance(text, str):
            lines = [line.lstrip("# ") for line in text.splitlines()[1:] if line]
            paragraphs = "".join(f'<p class="mv-meta">{plain(line)}</p>' for line in lines)
            st.html(f'<h3>{plain(title)}</h3><div lang="{SOURCE_LANGUAGE}">{paragraphs}</div>')


def draw_glossary(here: Frame) -> None:
    """The words of the trade in plain words, and the rules by which figures are tested."""
    words, library = here.words, here.collection.library
    asked = cards.asked(here, "term", glossary(words, library.verification))
    cards.heading(
        words.say("Glossary and rules"), words.say("The limits are part of the collection.")
    )
    items = "".join(
        f"<li{' class=mv-asked' if key == asked else ''}>"
        f"<h3>{plain(each.name)}</h3><p>{plain(each.meaning)}</p></li>"
        for key, each in glossary(words, library.verification).items()
    )
    st.html(f'<ul class="mv-list">{items}</ul>')


def draw_method(here: Frame) -> None:
    """How figures are made: domains, their measures, cautions with fixed wording, literature."""
    words, library = here.words, here.collection.library
    cards.heading(
        words.say("What each domain is measured by"),
        words.say("In the balance view; weights are equal unless the reader moves them."),
    )
    items = []
    for domain in library.domains.values():
        measure = domain.balance
        measured = library.indicators.get(measure.indicator) if measure else None
        text = (
            f"{told(measured.name, words)}. {told(measure.note, words)}"
            if measure and measured
            else told(domain.no_share, words)
        )
        items.append(
            f"<li><h3>{plain(words.pick(domain.name))}</h3>"
            f"<p>{told(domain.meaning, words)}</p><p>{text}</p></li>"
        )
    st.html(f'<ul class="mv-list">{"".join(items)}</ul>')
    cards.heading(words.say("Cautions"), words.say("Fixed wording, used wherever they apply."))
    cautions = "".join(
        f"<li><p>{told(each.text, words)}</p></li>" for each in library.caveats.values()
    )
    st.html(f'<ul class="mv-list">{cautions}</ul>')
    cards.heading(words.say("References"), words.say("The literature of the method"))
    draw_references()
