"""The balance as a reader chose to see it: computed once for the same choices."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from multivector.analysis import balance as measures
from multivector.analysis.amounts import DomainYear, Evidence, domain_years
from multivector.analysis.balance import BORROW_YEARS, Whole
from multivector.analysis.partners import cut_of, remainder_of
from multivector.analysis.standing import Standing, standing
from multivector.analysis.whatif import deals_measure, measures_of, supposed
from multivector.charts.style import Look
from multivector.ui.balance import choices as controls
from multivector.ui.balance.choices import WITHOUT_DEAL, Choices
from multivector.ui.cache import kept
from multivector.ui.frame import Frame

Made = TypeVar("Made")


@dataclass(frozen=True)
class Balance:
    """The balance over one cut of the partner tree, for the chosen years."""

    choices: Choices
    partners: tuple[str, ...]
    scores: pd.DataFrame
    """Each domain and year by itself; see ``balance.scores``."""
    year: int | None
    """The year in focus."""
    history: tuple[DomainYear, ...]
    """The domains in every year, figures borrowed from years near by included."""
    shares: pd.DataFrame
    """The same as a table; see ``balance.domain_shares``."""

    @cached_property
    def domains(self) -> tuple[DomainYear, ...]:
        """The domains in the year in focus, else in the last, borrowed figures included."""
        year = self.year or self.history[-1].year
        return tuple(each for each in self.history if each.year == year)

    @property
    def domain(self) -> str:
        """The chosen domain."""
        return self.choices.domain

    @cached_property
    def own(self) -> pd.DataFrame:
        """The scores of the chosen domain, year by year."""
        return self.scores[self.scores["domain"] == self.domain]

    @cached_property
    def score(self) -> "pd.Series[Any] | None":
        """The score of the chosen domain in the year in focus, if it has one."""
        known = self.own[(self.own["year"] == self.year) & self.own["n2"].notna()]
        return None if known.empty else known.iloc[-1]

    @cached_property
    def years(self) -> list[int]:
        """The years in which the chosen domain has a score."""
        return [int(year) for year in self.own.dropna(subset="n2")["year"]]


def chosen(here: Frame) -> Balance:
    """The controls of the page, and the balance they ask for."""
    shown = asked(here)
    controls.draw(here, _measured(here), shown.years)
    return shown


def asked(here: Frame) -> Balance:
    """The balance that the address asks for."""
    return balance(here, controls.read(here.collection.library, list(_measured(here))))


def _measured(here: Frame) -> dict[str, str]:
    """The domains that carry shares, with their names; all where none does."""
    names = {
        code: here.words.pick(each.name) for code, each in here.collection.library.domains.items()
    }
    domains = here.collection.library.domains
    return {code: name for code, name in names.items() if domains[code].balance} or names


def balance(here: Frame, choices: Choices) -> Balance:
    """The balance over the collection's vectors; neither weights nor suppositions play a part."""
    stamp, span = here.collection.stamp, (here.filters.first, here.filters.last)
    method = choices.method
    made = kept(("balance", stamp, span, method), lambda: _computed(here, method, span))
    return kept(("as chosen", stamp, span, choices), lambda: replace(made, choices=choices))


def shown_as(here: Frame, name: str, choices: Choices, make: Callable[[Frame], Made]) -> Made:
    """What is shown of a balance under these choices, made once for a language and screen."""
    span = (here.filters.first, here.filters.last)
    return kept((name, here.key, span, choices), lambda: make(here.unplaced))


def evidence(here: Frame, choices: Choices, **more: Any) -> Evidence:
    """What the balance is computed from, under the reader's choices of method."""
    tables = here.collection.tables
    return Evidence(
        here.collection.library,
        tables["observations"],
        tables["events"],
        credit=choices.credit,
        count=choices.count,
        known_by=choices.day,
        **more,
    )


def _computed(here: Frame, choices: Choices, span: tuple[int, int]) -> Balance:
    library = here.collection.library
    partners = cut_of(library, library.focus.vectors, choices.level, indicator(here, choices))
    years = range(span[0], span[1] + 1)
    scores = measures.scores(evidence(here, choices), years, partners)
    year = _year_in_focus(scores[scores["domain"] == choices.domain], choices.year)
    borrowing = evidence(here, choices, fill=BORROW_YEARS)
    history = tuple(domain_years(borrowing, years, partners))
    shown = [each for each in history if each.year == (year or span[1])]
    return Balance(choices, partners, scores, year, history, measures.shares_table(shown, partners))


def _year_in_focus(own: pd.DataFrame, asked: int | None) -> int | None:
    """The year asked for, else the latest in which every partner is known, else the latest."""
    known = own.dropna(subset="n2")
    if asked is not None and asked in set(known["year"]):
        return asked
    whole = known[known["complete"]]
    years = (whole if len(whole) else known)["year"]
    return int(years.max()) if len(years) else None


def indicator(here: Frame, choices: Choices) -> str | None:
    """What the chosen domain is measured by."""
    domain = here.collection.library.domains.get(choices.domain)
    return domain.balance.indicator if domain and domain.balance else None


def whole(here: Frame, shown: Balance) -> Whole | None:
    """All domains of the year in focus together, under the chosen weights."""
    return measures.whole(
        shown.domains, shown.partners, shown.choices.weights(here.collection.library)
    )


def course(here: Frame, shown: Balance) -> pd.DataFrame:
    """The whole year by year under the chosen weights; see ``balance.overall``."""
    span = (here.filters.first, here.filters.last)
    return kept(
        ("overall", here.collection.stamp, span, shown.choices.weighed),
        lambda: measures.overall_table(
            shown.history, shown.partners, shown.choices.weights(here.collection.library)
        ),
    )


def standing_of(here: Frame, shown: Balance) -> Standing | None:
    """How sure the whole of the year in focus is; None if there is none."""

    def found() -> Standing | None:
        together = whole(here, shown)
        return None if together is None else standing(together)

    span = (here.filters.first, here.filters.last)
    return kept(("standing", here.collection.stamp, span, shown.choices.weighed), found)


@dataclass(frozen=True)
class Supposition:
    """The year in focus as it is and as it would be, both by the measures the change names."""

    before: tuple[DomainYear, ...]
    after: tuple[DomainYear, ...]
    made: bool
    """Whether every change could be made; not so where a figure it needs is not known."""


def supposition(here: Frame, shown: Balance) -> Supposition | None:
    """What the chosen scenario would change; None if nothing is supposed."""
    choices = shown.choices
    if not choices.scenario or shown.year is None:
        return None
    suppose = _called_off if choices.scenario.startswith(WITHOUT_DEAL) else _changed
    key = ("supposed", here.collection.stamp, shown.year, replace(choices, alike=0, factors=()))
    return kept(key, lambda: suppose(here, shown))


def _changed(here: Frame, shown: Balance) -> Supposition:
    library = here.collection.library
    changes = library.scenarios[shown.choices.scenario].changes
    named = measures_of(library, changes)
    basis = evidence(here, shown.choices, fill=BORROW_YEARS, measures=named)
    before = _domains(basis, shown) if named else shown.domains
    after = supposed(basis, before, shown.partners, changes)
    return Supposition(before, after.domains, after.made)


def _called_off(here: Frame, shown: Balance) -> Supposition:
    """A deal that is not signed: its domain read by the worth of the deals signed."""
    library = here.collection.library
    deal = library.deals[shown.choices.scenario.removeprefix(WITHOUT_DEAL)]
    named = {deal.domain: deals_measure(library, deal.domain)}
    before = _domains(evidence(here, shown.choices, fill=BORROW_YEARS, measures=named), shown)
    without = evidence(
        here,
        shown.choices,
        fill=BORROW_YEARS,
        measures=named,
        called_off=frozenset({deal.id}),
    )
    return Supposition(before, _domains(without, shown), made=True)


def _domains(basis: Evidence, shown: Balance) -> tuple[DomainYear, ...]:
    assert shown.year is not None
    return tuple(domain_years(basis, [shown.year], shown.partners))


def names(here: Frame) -> dict[str, str]:
    """Names of partners, remainders of blocs included."""

    def made() -> dict[str, str]:
        rest = {
            remainder_of(code): here.words.say("other {bloc}", bloc=name)
            for code, name in here.names.items()
        }
        return {**here.names, **rest}

    return kept(("names of parts", here.collection.stamp, here.words.language), made)


def looks_of(here: Frame) -> dict[str, Look]:
    """How each partner appears, remainders of blocs included."""
    called = names(here)
    rest = {
        remainder_of(code): Look(called[remainder_of(code)], look.colour, look.marker)
        for code, look in here.looks.items()
    }
    return {**here.looks, **rest}
