"""The collection as flat tables: one row a record, columns in a fixed order.

Lists are joined with ``;`` and empty where there is nothing to list; other missing values are
missing (NA). Texts have one column a language, such as ``text_en``. Days are timestamps.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from babel import Locale

from multivector.analysis import balance
from multivector.analysis.amounts import COUNTS, Count, Evidence
from multivector.analysis.deals import present_since
from multivector.analysis.partners import Level, attending, cut_of, involved
from multivector.analysis.rows import LANGUAGES, table
from multivector.library.collection import Library
from multivector.library.observations import NUMBERS, TEXTS
from multivector.model import (
    Amount,
    BalanceMeasure,
    Claim,
    Deal,
    Event,
    Figure,
    Source,
)
from multivector.periods import PeriodBounds, parse_period

LEVELS: tuple[Level, ...] = ("bloc", "member")

Row = dict[str, Any]


def partners(library: Library) -> pd.DataFrame:
    """One row a partner, with names from the collection or else from the Unicode CLDR."""
    rows: list[Row] = [
        {
            "id": each.id,
            "kind": each.kind,
            **{f"name_{code}": _name(each.id, each.name, code) for code in LANGUAGES},
            **_texts("short", each.short),
            "members": _joined(member.id for member in each.members),
            "aliases": _joined(each.aliases),
            "is_vector": each.id in library.focus.vectors,
            **_texts("note", each.note),
        }
        for each in library.partners.values()
    ]
    return table(
        rows,
        "id kind name* short* members aliases is_vector:flag note*",
    )


def domains(library: Library) -> pd.DataFrame:
    """One row a domain, with the measures of the balance view."""
    rows: list[Row] = [
        {
            "id": each.id,
            **_texts("name", each.name),
            **_texts("meaning", each.meaning),
            "weight": each.weight,
            **_texts("weight_reason", each.weight_reason),
            **_measure("balance", each.balance),
            **_measure("fallback", each.fallback),
            **_texts("no_share", each.no_share),
        }
        for each in library.domains.values()
    ]
    return table(
        rows,
        "id name* meaning* weight:number weight_reason* balance_indicator balance_reporter "
        "fallback_indicator fallback_reporter no_share*",
    )


def indicators(library: Library) -> pd.DataFrame:
    """One row an indicator, with the number of its figures."""
    counts = library.observations.frame["indicator"].value_counts()
    rows: list[Row] = [
        {
            "id": each.id,
            "domain": each.domain,
            **_texts("name", each.name),
            **_texts("definition", each.definition),
            "unit": each.unit,
            "other_units": _joined(each.other_units),
            "kind": each.kind,
            "flow": each.flow,
            "additive": each.additive,
            "total_of": each.total_of,
            "plausible_low": each.plausible.low,
            "plausible_high": each.plausible.high,
            "plausible_reason": each.plausible.reason,
            "caveats": _joined(each.caveats),
            "counted_from": each.counted_from,
            "observations": int(counts.get(each.id, 0)),
        }
        for each in library.indicators.values()
    ]
    return table(
        rows,
        "id domain name* definition* unit other_units kind flow additive:flag total_of "
        "plausible_low:number plausible_high:number plausible_reason caveats counted_from "
        "observations:count",
    )


def sources(library: Library) -> pd.DataFrame:
    """One row a bibliography entry; ``year`` is that of publication, if known."""
    rows: list[Row] = [
        {
            "id": each.id,
            "type": each.type,
            "title": each.title,
            "author": _authors(each),
            "container_title": each.container_title,
            "publisher": each.publisher,
            "issued": each.issued,
            "year": parse_period(each.issued).year if each.issued else None,
            "accessed": each.accessed,
            "url": each.url,
            "doi": each.doi,
            "version": each.version,
            "language": each.language,
            "side": each.side,
            "nature": each.nature,
            "seen": each.seen,
            "inferred": _joined(each.inferred),
            "note": each.note,
        }
        for each in library.sources.values()
    ]
    return table(
        rows,
        "id type title author container_title publisher issued year:count accessed url doi "
        "version language side nature seen inferred note",
    )


def articles(library: Library) -> pd.DataFrame:
    """One row an article, with where it stands and how many claims it makes."""
    rows: list[Row] = []
    for each in library.articles.values():
        source = library.sources.get(each.source)
        rows.append(
            {
                "id": each.id,
                "source": each.source,
                "title": source.title if source else None,
                "publisher": (source.container_title or source.publisher) if source else None,
                "issued": source.issued if source else None,
                "language": source.language if source else None,
                "side": source.side if source else None,
                "nature": source.nature if source else None,
                "seen": source.seen if source else None,
                "claims": len(each.claims),
                "figures": sum(claim.figure is not None for claim in each.claims),
            }
        )
    return table(
        rows,
        "id source title publisher issued language side nature seen claims:count figures:count",
    )


def claims(library: Library) -> pd.DataFrame:
    """One row a claim, in reading order; the parts of its figure are columns of their own."""
    return table(
        [_claim(library, each) for each in library.claims.values()],
        "id article paragraph:count text* partners effect domain kind speakers date "
        "value:number low:number high:number unit qualifier figure_period indicator subject "
        "partner among unclear* event deal contradicts supports inferred:flag note*",
    )


def events(library: Library) -> pd.DataFrame:
    """One row an event, series after series.

    ``involved`` adds members of organisations and regions at the table to ``partners``;
    ``domains`` are those of the claims about the event; ``earliest`` and ``latest`` bound the days
    it may have touched; ``precision`` is that of its start.
    """
    domains_of: dict[str, list[str]] = {}
    for event, domain in library.events_of_claims:
        domains_of.setdefault(event, []).append(domain)
    return table(
        [_event(library, each, domains_of.get(each.id, ())) for each in library.events.values()],
        "id series title* start end earliest:day latest:day precision city country online:flag "
        "partners attending involved kind level state edition:count documents_signed:count "
        "documents_at_least:flag amounts outcome* domains sources confidence caveats note*",
    )


def observations(library: Library, indicator: str | None = None) -> pd.DataFrame:
    """One row a figure, of all indicators or of one, in file order.

    ``year`` is given only if the period lies within one; ``is_full_year`` says whether it is that
    whole year. ``value`` is missing where the state is not-reported or not-applicable.
    """
    frame = library.observations.frame
    if indicator is not None:
        frame = frame[frame["indicator"] == indicator].reset_index(drop=True)
    values = _observed(library, frame)
    return pd.DataFrame(
        {
            name: pd.Series(values[name], dtype=_OBSERVATIONS[name].dtype)
            for name in map(str, _OBSERVATIONS)
        }
    )


_OBSERVATIONS = table(
    [],
    "indicator domain subject partner partner_kind period earliest:day latest:day year:count "
    "is_full_year:flag value:number low:number high:number unit flow reporter reporter_side "
    "reporter_kind source confidence state formula caveats note file line:count",
)


def deals(library: Library) -> pd.DataFrame:
    """One row a deal; ``state`` is that of the last step, ``steps`` are all as state:date.

    ``since`` is when that state was first reached, not when it was last reported.
    """
    return table(
        [_deal(each) for each in library.deals.values()],
        "id title* partners domain parties amounts state since steps sources note*",
    )


def balances(library: Library) -> pd.DataFrame:
    """How evenly each domain, and the whole, is spread over the vectors.

    A row a year, domain, cut and count. ``reporter`` is the home reporter or that of the domain's
    measure; in domains with two counts also ``partners``, their own counts where they have one, and
    ``range``, the middle of both; for the whole ``home``, ``partners`` or ``range``. Rows with
    domain ``overall`` stand for years in which at least two domains can be put together; only they
    have ``inside`` and ``between`` (nats, adding up to the
    entropy of the whole), ``domains`` and ``filled``, the domains that borrow figures from up to
    five years away. ``low`` and ``high`` are the 90 % interval of ``effective_partners_n2``. See
    ``balance.scores`` and ``balance.overall``.
    """
    return _balance_table(library, COUNTS)


def home_balances(library: Library) -> pd.DataFrame:
    """The rows of ``balances`` by the home count alone: one a year, domain and cut."""
    return _balance_table(library, ("home",))


def _balance_table(library: Library, counts: Sequence[Count]) -> pd.DataFrame:
    frames = [
        frame for level in LEVELS for count in counts for frame in _balances(library, level, count)
    ]
    names = {"n2": "effective_partners_n2", "n1": "effective_partners_n1"}
    rows: list[Row] = [
        {names.get(str(key), str(key)): value for key, value in row.items()}
        for frame in frames
        for row in frame[frame["n2"].notna()].to_dict("records")
    ]
    made = table(
        rows,
        "year:count domain cut reporter indicator effective_partners_n2:number "
        "effective_partners_n1:number evenness:number top_partner top_share:number low:number "
        "high:number coverage:number complete:flag inside:number between:number domains filled",
    )
    return made.sort_values(["year", "cut"], kind="stable", ignore_index=True)


def _balances(library: Library, level: Level, count: Count) -> Iterator[pd.DataFrame]:
    """The rows of one cut and count: domain after domain, then the whole."""
    tables = observations(library), events(library)
    single = Evidence(library, *tables, count=count)
    borrowing = Evidence(library, *tables, count=count, fill=balance.BORROW_YEARS)
    years = range(library.focus.history.first, library.focus.history.last + 1)
    for each in library.domains.values():
        measure = each.balance.indicator if each.balance else None
        chosen = cut_of(library, library.focus.vectors, level, measure)
        found = balance.scores(single, years, chosen, each.id).assign(cut=level)
        if count != "home":
            found = found[found["counted_twice"] > 0].assign(reporter=count)
        yield found
    whole = balance.overall(borrowing, years, cut_of(library, library.focus.vectors, level))
    whole = whole if count == "home" else whole[whole["counted_twice"] > 0]
    yield whole.assign(cut=level, reporter=count)


TABLES: Mapping[str, Callable[[Library], pd.DataFrame]] = MappingProxyType(
    {
        "partners": partners,
        "domains": domains,
        "indicators": indicators,
        "sources": sources,
        "articles": articles,
        "claims": claims,
        "events": events,
        "observations": observations,
        "deals": deals,
        "balance": balances,
    }
)
"""Every table by its name."""


def partners_in_use(library: Library) -> frozenset[str]:
    """Partners of which the collection holds at least one figure, event, claim, deal or treaty."""
    figures = library.observations.frame
    used = set(figures.loc[figures["value"].notna(), "partner"].unique())
    used |= {each.partner for each in library.instruments.values()}
    groups: tuple[Iterable[Event | Deal], ...] = (library.events.values(), library.deals.values())
    used |= {code for group in groups for each in group for code in each.partners}
    used |= library.partners_of_claims
    return frozenset(used) - {library.focus.id}


def indicators_in_use(library: Library) -> frozenset[str]:
    """Indicators of which the collection holds at least one figure of the focus country."""
    figures = library.observations.frame
    own = (figures["subject"] == library.focus.id) & figures["value"].notna()
    return frozenset(figures.loc[own, "indicator"].unique())


def _claim(library: Library, claim: Claim) -> Row:
    return {
        "id": claim.id,
        "article": library.article_of.get(claim.id),
        "paragraph": claim.paragraph,
        **_texts("text", claim.text),
        "partners": _joined(claim.partners),
        "effect": _joined(f"{code}:{claim.effect[code]}" for code in claim.partners),
        "domain": claim.domain,
        "kind": claim.kind,
        "speakers": _joined(claim.speakers),
        "date": claim.date,
        **(_figure(claim.figure) if claim.figure else {}),
        "event": claim.event,
        "deal": claim.deal,
        "contradicts": _joined(claim.contradicts),
        "supports": _joined(claim.supports),
        "inferred": claim.inferred,
        **_texts("note", claim.note),
    }


def _figure(figure: Figure) -> Row:
    measures = figure.measures
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "figure_period": figure.period,
        "indicator": measures.indicator if measures else None,
        "subject": measures.subject if measures else None,
        "partner": measures.partner if measures else None,
        "among": figure.among,
        **_texts("unclear", figure.unclear),
    }


def _event(library: Library, event: Event, claimed: Sequence[str]) -> Row:
    start = parse_period(event.start)
    end = parse_period(event.end or event.start)
    return {
        "id": event.id,
        "series": library.series_of.get(event.id),
        **_texts("title", event.title),
        "start": event.start,
        "end": event.end,
        "earliest": start.earliest,
        "latest": max(start.latest, end.latest),
        "precision": start.precision,
        "city": event.place.city,
        "country": event.place.country,
        "online": event.place.online,
        "partners": _joined(event.partners),
        "attending": _in_tree_order(library, attending(library, event.partners, start.earliest)),
        "involved": _in_tree_order(library, involved(library, event.partners, start.earliest)),
        "kind": event.kind,
        "level": event.level,
        "state": event.state,
        "edition": event.edition,
        "documents_signed": event.documents_signed,
        "documents_at_least": event.documents_at_least,
        "amounts": _joined(_amount(each) for each in event.amounts),
        **_texts("outcome", event.outcome),
        "domains": _joined(dict.fromkeys(claimed)),
        "sources": _joined(event.sources),
        "confidence": event.confidence,
        "caveats": _joined(event.caveats),
        **_texts("note", event.note),
    }


def _observed(library: Library, frame: pd.DataFrame) -> dict[str, Any]:
    """The values of each column of ``observations``.

    What is looked up for a text is looked up once for each text there is, not for each figure.
    """
    looked_up: dict[str, tuple[str, Callable[[str], Any]]] = {
        "domain": ("indicator", lambda code: library.indicators[code].domain),
        "flow": ("indicator", lambda code: library.indicators[code].flow),
        "partner_kind": ("partner", lambda code: library.partners[code].kind),
        "reporter_side": ("reporter", lambda code: library.reporters[code].side),
        "reporter_kind": ("reporter", lambda code: library.reporters[code].kind),
        "earliest": ("period", lambda period: np.datetime64(parse_period(period).earliest)),
        "latest": ("period", lambda period: np.datetime64(parse_period(period).latest)),
        "year": ("period", lambda period: parse_period(period).year),
        "is_full_year": ("period", lambda period: _is_full_year(parse_period(period))),
        **{name: (name, str) for name in (*TEXTS, "file")},
    }
    return {
        **{name: frame[name] for name in (*NUMBERS, "line")},
        **{name: _looked_up(frame[column], find) for name, (column, find) in looked_up.items()},
    }


def _looked_up(texts: "pd.Series[Any]", find: Callable[[str], Any]) -> "np.ndarray[Any, Any]":
    """What is found for each text of a column of categories; None where there is no text."""
    codes, known = texts.cat.codes.to_numpy().astype(np.intp), texts.cat.categories
    used = np.flatnonzero(np.bincount(codes + 1, minlength=len(known) + 1)[1:])
    found = [find(text) for text in known.take(used)]
    are_days = bool(found) and isinstance(found[0], np.datetime64)
    # No text has the code -1: the last of these is what is missing.
    made = np.full(len(known) + 1, np.datetime64("NaT", "D") if are_days else None)
    made[used] = np.array(found, dtype=made.dtype)
    return made[codes]


def _deal(deal: Deal) -> Row:
    return {
        "id": deal.id,
        **_texts("title", deal.title),
        "partners": _joined(deal.partners),
        "domain": deal.domain,
        "parties": _joined(deal.parties),
        "amounts": _joined(_amount(each) for each in deal.amounts),
        "state": deal.history[-1].state,
        "since": present_since(deal),
        "steps": _joined(f"{step.state}:{step.date}" for step in deal.history),
        "sources": _joined(dict.fromkeys(step.source for step in deal.history)),
        **_texts("note", deal.note),
    }


def _is_full_year(bounds: PeriodBounds) -> bool:
    year = bounds.year
    whole = year is not None and (date(year, 1, 1), date(year, 12, 31))
    return whole == (bounds.earliest, bounds.latest)


def _amount(amount: Amount) -> str:
    """``30 usd-bn``, ``14..15 usd-bn``; ``4.. usd-bn`` where no upper end is known."""
    if amount.value is not None:
        return f"{amount.value:g} {amount.unit}"
    low, high = ("" if end is None else f"{end:g}" for end in (amount.low, amount.high))
    return f"{low}..{high} {amount.unit}"


def _authors(source: Source) -> str:
    return _joined(
        each.literal or ", ".join(filter(None, (each.family, each.given))) for each in source.author
    )


def _measure(name: str, measure: BalanceMeasure | None) -> Row:
    if measure is None:
        return {}
    return {f"{name}_indicator": measure.indicator, f"{name}_reporter": measure.reporter}


def _name(code: str, name: Mapping[Any, str] | None, language: str) -> str | None:
    if name is not None:
        return name.get(language)
    known = Locale.parse(language).territories.get(code)
    return None if known is None else str(known)


def _in_tree_order(library: Library, partners: frozenset[str]) -> str:
    return _joined(code for code in library.partners if code in partners)


def _texts(name: str, text: Mapping[Any, str] | None) -> Row:
    return {f"{name}_{code}": (text or {}).get(code) for code in LANGUAGES}


def _joined(values: Iterable[str]) -> str:
    return ";".join(values)
