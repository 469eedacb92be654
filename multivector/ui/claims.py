"""The claims on screen: which are listed, and how one reads."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from multivector.analysis.partners import expanded
from multivector.analysis.rows import each as each_row
from multivector.charts import verification as charts
from multivector.findings import verification as findings
from multivector.model import Claim, Source
from multivector.search import folded, matches
from multivector.ui import address, cards, served, terms
from multivector.ui.cache import kept, verdict_on, verdicts, verification
from multivector.ui.frame import Frame
from multivector.ui.glossary import explained
from multivector.ui.texts import link, plain, told
from multivector.words import DASH

PAGE_SIZE = 20
MOST_COUNTS_IN_LIST = 50
"""Counts shown beneath a claim of a list; a claim that is asked for by itself shows all."""
UNTESTED = "no-statistic"
"""The verdict on a figure for which the collection holds no count."""


def choose(here: Frame) -> list[Claim]:
    """The controls of the page and the claims they leave, in reading order."""
    words, offered = here.words, _offered(here)
    names = {
        "find": words.say("Search claims, names, partners"),
        "article": words.say("Article"),
        "verdict": words.say("Verdict"),
        "domain": words.say("Domain"),
        "kind": words.say("Kind"),
        "side": words.say("Publisher's side"),
        "speaker": words.say("Speaker"),
        "claim": words.say("Look closer at one figure"),
    }
    codes = {**offered, "claim": here.collection.library.claims}
    choices = [address.one_of(key, codes[key], "") for key in codes]
    with cards.controls(here, "claims-choice", names, [cards.search_choice("find"), *choices]):
        cards.search_field("find", names["find"])
        for key, width in (("article", 300), ("verdict", 200)):
            cards.one_or_all(here, key, names[key], offered[key], width)
        with nullcontext() if here.narrow else st.popover(words.say("More filters")):
            for key in ("domain", "kind", "side", "speaker"):
                cards.one_or_all(here, key, names[key], offered[key], 260)
        listed = read(here)
        _choose_closer(here, names["claim"], listed)
    return listed


def read(here: Frame) -> list[Claim]:
    """The claims that the address asks for, in reading order."""
    query = address.chosen(cards.search_choice("find"))
    asked = [
        address.chosen(address.one_of(key, options, "")) for key, options in _offered(here).items()
    ]
    key = ("listed claims", here.key, here.filters, query, *asked)
    return kept(key, lambda: _fitting(here, query, *asked))


def _fitting(
    here: Frame,
    query: str,
    article: str,
    verdict: str,
    domain: str,
    kind: str,
    side: str,
    speaker: str,
) -> list[Claim]:
    library = here.collection.library
    judged = verdicts(here.collection) if verdict else {}
    searched = _searched(here) if query else {}
    return [
        claim
        for claim in of_partners(here, _in_order(here))
        if article in ("", library.article_of[claim.id])
        and domain in ("", claim.domain)
        and kind in ("", claim.kind)
        and verdict in ("", judged.get(claim.id))
        and side in ("", _source(here, claim).side)
        and speaker in ("", *claim.speakers)
        and (not query or matches(query, searched[claim.id]))
    ]


def _choose_closer(here: Frame, name: str, listed: list[Claim]) -> None:
    """The choice of one claim whose figure can be drawn among the counts of the same."""
    words, claims = here.words, here.collection.library.claims
    asked = [claims[id] for id in address.raw("claim") if id in claims]
    drawable = kept(
        ("drawable claims", here.key),
        lambda: {
            id: words.marked(each.text) for id, each in claims.items() if is_drawable(here, each)
        },
    )
    captions = {each.id: drawable[each.id] for each in listed if each.id in drawable}
    captions |= {each.id: words.marked(each.text) for each in asked}
    if captions:
        cards.one_or_none("claim", name, captions, words.say("choose a claim"))


def _offered(here: Frame) -> Mapping[str, Mapping[str, str]]:
    """What claims can be filtered by: the codes of each filter with their names."""
    return kept(("claims offered", here.key), lambda: _filters(here))


def _filters(here: Frame) -> dict[str, Mapping[str, str]]:
    library, words = here.collection.library, here.words
    return {
        "article": {
            code: library.sources[each.source].title for code, each in library.articles.items()
        },
        "verdict": _verdicts_in_use(here),
        "domain": {code: words.pick(each.name) for code, each in library.domains.items()},
        "kind": terms.claim_kinds(words),
        "side": cards.sides(here, _publishers(here)),
        "speaker": {name: here.called(name) for name in _speakers(here)},
    }


def _source(here: Frame, claim: Claim) -> Source:
    library = here.collection.library
    return library.sources[library.articles[library.article_of[claim.id]].source]


def _publishers(here: Frame) -> list[Source]:
    library = here.collection.library
    return [library.sources[each.source] for each in library.articles.values()]


def _speakers(here: Frame) -> list[str]:
    claims = here.collection.library.claims.values()
    counts = Counter(name for claim in claims for name in claim.speakers)
    return [name for name, _ in counts.most_common()]


def _searched(here: Frame) -> dict[str, str]:
    """What is searched of each claim: texts, speakers, and the names of its partners."""
    library = here.collection.library

    def text(claim: Claim) -> str:
        partners = [library.partners[code] for code in claim.partners]
        called = [here.names[each.id] for each in partners]
        others = [alias for each in partners for alias in each.aliases]
        spoken = [here.called(name) for name in claim.speakers]
        return folded(" ".join([*claim.text.values(), *claim.speakers, *spoken, *called, *others]))

    return kept(
        ("searched claims", here.key),
        lambda: {claim.id: text(claim) for claim in library.claims.values()},
    )


def _verdicts_in_use(here: Frame) -> dict[str, str]:
    used = set(verdicts(here.collection).values())
    return {code: name for code, name in terms.verdicts(here.words).items() if code in used}


def of_partners(here: Frame, claims: Iterable[Claim]) -> list[Claim]:
    """Of some claims those about the chosen partners; a bloc stands for its members too."""
    if here.filters.everything:
        return list(claims)
    wanted = expanded(here.collection.library, here.filters.partners)
    return [claim for claim in claims if not wanted.isdisjoint(claim.partners)]


def _in_order(here: Frame) -> list[Claim]:
    """All claims in reading order, those of the lead article first."""
    library = here.collection.library
    lead = library.articles.get(library.focus.lead_article or "")
    first = lead.claims if lead else ()
    return kept(
        ("claims in order", here.collection.stamp),
        lambda: list({each.id: each for each in (*first, *library.claims.values())}.values()),
    )


def draw_asked(here: Frame) -> None:
    """The one claim that the address asks for, with its evidence open."""
    library, words = here.collection.library, here.words
    asked = cards.asked(here, "claim", library.claims)
    if not asked:
        return
    claim = library.claims[asked]
    with st.container(key="card-asked"):
        cards.heading(words.say("The claim asked for"), "")
        st.html(f'<ul class="mv-list"><li>{_claim(here, claim, is_open=True)}</li></ul>')
        cards.leave(here, "claim")
    if is_drawable(here, claim):
        draw_closer_look(here, claim)


def draw_closer_look(here: Frame, claim: Claim) -> None:
    """The claim's figure among the counts of the same."""
    library, words = here.collection.library, here.words
    assert claim.figure is not None and claim.figure.value is not None
    every = _counted_by(here, claim)
    same = (every["observed_unit"] == every["unit"]) & (every["rule"] != "beside")
    rows = every[same & every["observed_value"].notna()]
    reporters = {code: words.pick(each.name) for code, each in library.reporters.items()}
    unit = library.units[claim.figure.unit]
    captions = {**reporters, **terms.verdicts(words)}
    claimed = claim.figure.value
    text = findings.sentence_to_paste(claim.figure, rows, reporters, library.units, words)
    cards.chart(
        here,
        "claim",
        cards.Card(
            kept(
                ("claim", here.key, claim.id),
                lambda: charts.among_counts(
                    rows, claimed, captions, unit, words, narrow=here.narrow
                ),
            ),
            title=words.marked(claim.text),
            subtitle=words.say(
                "{measure} · {unit} · filled: agrees with the claim",
                measure=words.pick(library.indicators[str(rows["indicator"].iloc[0])].name),
                unit=words.pick(unit.long),
            ),
            sources=rows["source"],
            table=lambda: cards.Table(
                [words.say("Who counted"), words.say("Figure"), words.say("Verdict")],
                [
                    [reporters[row.reporter], _counted(here, row), captions[row.verdict]]
                    for row in each_row(rows)
                ],
                rows,
            ),
            alt=text,
            note=text,
        ),
    )


def _counted_by(here: Frame, claim: Claim) -> pd.DataFrame:
    """The verdicts on a claim by those who have counted the same."""

    def found() -> pd.DataFrame:
        rows = verification(here.collection).rows([claim])
        return rows[rows["reporter"].notna()]

    return kept(("rows on", here.collection.stamp, claim.id), found)


def draw_list(here: Frame, claims: list[Claim]) -> None:
    """One page of the claims, with what each says, of whom, where, and its source."""
    words = here.words
    if not claims:
        cards.empty(
            words.say("No claim fits this choice."), words.say("Choose other partners or kinds.")
        )
        return
    shown = cards.page_of(here, "claims", claims, PAGE_SIZE)
    draw_those(here, shown)


def draw_those(here: Frame, claims: Iterable[Claim]) -> None:
    """What each of these claims says, of whom, where, and its source."""
    items = "".join(f"<li>{_claim(here, claim)}</li>" for claim in claims)
    st.html(f'<ul class="mv-list">{items}</ul>')


def is_drawable(here: Frame, claim: Claim) -> bool:
    """Whether the claim's figure can be drawn among the counts of the same."""
    return verification(here.collection).is_among_counts(claim)


def _claim(here: Frame, claim: Claim, *, is_open: bool = False) -> str:
    library, words = here.collection.library, here.words
    source = _source(here, claim)
    partners = words.listed(here.names[code] for code in claim.partners)
    place = words.say("paragraph {number}", number=claim.paragraph) if claim.paragraph else ""
    speakers = words.listed(map(here.called, claim.speakers)) if claim.speakers else ""
    meta = " · ".join(
        plain(part)
        for part in (
            words.pick(library.domains[claim.domain].name),
            terms.claim_kinds(words)[claim.kind],
            partners,
            words.period(claim.date) if claim.date else "",
            speakers,
        )
        if part
    )
    note = f'<p class="mv-meta">{told(claim.note, words)}</p>' if claim.note else ""
    partly = words.say("partly inferred")
    inferred = f' <span class="mv-tag">{plain(partly)}</span>' if claim.inferred else ""
    origin = link(source.publisher or source.container_title or source.title, source.url)
    return (
        f'<p id="{plain(claim.id)}">{told(claim.text, words)} {_badge(here, claim)}'
        f"{inferred}</p>"
        f'<p class="mv-meta">{meta}</p>{note}{_evidence(here, claim, is_open=is_open)}'
        f'<p class="mv-meta">{origin}{f", {plain(place)}" if place else ""} · {plain(claim.id)} · '
        f"{cards.something_wrong(here, claim.id)}</p>"
    )


def _badge(here: Frame, claim: Claim) -> str:
    verdict = verdict_on(here.collection, claim)
    if verdict is None:
        return ""
    return explained(verdict, terms.verdicts(here.words)[verdict], "mv-tag")


def _evidence(here: Frame, claim: Claim, *, is_open: bool) -> str:
    """What each count says of the claim's figure, and the claims it stands with or against."""
    words, parts = here.words, []
    rows = _counted_by(here, claim)
    if claim.figure is not None and claim.figure.unclear:
        parts.append(f"<p>{told(claim.figure.unclear, words)}</p>")
    if len(rows):
        shown = rows if is_open else rows.head(MOST_COUNTS_IN_LIST)
        key = ("evidence", here.key, claim.id, is_open)
        parts.append(kept(key, lambda: _counts(here, claim, rows, shown)))
        parts.append(_more(here, claim, len(rows) - len(shown)))
    parts += [*_belongs_to(here, claim), *_related(here, claim)]
    if not any(parts):
        return ""
    title, state = plain(words.say("Evidence")), " open" if is_open else ""
    return f'<details class="mv-meta"{state}><summary>{title}</summary>{"".join(parts)}</details>'


def _counts(here: Frame, claim: Claim, rows: pd.DataFrame, shown: pd.DataFrame) -> str:
    """The counts shown of all those of a claim's figure, and what they say in one sentence."""
    words, library, called = here.words, here.collection.library, terms.verdicts(here.words)
    reporters = {code: words.pick(each.name) for code, each in library.reporters.items()}
    assert claim.figure is not None
    text = findings.sentence_to_paste(claim.figure, rows, reporters, library.units, words)
    heading = words.say("Sentence to paste: {sentence}", sentence=text)
    headings = (
        words.say("Who counted"), words.say("Figure"), words.say("Period"), words.say("Verdict"),
        words.say("Gap"), words.say("Rule"), words.say("Source"),
    )  # fmt: skip
    cells = (
        (
            f"{plain(reporters[row.reporter])}<br>{plain(_measured(here, row))}",
            plain(_counted(here, row)),
            plain(words.period(row.observed_period)),
            plain(called[row.verdict]),
            plain(_gap(here, row)),
            plain(terms.rule(row.rule, words)),
            cards.source_link(library.sources[row.source], words),
        )
        for row in each_row(shown)
    )
    caption = words.say("What each count says: {claim}", claim=words.pick(claim.text))
    table = cards.table_text(caption, headings, cells)
    return f"{table}<p>{plain(heading)}</p>" if text else table


def _more(here: Frame, claim: Claim, number: int) -> str:
    """A link to all counts of a claim where the list leaves some out."""
    if not number:
        return ""
    text = here.words.say_many("and {n} more", "and {n} more", number)
    query = urlencode({"claim": claim.id, **address.only("lang")}, doseq=True)
    to = f"{served.address('/claims')}?{query}"
    return f'<p><a href="{plain(to)}" target="_self">{plain(text)}</a></p>'


def _measured(here: Frame, row: Any) -> str:
    """Name of the indicator, with the group a rank is a rank in."""
    name = here.words.pick(here.collection.library.indicators[row.indicator].name)
    groups = {
        "bloc": here.words.say("blocs as one"), "member": here.words.say("single countries")
    }  # fmt: skip
    return name if pd.isna(row.cut) else f"{name}, {groups[row.cut]}"


def _counted(here: Frame, row: Any) -> str:
    """The figure a count gives; for a rank the place, or who leads where there is none."""
    words, units = here.words, here.collection.library.units
    if pd.isna(row.cut):
        unit = units[row.observed_unit]
        return words.amount_between(row.observed_value, row.observed_low, row.observed_high, unit)
    leaders = words.listed(here.names[code] for code in str(row.leader).split(";"))
    first = words.say("first: {partner}", partner=leaders)
    if pd.isna(row.observed_value):
        return first
    return words.say(
        "rank {number}; {first}", number=words.number(row.observed_value, 0), first=first
    )


def _gap(here: Frame, row: Any) -> str:
    if pd.isna(row.gap) or not pd.isna(row.cut):
        return DASH
    unit = here.collection.library.units[row.observed_unit]
    percent = "" if pd.isna(row.gap_pct) else f" ({here.words.percent(row.gap_pct / 100, 1)})"
    return f"{here.words.amount(row.gap, unit)}{percent}"


def _belongs_to(here: Frame, claim: Claim) -> list[str]:
    """The event and the deal a claim belongs to, each with when it was or how it stands."""
    words, library, found = here.words, here.collection.library, []
    event = library.events.get(claim.event or "")
    if event is not None:
        when = words.span(event.start, event.end)
        found.append(
            words.say("Event: {title}, {date}", title=words.marked(event.title), date=when)
        )
    deal = library.deals.get(claim.deal or "")
    if deal is not None:
        last = deal.history[-1]
        found.append(
            words.say(
                "Deal: {title}, {state} {date}",
                title=words.marked(deal.title),
                state=terms.deal_states(words)[last.state],
                date=words.period(last.date),
            )
        )
    return [f"<p>{plain(text)}</p>" for text in found]


def _related(here: Frame, claim: Claim) -> list[str]:
    """Claims it contradicts or supports, whichever of the two says so."""
    words, claims = here.words, here.collection.library.claims
    found = []
    titles = {
        "contradicts": words.say("Cannot both hold with"),
        "supports": words.say("Backed by or backs"),
    }
    named_by = _named_by(here)
    for field, title in titles.items():
        ids = [*getattr(claim, field), *named_by.get((field, claim.id), ())]
        items = "".join(
            f"<li>{told(claims[id].text, words)} ({plain(id)})</li>" for id in dict.fromkeys(ids)
        )
        found.append(f"<p>{plain(title)}:</p><ul>{items}</ul>" if items else "")
    return found


def _named_by(here: Frame) -> Mapping[tuple[str, str], list[str]]:
    """The claims that say of one, in a field, that they contradict or support it."""

    def found() -> Mapping[tuple[str, str], list[str]]:
        naming: dict[tuple[str, str], list[str]] = defaultdict(list)
        for claim in here.collection.library.claims.values():
            for field in ("contradicts", "supports"):
                for id in getattr(claim, field):
                    naming[field, id].append(claim.id)
        return dict(naming)

    return kept(("named by", here.collection.stamp), found)


def draw_tested(here: Frame, claims: list[Claim]) -> None:
    """The claims whose figure a statistic can test, with the verdict and what each count says."""
    words, library = here.words, here.collection.library
    judged = verdicts(here.collection)
    tested = [claim for claim in claims if judged.get(claim.id, UNTESTED) != UNTESTED]
    called = terms.verdicts(words)
    reporters = {code: words.pick(each.name) for code, each in library.reporters.items()}
    rows = []
    for claim in tested:
        own = _counted_by(here, claim)
        assert claim.figure is not None
        rows.append(
            (
                words.marked(claim.text),
                called[judged[claim.id]],
                findings.sentence_to_paste(claim.figure, own, reporters, library.units, words),
                cards.source_name(_source(here, claim)),
            )
        )
    headings = (
        words.say("Claim"), words.say("Verdict"), words.say("Counted"), words.say("Source"),
    )  # fmt: skip
    if not tested:
        cards.empty(words.say("No claim with a tested figure fits this choice."))
        return
    cards.html_table(cards.Table(headings, rows, table(here, tested)))
    cards.cite(_source(here, claim).id for claim in tested)
    cards.note(
        words.say_many(
            "{n} more claim has no figure that a statistic here could test.",
            "{n} more claims have no figure that a statistic here could test.",
            len(claims) - len(tested),
        )
    )


def table(here: Frame, claims: list[Claim]) -> pd.DataFrame:
    """The rows of the claims that are listed, in their order, with the verdict on each figure."""
    order = [claim.id for claim in claims]
    rows = here.collection.tables["claims"].set_index("id", drop=False).loc[order]
    verdict = rows["id"].map(verdicts(here.collection)).astype("str")
    return rows.assign(verdict=verdict).reset_index(drop=True)
