"""The balance on screen: how evenly, between whom, in which domains, and how much is known."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from multivector.analysis import balance as measures
from multivector.analysis.partners import Level, cut_of, expanded, remainder_of
from multivector.analysis.rows import each as each_row
from multivector.charts import balance as charts
from multivector.charts.style import Look, looks
from multivector.findings import balance as findings
from multivector.ui import address, cards
from multivector.ui.cache import kept
from multivector.ui.frame import Frame
from multivector.ui.texts import label
from multivector.words import DASH

BORROW_YEARS = 5


@dataclass(frozen=True)
class Balance:
    """The balance over one cut of the partner tree, for the chosen years."""

    level: Level
    partners: tuple[str, ...]
    domain: str
    scores: pd.DataFrame
    overall: pd.DataFrame
    shares: pd.DataFrame
    year: int | None

    @property
    def own(self) -> pd.DataFrame:
        """The scores of the chosen domain, year by year."""
        return self.scores[self.scores["domain"] == self.domain]

    @property
    def score(self) -> "pd.Series[Any] | None":
        """The score of the chosen domain in the latest year that has one, complete if any is."""
        known = self.own.dropna(subset="n2")
        known = known[known["complete"]] if known["complete"].any() else known
        return None if known.empty else known.sort_values("year").iloc[-1]


def choose(here: Frame) -> Balance:
    """The controls of the page and the balance they ask for."""
    words, library = here.words, here.collection.library
    measured = {
        code: words.pick(each.name) for code, each in library.domains.items() if each.balance
    } or {code: words.pick(each.name) for code, each in library.domains.items()}
    captions = {"bloc": words.say("blocs as one"), "member": words.say("members apart")}
    with st.container(horizontal=True, key="balance-choice"):
        domain = st.segmented_control(
            words.say("Domain"),
            list(measured),
            format_func=lambda code: label(measured[code]),
            required=True,
            **address.bound(address.one_of("domain", measured, next(iter(measured)))),
        )
        level = st.segmented_control(
            words.say("Partners"),
            list(captions),
            format_func=lambda code: label(captions[code]),
            required=True,
            **address.bound(address.one_of("cut", captions, "bloc")),
        )
    return balance(here, "member" if level == "member" else "bloc", str(domain))


def balance(here: Frame, level: Level, domain: str) -> Balance:
    """The balance over the default vectors, computed once for the same choice."""
    span = (here.filters.first, here.filters.last)
    return kept(
        ("balance", here.collection.stamp, level, domain, span),
        lambda: _computed(here, level, domain, span),
    )


def _computed(here: Frame, level: Level, domain: str, span: tuple[int, int]) -> Balance:
    library, tables = here.collection.library, here.collection.tables
    partners = cut_of(library, library.focus.vectors, level, _indicator(here, domain))
    years = range(span[0], span[1] + 1)
    evidence = measures.Evidence(library, tables["observations"], tables["events"])
    borrowing = measures.Evidence(
        library, tables["observations"], tables["events"], fill=BORROW_YEARS
    )
    scores = measures.scores(evidence, years, partners)
    own = scores[(scores["domain"] == domain) & scores["n2"].notna()]
    year = int(own["year"].max()) if len(own) else None
    return Balance(
        level,
        partners,
        domain,
        scores,
        measures.overall(evidence, years, partners),
        measures.domain_shares(borrowing, year or span[1], partners),
        year,
    )


def _indicator(here: Frame, domain: str) -> str | None:
    measure = here.collection.library.domains[domain].balance
    return measure.indicator if measure else None


def draw_answer(here: Frame, shown: Balance) -> None:
    """The effective partners in one sentence, above the filters."""
    if shown.score is None:
        return
    domain = _domain_name(here, shown.domain)
    text = findings.headline(shown.score, domain, names(here), here.words)
    doubt = findings.doubt(
        shown.score, _reporter(here, shown.score), len(shown.partners), here.words
    )
    cards.answer(here, f"{text} {findings.change(shown.own, here.words)}", doubt)


def names(here: Frame) -> dict[str, str]:
    """Names of partners, remainders of blocs included."""
    rest = {
        remainder_of(code): here.words.say("other {bloc}", bloc=name)
        for code, name in here.names.items()
    }
    return {**here.names, **rest}


def _looks(here: Frame) -> dict[str, Look]:
    known = looks(here.collection.library, here.words)
    rest = {
        remainder_of(code): Look(names(here)[remainder_of(code)], look.colour, look.marker)
        for code, look in known.items()
    }
    return {**known, **rest}


def _domain_name(here: Frame, code: str) -> str:
    return here.words.within(here.words.pick(here.collection.library.domains[code].name))


def _reporter(here: Frame, score: "pd.Series[Any]") -> str:
    return here.words.pick(here.collection.library.reporters[str(score["reporter"])].name)


def _measure(here: Frame, score: "pd.Series[Any]") -> str:
    library, words = here.collection.library, here.words
    return (
        f"{words.pick(library.indicators[str(score['indicator'])].name)} · {_reporter(here, score)}"
    )


def draw_figures(here: Frame, shown: Balance) -> None:
    """The headline measures, each with what it means and how much is known."""
    words, score = here.words, shown.score
    if score is None:
        return
    basis = words.say(
        "{known} of {all} partners known",
        all=len(shown.partners),
        known=round(float(str(score["coverage"])) * len(shown.partners)),
    )
    most = words.number(len(shown.partners), 0)
    cards.figures(
        [
            (
                words.say("Effective partners N2"),
                words.number(float(str(score["n2"])), 2),
                words.say("1 to {most}; {basis}", most=most, basis=basis),
            ),
            (
                words.say("Effective partners N1"),
                words.number(float(str(score["n1"])), 2),
                words.say("gives small partners more say; {basis}", basis=basis),
            ),
            (
                words.say("Evenness J"),
                words.number(float(str(score["evenness"])), 2),
                words.say("0 one partner, 1 all equal; {basis}", basis=basis),
            ),
            (
                words.say("Largest share"),
                words.percent(float(str(score["top_share"]))),
                words.say(
                    "{partner}; {basis}",
                    partner=names(here)[str(score["top_partner"]).split(";")[0]],
                    basis=basis,
                ),
            ),
        ]
    )


def draw_triangle(here: Frame, shown: Balance) -> None:
    """The trail between the three partners of the triangle."""
    library, words = here.collection.library, here.words
    corners = library.focus.ternary
    if not corners:
        cards.empty(words.say("The collection names no three partners for a triangle."))
        return
    trail = kept(
        ("trail", here.collection.stamp, shown.domain, here.filters.first, here.filters.last),
        lambda: measures.trail(
            measures.Evidence(
                library, here.collection.tables["observations"], here.collection.tables["events"]
            ),
            range(here.filters.first, here.filters.last + 1),
            corners,
            shown.domain,
        ),
    )
    known = trail.dropna()
    three = words.listed(here.names[code] for code in corners)
    if known.empty:
        cards.empty(
            words.say(
                "No triangle of {partners}: in no year of this span is {domain} known for "
                "all three.",
                partners=three,
                domain=_domain_name(here, shown.domain),
            )
        )
        return
    drawn = kept(
        ("ternary", here.key, shown.domain, here.filters.first, here.filters.last),
        lambda: charts.ternary(trail, corners, looks(library, words), words),
    )
    span = f"{int(known['year'].min())}{DASH}{int(known['year'].max())}"
    title = findings.drift(trail, here.names, words) or words.say(
        "Between {partners}", partners=three
    )
    score = shown.score
    cards.chart(
        here,
        "ternary",
        drawn,
        title=title,
        subtitle=words.say(
            "Shares among {partners} alone · {span} · {measure}",
            partners=three,
            span=span,
            measure=_measure(here, score) if score is not None else "",
        ),
        sources=_sources(here, shown.domain, corners),
        table=cards.Table(
            [words.say("Year"), *(here.names[code] for code in corners)],
            [
                [str(int(row["year"])), *(words.percent(row[code], 1) for code in corners)]
                for _, row in known.iterrows()
            ],
            trail,
        ),
        alt=f"{title}. {_trail_ends(here, known)}",
        note=words.say(
            "The triangle shows the part in which the trail lies: its corners are not 100 %."
        ),
    )


def _trail_ends(here: Frame, known: pd.DataFrame) -> str:
    words = here.words
    return "; ".join(
        f"{int(row['year'])}: "
        + ", ".join(f"{here.names[code]} {words.percent(row[code])}" for code in known.columns[1:])
        for _, row in known.iloc[[0, -1]].iterrows()
    )


def _sources(here: Frame, domain: str, partners: "tuple[str, ...] | list[str]") -> list[str]:
    """Sources of the figures a domain's balance rests on, most used first."""
    tables = here.collection.tables
    indicator = _indicator(here, domain)
    rows = tables["observations"]
    wanted = expanded(here.collection.library, partners)
    own = rows[(rows["indicator"] == indicator) & rows["partner"].isin(wanted)]
    if len(own):
        own = own[own["reporter"] == own["reporter"].mode().iloc[0]]
        return list(own["source"].value_counts().index)
    met = tables["events"][tables["events"]["state"] == "held"]
    return list(met["sources"].str.split(";").str[0].value_counts().index)


def draw_strip(here: Frame, shown: Balance) -> None:
    """Who leads in which domain, with hatching where nothing is reported."""
    words, library = here.words, here.collection.library
    captions = {
        code: _strip_caption(here, shown, code, words.pick(domain.name))
        for code, domain in library.domains.items()
    }
    drawn = kept(
        ("strip", here.key, shown.level, shown.domain, here.filters.first, here.filters.last),
        lambda: charts.domain_strip(shown.shares, _looks(here), captions, words),
    )
    plain_names = {code: words.pick(domain.name) for code, domain in library.domains.items()}
    title = findings.leaders(shown.shares, plain_names, names(here), words)
    known = shown.shares.dropna(subset="share")
    cards.chart(
        here,
        "strip",
        drawn,
        title=title,
        subtitle=words.say(
            "Share of each partner in each domain, of the partners known there · nearest year "
            "within {years} years, named · hatched: not reported",
            years=BORROW_YEARS,
        ),
        sources=[
            id
            for code in known["domain"].unique()
            for id in _sources(here, code, list(shown.partners))[:2]
        ],
        table=_strip_table(here, shown, captions),
        alt=title,
        fold=(words.say("Why some domains have no shares"), _without_shares(here, shown)),
    )


def _strip_caption(here: Frame, shown: Balance, code: str, name: str) -> str:
    """Name of a domain with the year of its figures."""
    rows = shown.shares[(shown.shares["domain"] == code) & shown.shares["share"].notna()]
    if rows.empty:
        return name
    first, last = rows["first_day"].iloc[0].year, rows["last_day"].iloc[0].year
    return f"{name} {first}" if first == last else f"{name} {first}{DASH}{last}"


def _strip_table(here: Frame, shown: Balance, captions: dict[str, str]) -> cards.Table:
    words, called = here.words, names(here)
    wide = shown.shares.pivot(index="domain", columns="partner", values="share")
    return cards.Table(
        [
            words.say("Domain"),
            *(called[code] for code in shown.partners),
            words.say("Partners known"),
        ],
        [
            [
                captions[code],
                *(words.percent(float(wide[each][code]), 1) for each in shown.partners),
                words.percent(float(rows["coverage"].iloc[0])),
            ]
            for code, rows in _by_domain(shown)
        ],
        shown.shares,
    )


def _by_domain(shown: Balance) -> list[tuple[str, pd.DataFrame]]:
    return [(str(code), rows) for code, rows in shown.shares.groupby("domain", sort=False)]


def _without_shares(here: Frame, shown: Balance) -> str:
    """Why some domains have no shares, in the collection's own words."""
    words, domains = here.words, here.collection.library.domains
    known = set(shown.shares.dropna(subset="share")["domain"])
    reasons = [
        f"{words.pick(each.name)}: {words.pick(each.no_share)}"
        for code, each in domains.items()
        if code not in known and each.no_share
    ]
    return " ".join(reasons)


def draw_course(here: Frame, shown: Balance) -> None:
    """Effective partners over the years, a line a domain."""
    words, library = here.words, here.collection.library
    known = shown.scores[shown.scores["complete"]].dropna(subset="n2")
    if known.empty:
        cards.empty(
            words.say("No domain carries shares in these years."), words.say("Choose more years.")
        )
        return
    captions = {code: words.pick(domain.name) for code, domain in library.domains.items()}
    ordered = pd.concat(
        [known[known["domain"] == shown.domain], known[known["domain"] != shown.domain]]
    )
    drawn = kept(
        ("course", here.key, shown.level, shown.domain, here.filters.first, here.filters.last),
        lambda: charts.course(ordered, captions, len(shown.partners), words),
    )
    title = findings.change(shown.own, words)
    cards.chart(
        here,
        "course",
        drawn,
        title=words.say("Effective partners over the years"),
        subtitle=words.say(
            "N2 = 1 / sum of squared shares · 1 to {most} · years in which every partner is known",
            most=len(shown.partners),
        ),
        sources=_sources(here, shown.domain, list(shown.partners)),
        table=_course_table(here, known, captions),
        alt=title or words.say("Effective partners over the years"),
    )


def _course_table(here: Frame, known: pd.DataFrame, captions: dict[str, str]) -> cards.Table:
    words = here.words
    return cards.Table(
        [
            words.say("Domain"),
            words.say("Year"),
            "N2",
            "N1",
            words.say("Evenness J"),
            words.say("Largest share"),
            words.say("Partners known"),
        ],
        [
            [
                captions[row.domain],
                str(int(row.year)),
                words.number(row.n2, 2),
                words.number(row.n1, 2),
                words.number(row.evenness, 2),
                _leader(here, row),
                words.percent(row.coverage),
            ]
            for row in each_row(known)
        ],
        known,
    )


def _leader(here: Frame, row: Any) -> str:
    called = here.words.listed(names(here)[code] for code in row.top_partner.split(";"))
    return f"{called} {here.words.percent(row.top_share)}"


def draw_decomposition(here: Frame, shown: Balance) -> None:
    """The whole as evenness inside the domains plus division of labour between them."""
    words, library = here.words, here.collection.library
    rows = shown.overall.sort_values("year")
    # Years that rest on other domains or partners are no part of one picture.
    rows = rows[rows["domains"] == rows["domains"].iloc[-1]] if len(rows) else rows
    rows = rows[rows["partners"] == rows["partners"].iloc[-1]].tail(6) if len(rows) else rows
    if rows.empty:
        cards.empty(
            words.say(
                "The split in two needs a year in which two domains carry shares for at least "
                "two thirds of the partners."
            )
        )
        return
    last = rows.iloc[-1]
    drawn = kept(
        ("split", here.key, shown.level, here.filters.first, here.filters.last),
        lambda: charts.decomposition(rows, words),
    )
    together = words.listed(
        words.pick(library.domains[code].name) for code in str(last["domains"]).split(";")
    )
    cards.chart(
        here,
        "split",
        drawn,
        title=words.say("Even inside the domains, or one partner each?"),
        subtitle=words.say(
            "Entropy in nats, equal weights, over {domains} · known: {coverage} of all domains and "
            "partners",
            domains=together,
            coverage=words.percent(float(last["coverage"])),
        ),
        sources=[
            id
            for code in str(last["domains"]).split(";")
            for id in _sources(here, code, list(shown.partners))[:2]
        ],
        table=cards.Table(
            [
                words.say("Year"),
                words.say("Inside"),
                words.say("Between"),
                words.say("Whole"),
                words.say("Effective partners N1"),
                words.say("Known"),
            ],
            [
                [
                    str(int(row.year)),
                    words.number(row.inside, 3),
                    words.number(row.between, 3),
                    words.number(row.total, 3),
                    words.number(row.n1, 2),
                    words.percent(row.coverage),
                ]
                for row in each_row(rows)
            ],
            rows,
        ),
        alt=findings.split(last, words),
        note=findings.split(last, words),
    )


def draw_about_filter(here: Frame, shown: Balance) -> None:
    """That the score does not change with the partners chosen, and where a member is counted."""
    words, library = here.words, here.collection.library
    if here.filters.everything:
        return
    parts = [
        words.say(
            "The score is always over {partners}, whichever partners are chosen above.",
            partners=words.listed(names(here)[code] for code in shown.partners),
        )
    ]
    for bloc in library.focus.vectors:
        inside = [
            code for code in here.filters.partners if code in expanded(library, [bloc]) - {bloc}
        ]
        if inside and bloc in shown.partners:
            parts.append(
                words.say(
                    "{members}: counted inside {bloc}, not beside it; choose members apart to see "
                    "them.",
                    members=words.listed(here.names[code] for code in inside),
                    bloc=here.names[bloc],
                )
            )
    cards.note(" ".join(parts))


def draw_method(here: Frame) -> None:
    """The measures in short, for whoever opens the fold."""
    words = here.words
    fold = st.expander(words.say("How this is measured"), key="fold-method", on_change="rerun")
    if fold.open:
        with fold:
            for text in (
                words.say(
                    "Shares p are each partner's part of the sum over the partners shown; a "
                    "partner without a figure is left out of the sum and lowers the coverage, it "
                    "is never counted as zero."
                ),
                words.say(
                    "N2 = 1 / sum of p squared: the number of equal partners that would be as "
                    "concentrated (Laakso and Taagepera 1979). N1 = exp of the entropy (Hill "
                    "1973). Evenness J = ln N1 / ln k (Pielou 1966)."
                ),
                words.say(
                    "The entropy of the mean shares equals the mean entropy inside the domains "
                    "plus the Jensen–Shannon divergence between them (Lin 1991), exactly."
                ),
                words.say(
                    "A bloc and its members never stand in one sum. Evenness is neither good nor "
                    "bad, and ties are not sympathy."
                ),
            ):
                cards.note(text)
