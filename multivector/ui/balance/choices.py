"""What a reader may choose about the balance, kept in the address, and the controls for it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import streamlit as st

from multivector.analysis.amounts import COUNTS, CREDITS, Count, Credit
from multivector.analysis.balance import default_weights
from multivector.analysis.partners import Level
from multivector.analysis.whatif import deals_to_call_off
from multivector.library.collection import Library
from multivector.periods import PeriodError, parse_period
from multivector.ui import address, cards
from multivector.ui.address import Choice
from multivector.ui.frame import Frame
from multivector.ui.texts import label
from multivector.words import Words

MOST_WEIGHT, WEIGHT_STEP = 5.0, 0.5
WITHOUT_DEAL, ONLY_KNOWN = "without.", "only-known"

Factors = dict[str, float]


@dataclass(frozen=True)
class Choices:
    """All that a balance depends on apart from the collection; fit to be the key of a cache."""

    level: Level
    domain: str
    year: int | None = None
    """None stands for the latest that is known well."""
    count: Count = "home"
    credit: Credit = "none"
    known_by: str = ""
    """An EDTF date, or empty for all that is known."""
    factors: tuple[tuple[str, float], ...] = ()
    """How many times its default each domain counts, for those that do not count once."""
    alike: int = 0
    """To how many per cent members of one bloc count as the same partner."""
    scenario: str = ""
    """What is supposed: the id of a scenario, or ``without.`` and that of a deal."""

    @property
    def day(self) -> date | None:
        """The last day of what is to be known."""
        return parse_period(self.known_by).latest if self.known_by else None

    @property
    def method(self) -> "Choices":
        """What pictures depend on that know neither weights nor what is supposed."""
        return replace(self, factors=(), alike=0, scenario="")

    @property
    def weighed(self) -> "Choices":
        """What the whole depends on: all but what is supposed, and how alike members are."""
        return replace(self, alike=0, scenario="")

    def weights(self, library: Library) -> Mapping[str, float]:
        """The weight of each domain; they need not sum to one."""
        factors = dict(self.factors)
        return {
            code: weight * factors.get(code, 1.0)
            for code, weight in default_weights(library).items()
        }


def read(library: Library, measured: Sequence[str]) -> Choices:
    """The choices as the address has them."""
    return Choices(
        level=cast(Level, address.chosen(_level())),
        domain=address.chosen(_domain(measured)),
        year=address.chosen(_year(library)) or None,
        count=cast(Count, address.chosen(_count())),
        credit=cast(Credit, address.chosen(_credit())),
        known_by=address.chosen(_KNOWN_BY),
        factors=tuple(sorted(address.chosen(_factors(library)).items())),
        alike=address.chosen(_ALIKE),
        scenario=address.chosen(_scenario(library)),
    )


def _level() -> Choice[str]:
    return address.one_of("cut", ("bloc", "member"), "bloc")


def _domain(measured: Sequence[str]) -> Choice[str]:
    return address.one_of("domain", measured, measured[0] if measured else "")


def _year(library: Library) -> Choice[int]:
    years = library.focus.history
    choice = address.number("year", years.first - 1, years.last, 0)
    return Choice(
        "year", 0, lambda texts: _within(years.first, choice.decode(texts)), choice.encode
    )


def _within(first: int, year: int) -> int:
    return year if year >= first else 0


def _count() -> Choice[str]:
    return address.one_of("reporter", COUNTS, COUNTS[0])


def _credit() -> Choice[str]:
    return address.one_of("credit", CREDITS, CREDITS[0])


def _decode_date(texts: Sequence[str]) -> str:
    for text in texts:
        try:
            parse_period(text)
        except PeriodError:
            continue
        return text
    return ""


_KNOWN_BY = Choice("asof", "", _decode_date, lambda text: (text,))
_ALIKE = address.number("alike", 0, 100, 0)


def _factors(library: Library) -> Choice[Factors]:
    """Weights as ``w=security:2``, once for each domain that does not count once."""

    def decode(texts: Sequence[str]) -> Factors:
        given = (text.partition(":") for text in texts)
        return {
            code: factor
            for code, _, text in given
            if code in library.domains and (factor := _factor(text)) is not None and factor != 1
        }

    return Choice(
        "w", {}, decode, lambda value: [f"{code}:{each:g}" for code, each in value.items()]
    )


def _factor(text: str) -> float | None:
    try:
        factor = float(text)
    except ValueError:
        return None
    return factor if 0 <= factor <= MOST_WEIGHT else None


def _scenario(library: Library) -> Choice[str]:
    return address.one_of("whatif", [*library.scenarios, *_deals(library)], "")


def _deals(library: Library) -> list[str]:
    """What is supposed when one of the deals that a measure counts falls through."""
    return [f"{WITHOUT_DEAL}{id}" for id in deals_to_call_off(library)]


# Controls


def draw(here: Frame, measured: Mapping[str, str], years: Iterable[int]) -> None:
    """The row of controls: domain, cut, year, whose count, and the rest in folds."""
    words, library = here.words, here.collection.library
    names = {
        "domain": words.say("Domain"),
        "cut": words.say("Partners"),
        "reporter": words.say("Who counted"),
        "year": words.say("Year"),
        "whatif": words.say("What if"),
    }
    choices = (
        _domain(list(measured)),
        _level(),
        _count(),
        _year(library),
        _scenario(library),
    )
    with cards.controls(here, "balance-choice", names, choices):
        _segments(names["domain"], measured, _domain(list(measured)))
        _segments(
            names["cut"],
            {"bloc": words.say("blocs as one"), "member": words.say("members apart")},
            _level(),
        )
        _segments(names["reporter"], counts(here), _count())
        _draw_year(here, years)
        with nullcontext() if here.narrow else st.popover(label(words.say("More choices"))):
            _segments(
                words.say("A meeting of many counts"),
                {
                    "none": words.say("for those at the table"),
                    "whole": words.say("for members of an organisation as well"),
                    "split": words.say("divided among all of them"),
                },
                _credit(),
            )
            _draw_known_by(words, library)
            if address.chosen(_level()) == "member":
                st.slider(
                    label(words.say("Members of one bloc count as the same to (%)")),
                    0,
                    100,
                    step=10,
                    **address.bound(_ALIKE),
                )
        _draw_scenario(here)


def counts(here: Frame) -> dict[str, str]:
    """Whose count may be the point, in words."""
    library, words = here.collection.library, here.words
    home = library.reporters[library.focus.home_reporter]
    return {
        "home": words.pick(home.name),
        "partners": words.say("partners' own counts"),
        "range": words.say("middle of both"),
    }


def _segments(name: str, captions: Mapping[str, str], choice: Choice[str]) -> None:
    st.segmented_control(
        label(name),
        list(captions),
        format_func=lambda code: label(captions[code]),
        required=True,
        **address.bound(choice),
    )


def _draw_year(here: Frame, years: Iterable[int]) -> None:
    words = here.words
    latest = words.say("latest")
    shown = sorted(set(years), reverse=True)
    choice = _year(here.collection.library)
    options = [0, *shown] if address.chosen(choice) in (0, *shown) else [0]
    st.selectbox(
        label(words.say("Year")),
        options,
        format_func=lambda year: str(year) if year else latest,
        width=140,
        placeholder=latest,
        **_bound_to(choice, options),
    )


def _bound_to(choice: Choice[int], options: Sequence[int]) -> dict[str, Any]:
    """As ``address.bound``; a year without figures reads as the latest."""
    bound = address.bound(choice)
    if st.session_state[bound["key"]] not in options:
        st.session_state[bound["key"]] = 0
    return bound


def _draw_known_by(words: Words, library: Library) -> None:
    last = parse_period(library.focus.evidence_until).latest.year
    own = address.chosen(_KNOWN_BY)
    ends = [str(year) for year in range(last - 1, last - 11, -1)]
    everything = words.say("everything known today")
    captions = {
        "": everything,
        **{each: words.say("what was known at the end of {year}", year=each) for each in ends},
    }
    if own and own not in captions:
        captions[own] = words.say("what was known by {date}", date=words.period(own))
    st.selectbox(
        label(words.say("As of")),
        list(captions),
        format_func=lambda code: captions[code],
        placeholder=everything,
        **address.bound(_KNOWN_BY),
    )


def _draw_scenario(here: Frame) -> None:
    words, library = here.words, here.collection.library
    nothing = words.say("nothing supposed")
    captions = {"": nothing, **scenario_names(here)}
    st.selectbox(
        label(words.say("What if")),
        list(captions),
        format_func=lambda code: captions[code],
        width=320,
        placeholder=nothing,
        **address.bound(_scenario(library)),
    )


def scenario_names(here: Frame) -> dict[str, str]:
    """What may be supposed, by code: the collection's scenarios, then each deal called off."""
    words, library = here.words, here.collection.library
    deals = {
        code: words.say(
            "Called off: {deal}",
            deal=words.marked(library.deals[code.removeprefix(WITHOUT_DEAL)].title),
        )
        for code in _deals(library)
    }
    return {**{id: words.pick(each.name) for id, each in library.scenarios.items()}, **deals}


def draw_presets(here: Frame, unknown: Sequence[str]) -> None:
    """Weightings to try at once, equal weights among them, and the reason of the one chosen.

    ``unknown`` are the domains of which too little is known to count in the whole.
    """
    words, library, key = here.words, here.collection.library, "weight-presets"
    choice = _factors(library)
    current = address.chosen(choice)
    names = {"": words.say("Equal")}
    settings: dict[str, Factors] = {"": {}}
    if unknown:
        names[ONLY_KNOWN] = words.say("Only what is known")
        settings[ONLY_KNOWN] = dict.fromkeys(unknown, 0.0)
    for id, weighting in library.weightings.items():
        names[id], settings[id] = words.pick(weighting.name), dict(weighting.weights)
    chosen = next((id for id, each in settings.items() if each == current), None)
    st.session_state[key] = chosen

    def write_preset() -> None:
        address.write(choice, settings.get(st.session_state[key] or "", {}))

    st.pills(
        label(words.say("Weigh the domains")),
        list(names),
        format_func=lambda id: label(names[id]),
        key=key,
        on_change=write_preset,
    )
    if chosen and chosen in library.weightings:
        cards.note(words.marked(library.weightings[chosen].reason))


def draw_weights(here: Frame) -> None:
    """A slider a domain: how many times its default it counts."""
    library = here.collection.library
    choice = _factors(library)
    for code, domain in library.domains.items():
        _draw_weight(code, here.words.pick(domain.name), choice, here.words)


def _draw_weight(code: str, name: str, choice: Choice[Factors], words: Words) -> None:
    key, current = f"weight-{code}", address.chosen(choice)
    value = float(current.get(code, 1.0))
    st.session_state[key] = value

    def write_weight() -> None:
        factors = {**current, code: st.session_state[key]}
        address.write(choice, {each: factor for each, factor in factors.items() if factor != 1})

    # A plain slider writes its numbers as English does. An address may hold any weight.
    steps = {k * WEIGHT_STEP for k in range(int(MOST_WEIGHT / WEIGHT_STEP) + 1)}
    st.select_slider(
        label(name),
        sorted(steps | {value}),
        format_func=lambda factor: words.number(factor, 1),
        key=key,
        on_change=write_weight,
    )
