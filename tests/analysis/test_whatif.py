from typing import Any

import numpy as np
import pytest

from multivector.analysis.amounts import Evidence, domain_years
from multivector.analysis.tables import TABLES
from multivector.analysis.whatif import Supposed, measures_of, supposed
from multivector.library.collection import Library
from multivector.model import Change
from tests.analysis.builder import build, figures

CUT = ("EU", "CN", "RU")


def changed(world: Library, partners: tuple[str, ...] = CUT, **change: Any) -> Supposed:
    changes = [Change.model_validate({"domain": "trade", **change})]
    evidence = Evidence(
        world,
        TABLES["observations"](world),
        TABLES["events"](world),
        measures=measures_of(world, changes),
    )
    return supposed(evidence, domain_years(evidence, [2024], partners), partners, changes)


WORLD = build(
    [
        *figures({"CN": 30, "RU": 20, "EU": 50, "WLD": 120}),
        *figures({"CN": 1, "RU": 1, "EU": 2}, period="2015"),
        *figures({"CN": 5, "RU": 5, "EU": 0}, indicator="stock"),
    ]
)


def test_an_amount_moves_to_the_bloc_of_who_gains() -> None:
    trade = changed(WORLD, **{"from": "RU", "to": "FR", "amount": 5.0}).domains[0]
    assert trade.amounts.tolist() == [55, 30, 15]
    assert trade.low.tolist() == [55, 30, 15] and trade.total == 120


def test_no_more_moves_than_there_is_and_nothing_named_is_all() -> None:
    assert changed(WORLD, **{"from": "RU", "to": "CN", "amount": 99.0}).domains[0].amounts[2] == 0
    gone = changed(WORLD, **{"from": "RU"}).domains[0]
    assert gone.amounts.tolist() == [50, 30, 0] and gone.total == 100


def test_an_old_share_comes_back_and_the_others_keep_their_ratio() -> None:
    trade = changed(WORLD, to="EU", share_of=2015).domains[0]
    assert trade.shares.tolist() == pytest.approx([0.5, 0.3, 0.2])
    less = changed(WORLD, to="CN", share_of=2015).domains[0]
    assert less.shares[1] == pytest.approx(0.25)
    assert less.shares[0] / less.shares[2] == pytest.approx(2.5)


def test_a_change_reads_the_domain_by_the_measure_it_names() -> None:
    made = changed(WORLD, domain="investment", indicator="stock", **{"from": "RU", "to": "EU"})
    investment = next(each for each in made.domains if each.domain == "investment")
    assert investment.basis is not None and investment.basis.indicator == "stock"
    assert investment.amounts.tolist() == [5, 5, 0]


@pytest.mark.parametrize(
    "change",
    [{"from": "TR", "to": "CN"}, {"from": "RU", "to": "TR"}, {"to": "EU", "share_of": 2001}],
)
def test_what_needs_an_unknown_figure_is_not_made(change: dict[str, Any]) -> None:
    made = changed(WORLD, (*CUT, "TR"), **change)
    assert not made.made
    assert made.domains[0].amounts[:3].tolist() == [50, 30, 20]


def test_what_is_supposed_leaves_the_present_as_it_is() -> None:
    evidence = Evidence(WORLD, TABLES["observations"](WORLD), TABLES["events"](WORLD))
    before = domain_years(evidence, [2024], CUT)
    kept = before[0].amounts.copy()
    change = Change.model_validate({"domain": "trade", "from": "RU", "to": "CN"})
    supposed(evidence, before, CUT, [change])
    assert np.array_equal(before[0].amounts, kept)
