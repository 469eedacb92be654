"""The claims on screen: which are listed, and how one reads."""

import pandas as pd
import streamlit as st

from multivector.analysis.partners import expanded
from multivector.model import Claim
from multivector.ui import cards, terms
from multivector.ui.frame import Frame
from multivector.ui.texts import link, plain

PAGE_SIZE = 20


def choose(here: Frame) -> list[Claim]:
    """The controls of the page and the claims they leave, in reading order."""
    library, words = here.collection.library, here.words
    with st.container(horizontal=True, key="claims-choice"):
        titles = {
            code: library.sources[each.source].title for code, each in library.articles.items()
        }
        domains = {code: words.pick(each.name) for code, each in library.domains.items()}
        article = cards.one_or_all(here, "article", words.say("Article"), titles, 340)
        domain = cards.one_or_all(here, "domain", words.say("Domain"), domains, 180)
        kind = cards.one_or_all(here, "kind", words.say("Kind"), terms.claim_kinds(words), 180)
    return [
        claim
        for claim in of_partners(here)
        if article in ("", library.article_of[claim.id])
        and domain in ("", claim.domain)
        and kind in ("", claim.kind)
    ]


def of_partners(here: Frame) -> list[Claim]:
    """Claims about the chosen partners; a bloc stands for its members too, each claim once.

    Those of the lead article come first.
    """
    library = here.collection.library
    lead = library.focus.lead_article
    claims = sorted(library.claims.values(), key=lambda claim: library.article_of[claim.id] != lead)
    if here.filters.everything:
        return claims
    wanted = expanded(library, here.filters.partners)
    return [claim for claim in claims if wanted & set(claim.partners)]


def draw_list(here: Frame, claims: list[Claim]) -> None:
    """One page of the claims, with what each says, of whom, where, and its source."""
    words = here.words
    if not claims:
        cards.empty(
            words.say("No claim fits this choice."), words.say("Choose other partners or kinds.")
        )
        return
    shown = cards.page_of(here, "claims", claims, PAGE_SIZE)
    items = "".join(f"<li>{_claim(here, claim)}</li>" for claim in shown)
    st.html(f'<ul class="mv-list">{items}</ul>')


def _claim(here: Frame, claim: Claim) -> str:
    library, words = here.collection.library, here.words
    source = library.sources[library.articles[library.article_of[claim.id]].source]
    partners = words.listed(here.names[code] for code in claim.partners)
    place = words.say("paragraph {number}", number=claim.paragraph) if claim.paragraph else ""
    speakers = words.listed(claim.speakers) if claim.speakers else ""
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
    note = f'<p class="mv-meta">{plain(words.pick(claim.note))}</p>' if claim.note else ""
    partly = words.say("partly inferred")
    inferred = f' <span class="mv-tag">{plain(partly)}</span>' if claim.inferred else ""
    origin = link(source.publisher or source.container_title or source.title, source.url)
    return (
        f"<p>{plain(words.pick(claim.text))}{inferred}</p>"
        f'<p class="mv-meta">{meta}</p>{note}'
        f'<p class="mv-meta">{origin}{f", {plain(place)}" if place else ""} · {plain(claim.id)}</p>'
    )


def table(here: Frame, claims: list[Claim]) -> pd.DataFrame:
    """The rows of the claims that are listed."""
    everything = here.collection.tables["claims"]
    return everything[everything["id"].isin([claim.id for claim in claims])]
