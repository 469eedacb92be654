"""What the reader has chosen, as one frozen value, and the controls that choose it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from multivector.library.collection import Library
from multivector.ui import address
from multivector.ui.address import Choice
from multivector.ui.texts import label
from multivector.words import DASH, Words

EVERYTHING, NOTHING = "all", "none"


@dataclass(frozen=True)
class Filters:
    """The shared choices: partners, years, language.

    ``partners`` are the codes chosen, in the order of the partner tree; empty both when all are
    meant (``everything``) and when none is chosen.
    """

    partners: tuple[str, ...]
    everything: bool
    first: int
    last: int
    language: str
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the reader has chosen no partner at all."""
        return not self.everything and not self.partners

    def partners_or(self, default: Sequence[str]) -> tuple[str, ...]:
        """The chosen partners, or the default when all are meant."""
        return tuple(default) if self.everything else self.partners


@dataclass(frozen=True)
class PartnerGroup:
    """Partners offered together: the vectors, the members of one bloc, or the others."""

    key: str
    bloc: str | None
    codes: tuple[str, ...]

    @property
    def widget(self) -> str:
        """The key of the chips that offer them."""
        return f"partners_{self.key}"


def partner_groups(library: Library, used: frozenset[str]) -> tuple[PartnerGroup, ...]:
    """The offered partners: the vectors first, then blocs with their members, then the others.

    Only partners of which the collection holds something are offered.
    """
    vectors = library.focus.vectors
    blocs = [code for code in vectors if library.partners[code].members]
    members = {
        bloc: tuple(m.id for m in library.partners[bloc].members if m.id in used) for bloc in blocs
    }
    inside = {code for codes in members.values() for code in codes} | set(vectors)
    others = tuple(
        partner.id
        for partner in library.partners.values()
        if partner.kind == "country" and partner.id in used - inside
    )
    return (
        PartnerGroup("vectors", None, tuple(vectors)),
        *(PartnerGroup(bloc, bloc, codes) for bloc, codes in members.items() if codes),
        *([PartnerGroup("others", None, others)] if others else []),
    )


def partner_choice(codes: Iterable[str]) -> Choice[tuple[str, ...]]:
    """The choice of partners: all (no parameter), none, or a list of codes in tree order."""
    order = tuple(codes)

    def decode(texts: Sequence[str]) -> tuple[str, ...]:
        asked = {text.strip().upper() for text in texts}
        known = tuple(code for code in order if code in asked)
        if known:
            return known
        return () if {NOTHING} == {text.strip().lower() for text in texts} else (EVERYTHING,)

    return Choice("partner", (EVERYTHING,), decode, lambda value: value or (NOTHING,))


def year_choices(library: Library) -> tuple[Choice[int], Choice[int]]:
    """The choices of the first and the last year."""
    years, history = library.focus.years, library.focus.history
    return (
        address.number("from", history.first, history.last, years.first),
        address.number("to", history.first, history.last, years.last),
    )


def read_filters(library: Library, groups: Sequence[PartnerGroup], language: str) -> Filters:
    """The shared choices as the address has them; unknown values are left out and named."""
    codes = [code for group in groups for code in group.codes]
    partners = address.chosen(partner_choice(codes))
    first, last = (address.chosen(choice) for choice in year_choices(library))
    return Filters(
        partners=() if partners == (EVERYTHING,) else partners,
        everything=partners == (EVERYTHING,),
        first=min(first, last),
        last=max(first, last),
        language=language,
        unknown=_unknown_values(codes),
    )


def _unknown_values(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    known = {*codes, EVERYTHING.upper(), NOTHING.upper()}
    strange = [text for text in address.raw("partner") if text.strip().upper() not in known]
    return tuple(("partner", text) for text in dict.fromkeys(strange))


def draw_filters(
    library: Library,
    groups: Sequence[PartnerGroup],
    filters: Filters,
    words: Words,
    names: dict[str, str],
    *,
    narrow: bool,
) -> None:
    """The filter row: partner chips, members and others in a fold, years.

    On a narrow screen all of it is one fold that says what is chosen.
    """
    years = words.say(
        "Years {first}{dash}{last}", first=filters.first, dash=DASH, last=filters.last
    )
    if narrow:
        text = f"{_chosen_partners(filters, words, names)} · {years}"
        with st.expander(label(text), key="filters", icon=":material/tune:"):
            _draw_vectors(groups, words, names)
            _draw_members(groups, words, names)
            _draw_years(library, filters, words)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        _draw_vectors(groups, words, names)
        inside = {code for group in groups[1:] for code in group.codes}
        count = len(inside & set(filters.partners))
        text = words.say("Members and others")
        with st.popover(f"{label(text)} ({count})" if count else label(text)):
            _draw_members(groups, words, names)
        with st.popover(label(years)):
            _draw_years(library, filters, words)


def _chosen_partners(filters: Filters, words: Words, names: dict[str, str]) -> str:
    if filters.everything:
        return words.say("All partners")
    if filters.nothing:
        return words.say("No partner")
    return words.listed(names[code] for code in filters.partners)


def _draw_vectors(groups: Sequence[PartnerGroup], words: Words, names: dict[str, str]) -> None:
    captions = {EVERYTHING: words.say("All"), **names}
    st.pills(
        words.say("Partners"),
        [EVERYTHING, *groups[0].codes],
        selection_mode="multi",
        format_func=lambda code: label(captions[code]),
        label_visibility="collapsed",
        **_bound_group(groups, groups[0]),
    )


def _draw_members(groups: Sequence[PartnerGroup], words: Words, names: dict[str, str]) -> None:
    for group in groups[1:]:
        st.pills(
            label(names[group.bloc] if group.bloc else words.say("Other partners")),
            group.codes,
            selection_mode="multi",
            format_func=lambda code: label(names[code]),
            **_bound_group(groups, group),
        )


def _bound_group(groups: Sequence[PartnerGroup], group: PartnerGroup) -> dict[str, Any]:
    choice = partner_choice(_order(groups))
    shown = [code for code in address.chosen(choice) if code in _offered(groups, group)]

    def write_group() -> None:
        picked = set(st.session_state[group.widget])
        address.write(choice, _picked(groups, group, address.chosen(choice), picked))

    return address.held(group.widget, shown, write_group)


def _order(groups: Sequence[PartnerGroup]) -> list[str]:
    return [code for each in groups for code in each.codes]


def _offered(groups: Sequence[PartnerGroup], group: PartnerGroup) -> Sequence[str]:
    """What the chips of a group stand for, in their order."""
    return [EVERYTHING, *group.codes] if group is groups[0] else group.codes


def _picked(
    groups: Sequence[PartnerGroup], group: PartnerGroup, before: tuple[str, ...], picked: set[str]
) -> tuple[str, ...]:
    """What is chosen once these chips of a group are on, where ``before`` was."""
    if EVERYTHING in picked and EVERYTHING not in before:
        return (EVERYTHING,)
    wanted = ((set(before) - {*_offered(groups, group)}) | picked) - {EVERYTHING}
    return tuple(code for code in _order(groups) if code in wanted)


def next_choices(groups: Sequence[PartnerGroup]) -> dict[str, list[tuple[str, ...]]]:
    """What a click on each chip leads to: values of ``partner``, by widget, in the chips' order."""
    choice = partner_choice(_order(groups))
    before = address.chosen(choice)
    leads = {}
    for group in groups:
        offered = _offered(groups, group)
        on = {code for code in before if code in offered}
        after = (_picked(groups, group, before, on ^ {code}) for code in offered)
        leads[group.widget] = [
            () if value == choice.default else tuple(choice.encode(value)) for value in after
        ]
    return leads


def _draw_years(library: Library, filters: Filters, words: Words) -> None:
    history, key = library.focus.history, "years"
    if history.first == history.last:
        return  # Of one year nothing can be chosen.
    shown = (filters.first, filters.last)

    def write_years() -> None:
        for choice, year in zip(year_choices(library), st.session_state[key], strict=True):
            address.write(choice, year)

    st.slider(
        words.say("Years"), history.first, history.last, **address.held(key, shown, write_years)
    )
